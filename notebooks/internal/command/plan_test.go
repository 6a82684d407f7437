package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDryRun: nothing is trained. The quick study of two speakers has the
// original and gold of each with 10 + 12 epochs, and base with 6; a second line
// has the same originals and golds, so that only its two unlearnings count.
func TestDryRun(t *testing.T) {
	clean(t)
	store, plan := filepath.Join(t.TempDir(), "absent"), filepath.Join(t.TempDir(), "plan.txt")
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
	if _, err := os.Stat(store); err == nil {
		t.Error("the dry run made the store")
	}
}
