package command

import (
	"bytes"
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
	clean(t)
	path := filepath.Join(t.TempDir(), "plan.txt")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	base := settings.Default()
	base.Backend = "go"
	write("# first\n\n-seeds 11-20 -methods base,retrain-15\n-norm layer\n")
	steps, err := readPlan(path, base)
	if err != nil || len(steps) != 2 {
		t.Fatalf("%d steps, %v; want 2", len(steps), err)
	}
	if s := steps[0].settings; s.From() != 11 || s.Seeds != 20 || len(s.Methods) != 2 ||
		s.Backend != "go" {
		t.Errorf("the first step has seeds %d to %d, %q", s.From(), s.Seeds, s.Methods)
	}
	if s := steps[1].settings; s.Seeds != 3 || s.Network.Norm != "layer" {
		t.Errorf("the second step has %d seeds and norm %s", s.Seeds, s.Network.Norm)
	}
	for text, want := range map[string]string{
		"":                          "lists no study",
		"-seeds 3\n-seeds x\n":      "line 2",
		"-methods nothing\n":        "line 1",
		"-seeds 20-11\n":            "low to high",
		"-seeds 3 -out records.csv": "out",
	} {
		write(text)
		if _, err := readPlan(path, base); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	if _, err := readPlan(t.TempDir(), base); err == nil {
		t.Error("a folder was read as a plan")
	}
}

// TestCommittedPlan wants every line of the committed plan to be read.
func TestCommittedPlan(t *testing.T) {
	clean(t)
	t.Setenv(setup.RootEnv, "")
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := readPlan(filepath.Join(root, "notebooks", "plan.txt"),
		settings.Default()); err != nil {
		t.Error(err)
	}
}

// TestDryRun: nothing is trained. The quick study of two speakers has the
// original and gold of each with 10 + 12 epochs, and base with 6; a second line
// has the same originals and golds, so that only its two unlearnings count.
func TestDryRun(t *testing.T) {
	clean(t)
	store, plan := t.TempDir(), filepath.Join(t.TempDir(), "plan.txt")
	if err := os.WriteFile(plan, []byte("-methods base\n-methods base -unlearn-seed 101\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	voices, _ := synthetic(t, 4)
	args := []string{"study", "-dry-run", "-quick", "-data", voices, "-backend", "go", "-seeds", "1",
		"-speakers", "synth1,synth2", "-store", store}
	for _, c := range []struct{ more, rows []string }{
		{[]string{"-methods", "base"}, []string{"6 6 56", "6 6 56"}},
		{[]string{"-plan", plan}, []string{"6 6 56", "2 2 12", "8 8 68"}},
	} {
		var out bytes.Buffer
		if err := Dispatch(t.Context(), &out, append(args, c.more...)); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(out.String(), "\n")[1:]
		for i, want := range c.rows {
			if !strings.HasPrefix(plainSpaces(lines[i]), want+" ") {
				t.Errorf("row %d: want %s runs, missing and epochs:\n%s", i, want, out.String())
			}
		}
	}
	if left, _ := filepath.Glob(filepath.Join(store, "*")); len(left) > 0 {
		t.Errorf("the dry run wrote %q", left)
	}
}
