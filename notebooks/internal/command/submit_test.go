package command

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/arguments"
)

// TestWorkersSettings: the workers' flags alone, without the environment of the
// person who submits, give the settings that were asked for.
func TestWorkersSettings(t *testing.T) {
	for _, args := range [][]string{
		nil,
		{"-quick", "-seeds=11-20", "-norm=layer", "-backend=go", "-data=synthetic"},
		{"-speakers=theo+lucas,theo", "-methods=", "-channels=8,16", "-dense=32", "-rate=0.002",
			"-data=clips", "-store=my runs"},
		{"-seeds=3"}, // the default, which the environment has otherwise
	} {
		clean(t)
		t.Setenv("AU_SEEDS", "5")
		t.Setenv("AU_PROTOCOL", "M")
		s := newSubmission("slurm", "", &bytes.Buffer{})
		if err := s.parse(args); err != nil {
			t.Fatal(err)
		}
		flags := s.studyFlags()
		clean(t)
		there, read := settingFlags("study", &bytes.Buffer{})
		if _, err := arguments.ParseSettings(there, read, flags); err != nil {
			t.Fatalf("%q: %v", flags, err)
		}
		if got, want := read.Environ(), s.settings.Environ(); !slices.Equal(got, want) {
			t.Errorf("%q became %q: got\n%q\nwant\n%q", args, flags, got, want)
		}
		// No worker chooses a corpus or a backend for itself.
		if read.Data == "" || read.Backend == "" {
			t.Errorf("%q leaves the corpus %q and the backend %q open", args, read.Data, read.Backend)
		}
	}
}

// TestSubmitDryRun prints what would be submitted and writes nothing.
func TestSubmitDryRun(t *testing.T) {
	clean(t)
	t.Setenv(setup.RootEnv, freshClone(t))
	t.Setenv("FSDD_DIR", "/the recordings")
	store := filepath.Join(t.TempDir(), "runs")
	plan := filepath.Join(t.TempDir(), "plan.txt")
	if err := os.WriteFile(plan, []byte("-seeds 3\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ args, want []string }{
		{[]string{"slurm", "-workers=4", "-store=" + store, "-plan=" + plan, "-option=--qos=low"},
			[]string{"--array=0-3", "#SBATCH --qos=low", "export 'FSDD_DIR=/the recordings'",
				"-store=" + store, "-plan=" + plan, "export AU_ROOT=", store + "/submit/notebooks-"}},
		{[]string{"kubernetes", "-workers=4", "-image=study:1", "-claim=runs"},
			[]string{"completions: 4", `"-store=/study/audiounlearning/runs"`}},
	} {
		var out bytes.Buffer
		args := append(append([]string{"study", "submit"}, c.args...), "-dry-run")
		if err := Dispatch(t.Context(), &out, args); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q does not print %q:\n%s", c.args, want, out.String())
			}
		}
	}
	if _, err := os.Stat(store); err == nil {
		t.Error("the dry run made the store")
	}
}

// TestBadSubmissions requires one sentence that names what is wrong or, without
// an engine on PATH, says what to do.
func TestBadSubmissions(t *testing.T) {
	clean(t)
	t.Setenv("PATH", t.TempDir())
	slurm := []string{"slurm", "-workers=1", "-backend=go", "-data=synthetic",
		"-store=" + t.TempDir()}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"slurm or kubernetes", nil},
		{"slurm or kubernetes", []string{"ray"}},
		{"workers is 0", []string{"slurm"}},
		{"image is missing", []string{"kubernetes", "-workers=1"}},
		{"no argument", []string{"slurm", "-workers=1", "lucas"}},
		{"plan", append(slices.Clone(slurm), "-plan=/no/such")},
		{"absent", append(slices.Clone(slurm), "-data=/absent")},
		{"sbatch is not on PATH", slurm},
		{"kubectl is not on PATH", []string{"kubernetes", "-workers=1", "-image=a", "-claim=b"}},
	} {
		var out bytes.Buffer
		err := Dispatch(t.Context(), &out, append([]string{"study", "submit"}, c.args...))
		if err == nil || !strings.Contains(err.Error(), c.want) ||
			strings.Contains(err.Error(), "\n") || out.Len() > 0 {
			t.Errorf("%q: got %v, want one line with %q; it printed %q", c.args, err, c.want,
				out.String())
		}
	}
}
