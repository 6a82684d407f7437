package study

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
)

// Records spare the runs whose keys they carry, if there is one of each set,
// and no others. The sets are those of protocol P.
func TestKnownRuns(t *testing.T) {
	spec := func(method string) Spec {
		return Spec{Name: records.Name{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: "ann",
			Seed: 1, Method: method, Backend: "go"}, settings: settings.Default()}
	}
	specs := []Spec{spec(names.Original), spec(names.Gold), spec(names.Gold2)}
	var all []records.Record
	for _, set := range []string{"test", "validation", "retained", "excluded"} {
		all = append(all, records.Record{Set: set, Key: specs[1].Key()},
			records.Record{Set: set, Key: "of another version"},
			records.Record{Set: set, Key: spec("base").Key()})
		if set != "excluded" {
			all = append(all, records.Record{Set: set, Key: specs[2].Key()})
		}
	}
	clips := split.ClipsOf(smallCorpus())
	known := knownRuns(settings.Settings{}, specs, clips, all)
	anew := knownRuns(settings.Settings{Anew: true}, specs, clips, all)
	if len(anew[specs[1].Key()]) > 0 {
		t.Error("gold is known where it is to be trained anew")
	}
	if n := len(known[specs[1].Key()]); n != 4 {
		t.Errorf("gold is known by %d records, want 4", n)
	}
	if len(known[specs[2].Key()]) > 0 {
		t.Error("gold2 is known, although a record is missing")
	}
	if len(known[specs[0].Key()]) > 0 || len(known[spec("base").Key()]) > 0 {
		t.Error("a run of another key, or one that is not asked for, is known")
	}
}
