package arguments

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
)

// TestPlan reads a plan: its lines change the settings that they name and no
// others, and an error names the line.
func TestPlan(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plan.txt")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	base := settings.Default()
	base.Backend = "go"
	write("# first\n\n-seeds 11-20 -methods base,retrain-15\n-norm layer\n")
	steps, err := ReadPlan(path, base)
	if err != nil || len(steps) != 2 {
		t.Fatalf("%d steps, %v; want 2", len(steps), err)
	}
	if s := steps[0].Settings; s.From() != 11 || s.Seeds != 20 || len(s.Methods) != 2 ||
		s.Backend != "go" {
		t.Errorf("the first step has seeds %d to %d, %q", s.From(), s.Seeds, s.Methods)
	}
	if s := steps[1].Settings; s.Seeds != 3 || s.Network.Norm != "layer" {
		t.Errorf("the second step has %d seeds and norm %s", s.Seeds, s.Network.Norm)
	}
	for text, want := range map[string]string{
		"":                          "lists no study",
		"-seeds 3\n-seeds x\n":      "line 2",
		"-methods nothing\n":        "line 1",
		"-seeds 20-11\n":            "low to high",
		"-seeds 3 -out records.csv": "out",
		"-h\n":                      "line 1: a line takes no -h",
	} {
		write(text)
		if _, err := ReadPlan(path, base); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	if _, err := ReadPlan(t.TempDir(), base); err == nil {
		t.Error("a folder was read as a plan")
	}
}

// TestCommittedPlan wants every line of the committed plan to be read.
func TestCommittedPlan(t *testing.T) {
	t.Setenv(setup.RootEnv, "")
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadPlan(filepath.Join(root, "notebooks", "plan.txt"),
		settings.Default()); err != nil {
		t.Error(err)
	}
}
