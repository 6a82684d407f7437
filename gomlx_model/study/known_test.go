package study

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// Records spare the runs whose keys they carry, and no others.
func TestKnownRuns(t *testing.T) {
	spec := func(method string) Spec {
		return Spec{Name: records.Name{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: "theo",
			Seed: 1, Method: method, Backend: "go"}, settings: settings.Default()}
	}
	specs := []Spec{spec(names.Original), spec(names.Gold)}
	known := knownRuns(settings.Settings{}, specs, []records.Record{
		{Method: names.Gold, Set: "test", Key: specs[1].Key()},
		{Method: names.Gold, Set: "excluded", Key: specs[1].Key()},
		{Method: names.Original, Key: "of another version"},
		{Method: "base", Key: spec("base").Key()},
	})
	anew := knownRuns(settings.Settings{Anew: true}, specs,
		[]records.Record{{Method: names.Gold, Set: "test", Key: specs[1].Key()}})
	if len(anew[specs[1].Key()]) > 0 {
		t.Error("gold is known where it is to be trained anew")
	}
	if n := len(known[specs[1].Key()]); n != 2 {
		t.Errorf("gold is known by %d records, want 2", n)
	}
	if len(known[specs[0].Key()]) > 0 || len(known[spec("base").Key()]) > 0 {
		t.Error("a run of another key, or one that is not asked for, is known")
	}
}
