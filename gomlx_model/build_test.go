package gomlxmodel

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Without a C compiler the package builds, opens pure Go and says why once. The
// oracle is a test binary that is built without one and run.
func TestBuildsWithoutC(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a second test binary")
	}
	binary := filepath.Join(t.TempDir(), "pure.test")
	build := exec.Command("go", "test", "-c", "-ldflags=-s -w", "-o", binary, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	run := exec.Command(binary, "-test.run", "TestFallsBackToGo", "-test.v")
	run.Env = append(os.Environ(), "GOMLX_BACKEND=")
	out, err := run.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "backend go") {
		t.Errorf("the pure binary: %v\n%s", err, out)
	}
}

func TestFallsBackToGo(t *testing.T) {
	if errNoXLA == nil {
		t.Skip("this binary has XLA; TestBuildsWithoutC builds one without")
	}
	b, err := OpenBackend(t.Context(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("backend %s: %s", b.Name, b.Note)
	if b.Name != "go" || !strings.Contains(b.Note, "C compiler") {
		t.Errorf("backend %q with note %q, want go and a note on the C compiler", b.Name, b.Note)
	}
	if _, err := OpenBackend(t.Context(), "xla-cpu", nil); err == nil {
		t.Error("XLA was opened where it is not built in")
	}
}
