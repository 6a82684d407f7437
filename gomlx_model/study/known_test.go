package study

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// Records of an equivalent earlier algorithm spare whole pairs alone; those of
// today spare single runs.
func TestKnownRuns(t *testing.T) {
	spec := func(method string) Spec {
		return Spec{Name: records.Name{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: "theo",
			Seed: 1, Method: method, Backend: "go"}, settings: settings.Default()}
	}
	specs := []Spec{spec(names.Original), spec(names.Gold), spec("base")}
	earlier := func(methods ...string) (all []records.Record) {
		for _, m := range methods {
			all = append(all, records.Record{Method: m, Key: spec(m).keyOf(equivalents[0])})
		}
		return all
	}
	none := func(string) bool { return false }
	for _, c := range []struct {
		what   string
		all    []records.Record
		stored func(string) bool
		want   int
	}{
		{"nothing", nil, none, 0},
		{"a whole pair", earlier(names.Original, names.Gold, "base"), none, 3},
		{"a part of a pair", earlier(names.Original, names.Gold), none, 0},
		{"a whole pair, trained again in part", earlier(names.Original, names.Gold, "base"),
			func(key string) bool { return key == specs[0].Key() }, 0},
		{"one run of today", []records.Record{{Method: names.Gold, Key: specs[1].Key()}}, none, 1},
		{"a whole pair, and one run of today", append(earlier(names.Original, names.Gold, "base"),
			records.Record{Method: names.Gold, Key: specs[1].Key()}), none, 1},
	} {
		known := knownRuns(specs, c.all, c.stored)
		if len(known) != c.want {
			t.Errorf("%s: %d runs are known, want %d", c.what, len(known), c.want)
		}
		for key := range known {
			if key != specs[0].Key() && key != specs[1].Key() && key != specs[2].Key() {
				t.Errorf("%s: %s is no key of today", c.what, key)
			}
		}
	}
}

// Under protocol M runs of one seed belong together, whomever they exclude,
// since they share their original.
func TestKnownRunsSharedOriginal(t *testing.T) {
	spec := func(speaker, method string) Spec {
		return Spec{Name: records.Name{Corpus: "c", Protocol: names.ProtocolHeldOut, Norm: "batch",
			Speaker: speaker, Seed: 1, Method: method, Backend: "go"}, settings: settings.Default()}
	}
	specs := []Spec{spec("", names.Original), spec("lucas", names.Gold), spec("theo", names.Gold)}
	var all []records.Record
	for _, s := range specs[:2] {
		all = append(all, records.Record{Key: s.keyOf(equivalents[0])})
	}
	none := func(string) bool { return false }
	if known := knownRuns(specs, all, none); len(known) != 0 {
		t.Errorf("%d runs are known though theo's gold is missing", len(known))
	}
	all = append(all, records.Record{Key: specs[2].keyOf(equivalents[0])})
	if known := knownRuns(specs, all, none); len(known) != 3 {
		t.Errorf("%d runs are known, want all 3", len(known))
	}
}

// A record of an earlier algorithm is outdated where the results hold runs of
// today for its pair, and nowhere else.
func TestOutdated(t *testing.T) {
	spec := func(speaker, method string) Spec {
		return Spec{Name: records.Name{Corpus: "c", Protocol: "P", Norm: "batch", Speaker: speaker,
			Seed: 1, Method: method, Backend: "go"}, settings: settings.Default()}
	}
	record := func(s Spec, key string) records.Record {
		return records.Record{Corpus: s.Corpus, Protocol: s.Protocol, Norm: s.Norm,
			Speaker: s.Speaker, Seed: s.Seed, Method: s.Method, Key: key}
	}
	theo, lucas := spec("theo", names.Gold), spec("lucas", names.Gold)
	results := records.Results{Settings: settings.Default(), Digest: "c", Backend: "go",
		Runs: []records.Run{
			{Name: theo.Name, Key: theo.Key(),
				Result: records.Result{Records: []records.Record{record(
					theo, theo.Key())}}},
			// known from before
			{Name: lucas.Name, Key: lucas.Key(),
				Result: records.Result{Records: []records.Record{record(lucas, lucas.keyOf("1"))}}},
		}}
	results.Settings.Speakers = []string{"lucas", "theo"}
	outdated := Outdated(&results)
	for _, c := range []struct {
		spec    Spec
		version string
		want    bool
	}{
		{spec("theo", "base"), "1", true}, {spec("theo", "base"), algorithm, false},
		{spec("lucas", "base"), "1", false}, {spec("nicolas", "base"), "1", false},
	} {
		if got := outdated(record(c.spec, c.spec.keyOf(c.version))); got != c.want {
			t.Errorf("%s by version %s: outdated %v, want %v", c.spec, c.version, got, c.want)
		}
	}
}
