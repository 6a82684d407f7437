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
// Of the model's tests it runs only two quick ones, of which one reads a file,
// because all of them run in their own package; of those that it would run, it
// asks whether they are packed. The network is small, because XLA compiles the
// default one for seconds. Without the plugin there is nothing to compare. (A
// folder named "cuda" anywhere above the plugin would make go-xla take it for
// CUDA's.)
func TestGPUScript(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program and the tests of the model")
	}
	t.Parallel() // it waits for other programs
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
	small := []string{"DATA=" + voices(t), "AU_CHANNELS=4", "AU_DENSE=8"}
	run(checkout(t), append(os.Environ(), small...), script, "pack", packed)
	run(folder, os.Environ(), "tar", "-xzf", packed)
	said := run(folder, append(small, "PATH=/usr/bin:/bin", "HOME="+home, "BACKEND="+backend,
		"TESTS=TestMaxPoolByHand|TestLogitsAgreeWithKeras"), filepath.Join(folder, "cuda.sh"), "run")
	t.Log(said)
	for _, want := range []string{
		"--- PASS: TestMaxPoolByHand", "--- PASS: TestLogitsAgreeWithKeras",
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
	text, err := os.ReadFile(script)
	tests := regexp.MustCompile(`\$\{TESTS:-(.*)\}`).FindSubmatch(text)
	if err != nil || tests == nil {
		t.Fatalf("the script names no tests: %v", err)
	}
	all := string(tests[1])
	listed := run(folder, os.Environ(), filepath.Join(folder, "gomlx_model.test"), "-test.list",
		"^("+all+")$")
	if n := len(strings.Fields(listed)); n != len(strings.Split(all, "|")) {
		t.Errorf("of the tests %s there are packed %q", all, listed)
	}
}
