package command

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/settings"
)

// TestMessages is the table of what goes wrong and what is said then: one line
// that names the setting, flag or file, what is possible, and the way out; no
// folder of runs is made, so nothing was begun.
func TestMessages(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "plan.txt")
	if err := os.WriteFile(file, []byte("-seeds 3\n-frames 0\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	const synthetic = "-data synthetic -backend go -seeds 1 "
	for _, c := range []struct {
		env, args string
		want      []string
	}{
		{"AU_SEEDS=abc", "study", []string{"AU_SEEDS", `"abc"`, "1…1000", "11-20"}},
		{"AU_QUICK=maybe", "study", []string{"AU_QUICK", `"maybe"`, "neither true nor false"}},
		{"AU_BATCH=1e3", "status", []string{"AU_BATCH", `"1e3"`, "no whole number"}},
		{"", "study -seeds 20-11", []string{"seeds is 20-11", "1…1000", "low to high"}},
		{"", "study -protocol X", []string{`protocol is "X"`, "P or M"}},
		{"", "study -norm none", []string{`"none"`, "batch, layer or instance"}},
		{"", "study -methods base,nothing", []string{`"nothing"`, "use one of", "base"}},
		{"", "study -frames 1000000000", []string{"frames is 1000000000", "1…1024"}},
		{"", "study -n-mels 65536 -n-mfcc 65536", []string{"n_mfcc × n_mels", "65536",
			"at most 4194304"}},
		{"", "study -batch 4096", []string{"batch is 4096", "1…1024"}},
		{"", "study -channels 4,4,4,4,4,4", []string{"Channels", "fewer convolutions"}},
		{"", "study -rate 0", []string{"rate is 0", "above 0 and at most 1"}},
		{"", "study -noise NaN", []string{"Noise is NaN", "finite number"}},
		{"", "study -plan " + file, []string{file, "line 2", "frames is 0"}},
		{"", "study -plan " + dir, []string{dir, "it must be a file"}},
		{"", "status -plan " + dir + "/absent", []string{dir + "/absent", "no such file"}},
		{"", "study " + synthetic + "-speakers nobody", []string{`"nobody"`, "synth1"}},
		{"", "study " + synthetic + "-speakers synth1+nobody", []string{`"nobody"`, "synth1"}},
		{"", "study " + synthetic + "-speakers synth1+synth1", []string{"synth1"}},
		{"", "status " + synthetic + "-speakers nobody", []string{`"nobody"`, "synth1"}},
		{"", "status -backend tpu -data synthetic", []string{`backend "tpu"`, "xla-cpu, cuda or go"}},
		{"", "study -backend tpu -data synthetic", []string{`backend "tpu"`, "xla-cpu, cuda or go"}},
		{"", "mfcc -frames 1000000000 x.wav", []string{"frames is 1000000000", "1 to 100000"}},
		{"", "mfcc -n-mels 65536 -n-mfcc 65536 x.wav", []string{"n_mfcc × n_mels", "at most"}},
		{"", "publish -quick", []string{"measures nothing", "leave -quick"}},
		{"", "publish -data synthetic", []string{"only the study of FSDD", "FSDD_DIR"}},
		{"", "publish -survey -quick", []string{"only the paper's settings", "leave out all flags"}},
		{"", "publish -survey -seeds 101", []string{"seeds is 101", "above 20"}},
		{"", "publish -survey -data synthetic", []string{"only the study of FSDD", "FSDD_DIR"}},
		{"", "publish -survey -plan " + file, []string{"one study", "leave out -survey or -plan"}},
	} {
		t.Run(strings.TrimSpace(c.env+" "+c.args), func(t *testing.T) {
			clean(t)
			if name, value, ok := strings.Cut(c.env, "="); ok {
				t.Setenv(name, value)
			}
			runs := filepath.Join(t.TempDir(), "runs")
			t.Setenv(settings.Variable("store"), runs)
			var out bytes.Buffer
			err := Dispatch(t.Context(), &out, strings.Fields(c.args))
			if err == nil {
				t.Fatalf("no error; printed %q", out.String())
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "strconv") {
				t.Errorf("not one sentence: %q", err)
			}
			if entries, _ := os.ReadDir(runs); len(entries) > 0 || out.Len() > 0 {
				t.Errorf("something was begun: %v, %q", entries, out.String())
			}
		})
	}
}

// TestAlwaysRun: original, gold and gold2 may be named among the methods.
func TestAlwaysRun(t *testing.T) {
	clean(t)
	flags, s := settingFlags("study", &bytes.Buffer{})
	if _, err := parseSettings(flags, s, []string{"-methods",
		"original,gold,gold2,base"}); err != nil {
		t.Error(err)
	}
}

// TestLabAsRoot: JupyterLab's own refusal says nothing of this program's flags.
func TestLabAsRoot(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root is refused")
	}
	clean(t)
	freshClone(t)
	err := Dispatch(t.Context(), &bytes.Buffer{}, []string{"lab", "--no-browser"})
	if err == nil || !strings.Contains(err.Error(), "lab --allow-root") {
		t.Errorf("got %v", err)
	}
}
