package submit

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the scripts in testdata anew")

// TestScripts compares the scripts of a few submissions with those in testdata,
// which a real Slurm ran, and has bash read each.
func TestScripts(t *testing.T) {
	plainArray := Slurm{Program: "/shared/runs/submit/notebooks-1", Logs: "/shared/runs/submit"}
	for name, c := range map[string]struct {
		job   Job
		array Slurm
	}{
		"one.sh": {Job{Workers: 1, CPUs: 1, Memory: "2G"}, plainArray},
		"many.sh": {
			Job{Workers: 64, CPUs: 4, Memory: "8G",
				Flags: []string{"-backend=xla-cpu", "-seeds=11-20", "-store=/shared/runs"}},
			Slurm{Partition: "cpu,long", Time: "1-12:30", Program: plainArray.Program,
				Logs: plainArray.Logs, Options: []string{"--account=speech", "--nice=100"},
				Variables: []string{"AU_ROOT=/home/me/study"}},
		},
		"quoted.sh": {
			Job{Workers: 2, CPUs: 1, Memory: "500M", Flags: []string{"-data=/it's; a $(data) folder"}},
			Slurm{Program: "/my runs/notebooks", Logs: "/my 100% runs",
				Variables: []string{"FSDD_DIR=/my recordings"}},
		},
	} {
		got, err := c.array.Script(c.job)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
		bash := exec.Command("bash", "-n")
		bash.Stdin = strings.NewReader(got)
		if out, err := bash.CombinedOutput(); err != nil {
			t.Errorf("%s: bash -n: %v\n%s", name, err, out)
		}
	}
}

// The oracle for a quoted word is Bash.
func TestQuote(t *testing.T) {
	for _, text := range []string{"plain", "", "a b", "it's", `"$HOME" \`, "*", "~", "#", "-x=1", "é"} {
		out, err := exec.Command("bash", "-c", "printf %s "+quote(text)).Output()
		if err != nil || string(out) != text {
			t.Errorf("%q is read as %q, %v", text, out, err)
		}
	}
}

// The times are those of sbatch's manual page, in minutes.
func TestMinutes(t *testing.T) {
	for text, want := range map[string]float64{"90": 90, "90:30": 90.5, "8:00:00": 480, "2-0": 2880,
		"1-12:30": 2190, "1-1:1:30": 1501.5} {
		if got, err := minutesOf(text); err != nil || got != want {
			t.Errorf("%s: %v minutes, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-1", "1:2:3:4", "1-", "8h", "UNLIMITED"} {
		if got, err := minutesOf(text); err == nil {
			t.Errorf("%q was read as %v minutes", text, got)
		}
	}
}

// Installed once, the program is what runs now; a second time nothing is
// written.
func TestProgram(t *testing.T) {
	p, err := This(filepath.Join(t.TempDir(), "submit"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := p.Install(); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(p.Path); err != nil || string(kept) != string(self) {
		t.Errorf("%s holds %d bytes, %v; want these %d", p.Path, len(kept), err, len(self))
	}
	if out, err := exec.Command(p.Path, "-test.list", "TestProgram").CombinedOutput(); err != nil ||
		!strings.Contains(string(out), "TestProgram") {
		t.Errorf("it does not run: %v\n%s", err, out)
	}
}
