package study

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// A plan's runs count once, each where it comes first. The oracle is by hand:
// of a pair the original and gold have 2 epochs each, base and conv-bn 3, and
// gold passes retrain-1 on its way.
func TestLook(t *testing.T) {
	store := t.TempDir()
	study := func(dir string, speakers, methods []string) settings.Settings {
		s := smallSettings(dir)
		s.Speakers, s.Methods = speakers, methods
		return s
	}
	ann, both := []string{"ann"}, []string{"ann", "bob"}
	again := study(store, both, []string{"base"})
	again.Unlearn.Seed = 101
	corpus := smallCorpus()
	var asked []Asked
	for _, s := range []settings.Settings{
		study(store, both, []string{"base", "retrain-1"}),
		again, // other draws from the same originals
		study(store, ann, []string{"conv-bn", "retrain-1"}),
		study(store, both, []string{"base", "retrain-1"}), // all of it came before
		study(t.TempDir(), ann, []string{"base"}),         // nothing of it is in this store
		study(store, []string{"cid"}, nil),                // known by their records alone
		study(store, []string{"cid"}, []string{"base"}),   // which has no weights to start from
	} {
		asked = append(asked, Asked{Settings: s, Corpus: corpus})
	}
	var known []records.Record
	for _, s := range specsOf(t, asked[5].Settings) {
		known = append(known, knownOf(s, corpus, names.StatusOK)...)
	}
	all, err := Look(t.Context(), asked, known)
	if err != nil {
		t.Fatal(err)
	}
	// weights by layer, moving statistics, and the answers to 180 clips
	const each = 4*((40+8+148+8+136+16+90)+(8+8+16)) + 7*180
	for i, want := range []struct{ runs, missing, epochs int }{
		{8, 8, 14}, {2, 2, 6}, {1, 1, 3}, {0, 0, 0}, {3, 3, 7}, {2, 0, 0}, {1, 3, 7},
	} {
		if o := all[i]; o.Runs != want.runs || len(o.Steps) != want.missing ||
			o.Epochs() != want.epochs || o.Bytes != int64(want.missing)*each {
			t.Errorf("study %d: %d runs, %d missing with %d epochs and %d bytes; want %+v", i,
				o.Runs, len(o.Steps), o.Epochs(), o.Bytes, want)
		}
	}
	// what is trained from scratch comes ahead; base needs both, gold passes
	// one
	for _, step := range all[0].Steps {
		if needs := map[string]int{"base": 2, "retrain-1": 1}[step.Method]; len(
			step.Needs) != needs || step.Passed != (step.Method == "retrain-1") {
			t.Errorf("%s needs %v, passed: %v", step.Name, step.Needs, step.Passed)
		}
	}
	asked[0].Settings.Methods = []string{"magic"}
	if _, err := Look(t.Context(), asked, nil); err == nil {
		t.Error("a method that is unknown was planned")
	}
}
