package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
	"audiounlearning/gomlx_model/setup"
)

// built returns the program as a user builds it, in a folder of its own. Tests
// share the build.
func built(t *testing.T) string {
	t.Helper()
	path, err := buildOnce()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

var buildOnce = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "notebooks")
	if err != nil {
		return "", err
	}
	temporary = append(temporary, dir)
	path := filepath.Join(dir, "notebooks")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

// temporary are the folders that outlive the test that made them.
var temporary []string

func TestMain(m *testing.M) {
	status := m.Run()
	for _, dir := range temporary {
		os.RemoveAll(dir)
	}
	os.Exit(status)
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

// quickStudy are the flags of a study that takes about a second. Its network is
// small because XLA compiles the default one for five.
func quickStudy(data, backend string) []string {
	return []string{"study", "-quick", "-channels=4", "-dense=8",
		"-original-epochs=2", "-gold-epochs=2", "-rounds=1",
		"-reset-epochs=1", "-finetune-epochs=1", "-methods=base,gold2", "-seeds=1", "-speakers=synth1",
		"-data=" + data, "-backend=" + backend}
}

// studied carries the quick study out with the built program, on one core, and
// returns its records.
func studied(t *testing.T, backend string, env ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "records.csv")
	cmd := exec.CommandContext(t.Context(), built(t),
		append(quickStudy(voices(t), backend), "-out="+file)...)
	cmd.Dir, cmd.Env = t.TempDir(), append(env, "PATH="+t.TempDir(), "GOMAXPROCS=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%q: %v\n%s", cmd.Args, err, out)
	}
	records, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(records)
}

// inCheckout returns the records of the quick study in the checkout, the oracle
// of the same study elsewhere. It is carried out once for each backend.
func inCheckout(t *testing.T, backend string) string {
	t.Helper()
	known.Lock()
	defer known.Unlock()
	if known.records[backend] == "" {
		known.records[backend] = studied(t, backend, "HOME="+t.TempDir(),
			setup.RootEnv+"="+checkout(t), "AU_STORE="+t.TempDir())
	}
	return known.records[backend]
}

var known = struct {
	sync.Mutex
	records map[string]string
}{records: map[string]string{}}

// TestProgramAlone runs the built program in an empty folder, with an empty
// home and an empty PATH: no Go, no Python, no checkout. The oracle is the same
// study in the checkout.
func TestProgramAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	t.Parallel() // it waits for other programs
	home := t.TempDir()
	backend := withPlugin(t, home)
	alone, here := studied(t, backend, "HOME="+home), inCheckout(t, backend)
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
