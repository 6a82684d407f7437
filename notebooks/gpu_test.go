//go:build linux && amd64

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestGPUScript packs what a machine with a GPU needs and runs it as there, but
// on XLA's CPU, because a GPU is seldom at hand. So F1 must not differ at all.
// Of the model's tests it runs only the two quick ones, because all of them run
// in their own package. Without the plugin there is nothing to compare. (A
// folder named "cuda" anywhere above the plugin would make go-xla take it for
// CUDA's.)
func TestGPUScript(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program and the tests of the model")
	}
	home, folder := t.TempDir(), t.TempDir()
	backend := withPlugin(t, home)
	if backend == "go" {
		t.Skip("without the XLA plugin: go run ./notebooks setup -plugin")
	}
	script := filepath.Join(checkout(t), "gomlx_model", "testdata", "cuda.sh")
	packed := filepath.Join(t.TempDir(), "packed.tar.gz")
	run := func(dir string, env []string, name string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir, cmd.Env = dir, env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %q: %v\n%s", name, args, err, out)
		}
		return string(out)
	}
	data := "DATA=" + voices(t)
	run(checkout(t), append(os.Environ(), data), script, "pack", packed)
	run(folder, os.Environ(), "tar", "-xzf", packed)
	said := run(folder, []string{"PATH=/usr/bin:/bin", "HOME=" + home, data, "BACKEND=" + backend,
		"TESTS=TestNormalisationGradients|TestStepAgreesWithJAX"},
		filepath.Join(folder, "cuda.sh"), "run")
	t.Log(said)
	for _, want := range []string{
		"--- PASS: TestNormalisationGradients", "--- PASS: TestStepAgreesWithJAX",
		"F1 of 16 sets differs by at most 0.0000",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if !regexp.MustCompile(`seconds an epoch: \d+\.\d+ on the CPU that packed, \d+\.\d+ on xla-cpu`).
		MatchString(said) {
		t.Error("it does not say how long an epoch takes")
	}
}
