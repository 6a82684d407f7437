package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/jupyter"
)

// clean removes the settings of the person who runs the tests.
func clean(t *testing.T) {
	t.Helper()
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "AU_") {
			t.Setenv(name, "")
		}
	}
}

func TestHelp(t *testing.T) {
	var all bytes.Buffer
	if err := Dispatch(t.Context(), &all, []string{"-h"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if !strings.Contains(all.String(), "  "+c.name+" ") {
			t.Errorf("-h does not list %s", c.name)
		}
		var one bytes.Buffer
		if err := Dispatch(t.Context(), &one, []string{c.name, "-h"}); err != nil &&
			!errors.Is(err, flag.ErrHelp) {
			t.Errorf("%s -h: %v", c.name, err)
		}
		if !strings.Contains(one.String(), c.summary) {
			t.Errorf("%s -h does not say what it does:\n%s", c.name, one.String())
		}
	}
}

// TestPrecedence: a flag wins over the environment, which wins over the
// default.
func TestPrecedence(t *testing.T) {
	clean(t)
	t.Setenv("AU_SEEDS", "5")
	t.Setenv("AU_NORM", "layer")
	t.Setenv("AU_STORE", "runs")
	dir := t.TempDir()
	t.Chdir(dir)
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	flags, parsed := settingFlags("study", &bytes.Buffer{})
	given, err := arguments.ParseSettings(flags, parsed, []string{"-seeds", "7", "-data", "clips"})
	if err != nil {
		t.Fatal(err)
	}
	if parsed.Seeds != 7 || parsed.Network.Norm != "layer" ||
		parsed.Protocol != settings.Default().Protocol {
		t.Errorf("got seeds %d, norm %s, protocol %s", parsed.Seeds, parsed.Network.Norm,
			parsed.Protocol)
	}
	// Cells run in another folder, so folders are absolute; settings that are
	// not given as flags are left to the environment.
	slices.Sort(given)
	want := []string{"AU_DATA=" + filepath.Join(dir, "clips"), "AU_SEEDS=7",
		"AU_STORE=" + filepath.Join(dir, "runs")}
	if !slices.Equal(given, want) {
		t.Errorf("for the cells: got %q, want %q", given, want)
	}
}

// TestLocks: every package is pinned by version and sha256, and no list names
// an index of the machine that it was made on.
func TestLocks(t *testing.T) {
	for name, text := range map[string]string{"run": jupyter.RunRequirements,
		"lab": jupyter.LabRequirements} {
		pinned := regexp.MustCompile(`(?m)^[a-z0-9-]+==[^ ]+ .*\\\n    --hash=sha256:[0-9a-f]{64}`).FindAllString(text, -1)
		if names := regexp.MustCompile(`(?m)^[a-z]`).FindAllString(text, -1); len(pinned) != len(names) || len(names) == 0 {
			t.Errorf("%s: %d of %d packages are pinned by hash", name, len(pinned), len(names))
		}
		if strings.Contains(text, "--find-links") || strings.Contains(text, "index-url") {
			t.Errorf("%s names an index", name)
		}
	}
}

// TestDoctorOnFreshClone: nothing is installed, so something is missing, and
// the report names the command that mends it. The doctor installs nothing.
func TestDoctorOnFreshClone(t *testing.T) {
	clean(t)
	root := freshClone(t)
	t.Setenv("FSDD_DIR", filepath.Join(root, "nothing"))
	var out bytes.Buffer
	err := Dispatch(t.Context(), &out, []string{"doctor"})
	if err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("got %v, want what is missing", err)
	}
	for _, want := range []string{"Go kernel", setupRemedy, "recordings",
		filepath.Join(root, "nothing")} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, out.String())
		}
	}
	if _, err := os.Stat(setup.EnvDir(root)); err == nil {
		t.Error("the doctor made the environment")
	}
}

// TestDoctorLooks: whatever the recordings are, and if the store is not there
// yet, the doctor neither downloads nor makes a folder.
func TestDoctorLooks(t *testing.T) {
	clean(t)
	freshClone(t)
	t.Setenv(corpus.FSDDEnv, "")
	for _, data := range []string{"", "fsdd"} {
		home := t.TempDir()
		cache := filepath.Join(home, ".cache")
		t.Setenv("HOME", home)
		t.Setenv("XDG_CACHE_HOME", cache)
		t.Setenv(settings.Variable("data"), data)
		data, store := dataFinding(t.Context()), storeFinding()
		if !strings.Contains(data.state, "will be downloaded") || data.remedy != "" {
			t.Errorf("the recordings: %+v", data)
		}
		if !strings.Contains(store.state, "0 finished") || store.remedy != "" {
			t.Errorf("the store: %+v", store)
		}
		if made, _ := os.ReadDir(home); len(made) > 0 {
			t.Errorf("the doctor made %q", made)
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, store := range []string{file, filepath.Join(file, "runs")} {
		t.Setenv(settings.Variable("store"), store)
		if f := storeFinding(); !strings.Contains(f.remedy, "AU_STORE") {
			t.Errorf("a store in a file: %+v", f)
		}
	}
}

// TestDoctorJSON: the same findings for programs, and the same failure.
func TestDoctorJSON(t *testing.T) {
	clean(t)
	freshClone(t)
	var out bytes.Buffer
	err := Dispatch(t.Context(), &out, []string{"doctor", "-json"})
	if err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("got %v, want what is missing", err)
	}
	var found []struct {
		What, State, Remedy string
		OK                  bool
	}
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatalf("%v: %s", err, out.String())
	}
	remedies := map[string]string{}
	for _, f := range found {
		if f.OK != (f.Remedy == "") || f.What == "" || f.State == "" {
			t.Errorf("a finding is %+v", f)
		}
		remedies[f.What] = f.Remedy
	}
	if remedies["Go kernel"] != setupRemedy || remedies["checkout"] != "" {
		t.Errorf("the remedies are %q", remedies)
	}
}

// TestNoPython: the notebook commands fail with the remedy.
func TestNoPython(t *testing.T) {
	clean(t)
	freshClone(t)
	t.Setenv("PATH", t.TempDir())
	err := Dispatch(t.Context(), &bytes.Buffer{}, []string{"setup"})
	if !errors.Is(err, jupyter.ErrNotebooks) || !errors.Is(err, setup.ErrNoPython) ||
		strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want one line that wraps %v", err, setup.ErrNoPython)
	}
}

// freshClone makes a checkout with nothing but its go.mod the one in use.
func freshClone(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module audiounlearning\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv(setup.RootEnv, root)
	return root
}
