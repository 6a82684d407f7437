package study

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/store"
)

// A damaged file is noticed, set aside and made again with the same bits;
// known records spare their run.
func TestDamagedAndKnown(t *testing.T) {
	s := smallSettings(t.TempDir())
	s.Speakers = s.Speakers[:1]
	first := recordsOf(t, s)
	paths := stored(t, s.Store)
	if len(paths) != 4 {
		t.Fatalf("%d runs in the store, want original, gold and two schemes", len(paths))
	}
	// a result cut short, as a full disk would leave it without our care
	for _, path := range paths {
		if err := os.Truncate(path, 1000); err != nil {
			t.Fatal(err)
		}
	}
	if again := recordsOf(t, s); again != first {
		t.Error("runs that were made again differ from the first")
	}
	if aside, _ := filepath.Glob(filepath.Join(s.Store, "runs", "*", "*.damaged")); len(aside) != 4 {
		t.Errorf("%d files were set aside, want 4", len(aside))
	}

	known, err := records.ReadRecords(strings.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	s.Store = t.TempDir()
	results, err := Run(t.Context(), s, smallCorpus(), known, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(stored(t, s.Store)); n != 0 {
		t.Errorf("%d runs were trained although their records are known", n)
	}
	if asCSV(t, results.Records()) != first {
		t.Error("known records did not come back as they were")
	}
}

// A stored run that only a new method needs, and that is damaged, is trained
// again; the study does not wait for it.
func TestDamagedNeed(t *testing.T) {
	s := smallSettings(t.TempDir())
	s.Speakers, s.Methods = s.Speakers[:1], []string{names.Base}
	results := mustRun(t, s)
	gold, _ := results.Find(s.Speakers[0], 1, names.Gold)
	for _, path := range stored(t, s.Store) {
		if strings.Contains(path, gold.Key) {
			if err := os.Truncate(path, 1000); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.Methods = []string{names.Base, "finetune"}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	again, err := Run(ctx, s, smallCorpus(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if run, ok := again.Find(s.Speakers[0], 1, "finetune"); !ok || !run.OK() {
		t.Error("finetune was not trained")
	}
}

// The schemes of a pair start from the same model and differ only in what they
// name; a failed run is a record and not an error.
func TestFailedRunIsARecord(t *testing.T) {
	s := smallSettings(shared)
	s.Speakers, s.Methods = s.Speakers[:1], []string{"base"}
	s.Unlearn.Noise = 1e38
	results := mustRun(t, s)
	run, ok := results.Find("ann", 1, "base")
	if !ok || len(run.Records) == 0 || !strings.HasPrefix(run.Records[0].Status, "failed@") {
		t.Errorf("noise of 1e38 gave %+v", run.Records)
	}
	if _, err := runOf(results, "original"); err != nil {
		t.Error(err)
	}
}

func runOf(r *records.Results, method string) (records.Run, error) {
	for _, run := range r.Runs {
		if run.Method == method && run.Records[0].OK() {
			return run, nil
		}
	}
	return records.Run{}, fmt.Errorf("no finished run of %s", method)
}

// Sequential removal and protocol M produce the sets that their tables read.
func TestSetsOfOtherProtocols(t *testing.T) {
	sets := func(s settings.Settings) map[string]int {
		found := map[string]int{}
		for _, r := range mustRun(t, s).Records() {
			found[r.Method+"/"+r.Speaker+"/"+r.Set] = r.N
		}
		return found
	}
	s := smallSettings(shared)
	s.Speakers, s.Methods = []string{"ann+bob"}, []string{"base"}
	got := sets(s)
	for _, want := range []string{"base/ann+bob/excluded", "base/ann+bob/excluded:ann",
		"base/ann+bob/excluded:bob"} {
		if got[want] == 0 {
			t.Errorf("no record %s among %v", want, got)
		}
	}
	s.Speakers, s.Protocol = []string{"ann"}, names.ProtocolHeldOut
	got = sets(s)
	for want, n := range map[string]int{
		"original//excluded:ann": 10, "original//excluded-held:ann": 50,
		"base/ann/excluded-held": 50, "gold/ann/test": 100, "base/ann/excluded": 10,
	} {
		if got[want] != n {
			t.Errorf("record %s has %d clips, want %d", want, got[want], n)
		}
	}
}

// What a method leaves as its state is what is stored, even if it made a state
// of its own: half-weights ends half-way between the original and base.
func TestStateOfAMethod(t *testing.T) {
	s := smallSettings(shared)
	s.Speakers, s.Methods = s.Speakers[:1], []string{names.Base, "half-weights"}
	results := mustRun(t, s)
	runs, err := store.Open(results.Store, s.Shape(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	learnt := map[string][]float32{}
	for _, method := range []string{names.Original, names.Base, "half-weights"} {
		run, _ := results.Find(s.Speakers[0], 1, method)
		w, err := weightsOf(runs, run)
		if err != nil {
			t.Fatal(err)
		}
		learnt[method] = w.Learnt
	}
	for i, w := range learnt["half-weights"] {
		if want := (learnt[names.Base][i] + learnt[names.Original][i]) / 2; w != want {
			t.Fatalf("weight %d is %v, want %v", i, w, want)
		}
	}
}
