package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
)

// madeUpRun is a run of protocol P with one record, one answer and a trace.
func madeUpRun(speaker string, seed int, method, key string) records.Run {
	name := records.Name{Protocol: "P", Norm: "batch", Speaker: speaker, Seed: seed,
		Method: method}
	return records.Run{Name: name, Key: key, Result: records.Result{
		Records: []records.Record{{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: speaker,
			Seed: seed, Method: method, Set: "test", N: 1, Status: "ok", Key: key}},
		Trace:   []records.TracePoint{{Phase: "train", Epoch: 1, Set: "test", F1: 0.5, Loss: 1}},
		Answers: []int8{3}, Margins: []float32{1.5},
	}}
}

// madeUpStudy is a study's settings and all its runs, with keys that end alike.
func madeUpStudy(seeds int, speakers, methods []string, key string) *records.Results {
	r := &records.Results{Settings: settings.Default()}
	r.Settings.Seeds, r.Settings.Speakers, r.Settings.Methods = seeds, speakers, methods
	for seed := 1; seed <= seeds; seed++ {
		for _, speaker := range speakers {
			for _, method := range slices.Concat([]string{"original", "gold"}, methods) {
				r.Runs = append(r.Runs, madeUpRun(speaker, seed, method,
					strings.Join([]string{speaker, method, string(rune('0' + seed)), key}, "-")))
			}
		}
	}
	return r
}

// add puts a study into the archive in dir.
func add(t *testing.T, dir string, results *records.Results) (a archive, leftOut []string) {
	t.Helper()
	a, err := readArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	last := results.Runs[len(results.Runs)-1]
	leftOut = a.add(results, []records.Finding{{Key: last.Key, Speaker: last.Speaker,
		Measure: records.ProbeMeasure, Value: 0.5}})
	if err := a.Write(dir); err != nil {
		t.Fatal(err)
	}
	if a, err = readArchive(dir); err != nil {
		t.Fatal(err)
	}
	return a, leftOut
}

// A study's runs take the place of older ones of the same name, and the others
// stay.
func TestArchive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	add(t, dir, madeUpStudy(1, []string{"lucas", "theo"}, []string{"base"}, "old"))
	a, leftOut := add(t, dir, madeUpStudy(1, []string{"theo"}, []string{"base"}, "new"))
	if len(leftOut) > 0 {
		t.Errorf("left out %v of whole studies", leftOut)
	}
	for _, r := range a.Records {
		if strings.HasSuffix(r.Key, "new") != (r.Speaker == "theo") {
			t.Errorf("%s has the key %s", r.Speaker, r.Key)
		}
	}
	if len(a.Records) != 6 || len(a.Clips) != 6 || len(a.Traces) != 6 ||
		a.Traces[0].Speaker != "lucas" {
		t.Errorf("got %d records, %d answers and the traces %v", len(a.Records), len(a.Clips),
			a.Traces)
	}
	if len(a.Findings) != 1 || !strings.HasSuffix(a.Findings[0].Key, "new") {
		t.Errorf("got findings %v, want that of the new run alone", a.Findings)
	}
}

// Runs with other settings are kept beside the paper's. Of these, and of tuning
// seeds, only the records are kept; on the confirmatory seeds, where they have
// the settings that tuning chose, their answers and findings too, apart from
// the paper's.
func TestArchiveOfOtherSettings(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	add(t, dir, madeUpStudy(1, []string{"theo"}, []string{"base"}, "paper"))
	other := madeUpStudy(1, []string{"theo"}, []string{"base"}, "other")
	for _, run := range other.Runs {
		run.Records[0].Settings = "batch=32"
	}
	add(t, dir, other)
	tuning := madeUpStudy(1, []string{"theo"}, []string{"base"}, "tuning")
	tuning.Settings.FirstSeed, tuning.Settings.Seeds = 101, 101
	for i := range tuning.Runs {
		run := &tuning.Runs[i]
		run.Seed, run.Records[0].Seed = 101, 101
	}
	chosen := madeUpStudy(1, []string{"theo"}, []string{"base"}, "chosen")
	chosen.Settings.FirstSeed, chosen.Settings.Seeds = 11, 11
	for i := range chosen.Runs {
		run := &chosen.Runs[i]
		run.Seed, run.Records[0].Seed, run.Records[0].Settings = 11, 11, "noise=0.1"
	}
	add(t, dir, chosen)
	a, leftOut := add(t, dir, tuning)
	if len(leftOut) > 0 || len(a.Records) != 12 {
		t.Errorf("%d records, want three of each study; left out %q", len(a.Records), leftOut)
	}
	if len(a.Tuned) != 3 || slices.ContainsFunc(a.Tuned, func(r records.Run) bool {
		return !strings.HasSuffix(r.Key, "chosen") || len(r.Answers) == 0
	}) {
		t.Errorf("answers of tuned runs are %+v, want those of the chosen three", a.Tuned)
	}
	if len(a.TunedFindings) != 1 || !strings.HasSuffix(a.TunedFindings[0].Key, "chosen") {
		t.Errorf("findings of tuned runs are %v, want that of the chosen", a.TunedFindings)
	}
	for what, keys := range map[string][]records.Run{"answers": a.Clips, "traces": a.Traces} {
		if len(keys) != 3 {
			t.Errorf("%s of %d runs, want those of the paper's three", what, len(keys))
		}
	}
	if len(a.Findings) != 1 || !strings.HasSuffix(a.Findings[0].Key, "paper") {
		t.Errorf("findings are %v, want that of the paper's", a.Findings)
	}
}

// Weights are looked into where what is found is kept: with other settings than
// the paper's on folds and on seeds that confirm, but not on tuning seeds.
func TestInspected(t *testing.T) {
	run := func(seed int, settings string) records.Run {
		return records.Run{Name: records.Name{Protocol: "P", Seed: seed}, Result: records.Result{
			Records: []records.Record{{Seed: seed, Settings: settings}}}}
	}
	all := []records.Run{run(1, ""), run(1, "fold=true"), run(1, "batch=32"), run(101, ""),
		run(101, "fold=true"), run(20, ""), run(1, "amount=0.5;fold=true"), run(11, "batch=32")}
	got := inspected(&records.Results{Runs: all}).Runs
	if want := []records.Run{all[0], all[1], all[5], all[7]}; !reflect.DeepEqual(got, want) {
		t.Errorf("looked into %+v, want %+v", got, want)
	}
	if len(all) != 8 || all[2].Records[0].Settings != "batch=32" {
		t.Error("the results were changed")
	}
}

// Margins are kept as the file has them, in half nats, so that figures of a
// publication are those of its files.
func TestArchiveRounds(t *testing.T) {
	study := madeUpStudy(1, []string{"theo"}, []string{"base"}, "precise")
	for i := range study.Runs {
		study.Runs[i].Margins = []float32{1.3}
	}
	var a archive
	a.add(study, nil)
	for _, run := range a.Clips {
		if run.Margins[0] != 1.5 {
			t.Errorf("%s has the margin %v, want 1.5", run.Method, run.Margins[0])
		}
	}
	if len(a.Clips) != 3 || study.Runs[0].Margins[0] != 1.3 {
		t.Errorf("%d runs have answers; the study's own margin is %v", len(a.Clips),
			study.Runs[0].Margins[0])
	}
}

// What is added twice changes no file.
func TestArchiveAddedTwice(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	results := madeUpStudy(3, []string{"lucas", "theo", "theo+lucas"},
		[]string{"base", "finetune"}, "k")
	add(t, dir, results)
	before := files(t, dir)
	add(t, dir, results)
	if after := files(t, dir); len(before) < 10 || !reflect.DeepEqual(after, before) {
		t.Errorf("of %d files some changed", len(before))
	}
}

// files returns when every file below dir was written, and its text.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			info, _ := e.Info()
			all[path] = info.ModTime().String() + contents(t, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// A seed of a family that lacks one speaker is left out completely, and named;
// the other families and seeds are published, and what was published stays.
func TestArchiveTakesWholeSeeds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	add(t, dir, madeUpStudy(1, []string{"theo"}, []string{"base"}, "old"))
	results := madeUpStudy(2, []string{"lucas", "theo", "theo+lucas"},
		[]string{"base", "finetune"}, "k")
	results.Runs = slices.DeleteFunc(results.Runs, func(r records.Run) bool {
		return r.Speaker == "lucas" && r.Seed == 1 && r.Method == "base"
	})
	a, leftOut := add(t, dir, results)
	if len(leftOut) != 1 || leftOut[0] != "schemes (one) of seed 1 without base, lucas" {
		t.Errorf("left out %q", leftOut)
	}
	// two runs of base are left out, of which one is there from before
	if got, want := len(a.Records), 2*3*4-2+1; got != want {
		t.Errorf("%d records are published, want %d", got, want)
	}
	for _, r := range a.Records {
		if r.Speaker == "theo" && r.Seed == 1 && r.Method == "base" &&
			!strings.HasSuffix(r.Key, "old") {
			t.Errorf("a seed that is not whole replaced what was published: %s", r.Key)
		}
	}
}

// What is committed is what publishing it again would write, the recordings are
// in the order of the answers, and all of it stays small.
func TestCommittedFiles(t *testing.T) {
	t.Setenv(setup.RootEnv, "")
	root, err := setup.Root()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(DataDir(root))); err != nil {
		t.Fatal(err)
	}
	a, err := readArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(a.ClipNames, func(x, y records.ClipName) int {
		return strings.Compare(x.Name, y.Name)
	}) {
		t.Error("the recordings are not in byte order of their names")
	}
	for _, c := range slices.Concat(a.Clips, a.Tuned) {
		if len(c.Answers) != len(a.ClipNames) {
			t.Fatalf("%s has %d answers to %d recordings", c.Name, len(c.Answers),
				len(a.ClipNames))
		}
	}
	before, size := files(t, dir), 0
	if err := a.Write(dir); err != nil {
		t.Fatal(err)
	}
	for path, text := range files(t, dir) {
		size += len(text)
		if before[path] != text {
			t.Errorf("publishing again changes %s", path)
		}
	}
	if size > 25e6 {
		t.Errorf("figures/data has %d bytes, more than the 25 MB that are agreed on", size)
	}
}
