package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/setup"
)

// built makes the program as a user builds it, in a folder of its own.
func built(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notebooks")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", path, ".")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return path
}

// voices writes a corpus of synthetic speech: the digits by three speakers in
// four takes, so that a training epoch is short.
func voices(t *testing.T) string {
	t.Helper()
	c, err := corpus.Synthetic(t.Context(), synth.Options{Speakers: 3, Takes: 4})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := corpus.Write(dir, c); err != nil {
		t.Fatal(err)
	}
	return dir
}

// withPlugin gives a home folder the XLA plugin of this checkout, where a
// program without a checkout would install it, and returns the name of the
// backend that is then available.
func withPlugin(t *testing.T, home string) (backend string) {
	t.Helper()
	plugin := setup.PluginPath(checkout(t))
	if _, err := os.Stat(plugin); err != nil {
		return "go"
	}
	installed := filepath.Dir(filepath.Dir(plugin))
	env := setup.EnvDir(filepath.Join(home, ".cache", "audiounlearning"))
	if err := os.MkdirAll(env, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(installed, filepath.Join(env, filepath.Base(installed))); err != nil {
		t.Fatal(err)
	}
	return "xla-cpu"
}

// quickStudy are the flags of a study that takes about a second.
func quickStudy(data, backend string) []string {
	return []string{"study", "-quick", "-original-epochs=2", "-gold-epochs=2", "-rounds=1",
		"-reset-epochs=1", "-finetune-epochs=1", "-methods=base,gold2", "-seeds=1", "-speakers=synth1",
		"-data=" + data, "-backend=" + backend}
}

// TestProgramAlone runs the built program in an empty folder, with an empty
// home and an empty PATH: no Go, no Python, no checkout. The oracle is the same
// study in the checkout.
func TestProgramAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	program, data, home := built(t), voices(t), t.TempDir()
	backend := withPlugin(t, home)
	run := func(dir, file string, env ...string) string {
		cmd := exec.CommandContext(t.Context(), program,
			append(quickStudy(data, backend), "-out="+file)...)
		cmd.Dir, cmd.Env = dir, append(env, "PATH="+t.TempDir(), "HOME="+home, "GOMAXPROCS=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%q: %v\n%s", cmd.Args, err, out)
		}
		records, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		return string(records)
	}
	alone := run(t.TempDir(), "alone.csv")
	here := run(t.TempDir(), "here.csv", setup.RootEnv+"="+checkout(t),
		"AU_STORE="+t.TempDir())
	// A header and four runs on test, validation, retained and excluded.
	if lines := strings.Count(alone, "\n"); lines != 1+4*4 || alone != here {
		t.Errorf("%d lines, want 17; the same as in the checkout: %v", lines, alone == here)
	}
	runs, err := filepath.Glob(filepath.Join(home, ".cache", "audiounlearning", "runs", "runs",
		"*", "*.safetensors"))
	if err != nil || len(runs) != 4 {
		t.Errorf("the store in the cache holds %d runs, %v; want 4", len(runs), err)
	}
}
