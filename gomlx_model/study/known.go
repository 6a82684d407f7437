package study

import (
	"slices"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
)

// knownRuns returns by key the records that make training a run unnecessary. A
// run is known only with a record for each set that it is judged on. There are
// none if all runs are to be trained anew.
func knownRuns(s settings.Settings, specs []Spec, clips []split.Clip,
	all []records.Record) map[string][]records.Record {
	known := map[string][]records.Record{}
	for _, spec := range specs {
		known[spec.Key()] = nil
	}
	if s.Anew {
		return known
	}
	for _, record := range all {
		if _, asked := known[record.Key]; asked {
			known[record.Key] = append(known[record.Key], record)
		}
	}
	sets := map[records.PairKey][]judged{}
	for _, spec := range specs {
		found := known[spec.Key()]
		if len(found) == 0 {
			continue
		}
		if _, listed := sets[spec.pair()]; !listed {
			sets[spec.pair()] = setsOf(spec, clips)
		}
		if !cover(found, sets[spec.pair()]) {
			known[spec.Key()] = nil
		}
	}
	return known
}

// setsOf returns the sets that a run is judged on, or none if the corpus cannot
// be split for it.
func setsOf(spec Spec, clips []split.Clip) []judged {
	parts, err := splitOf(clips, spec.settings, spec.Speaker, spec.Seed)
	if err != nil {
		return nil // training the run will say so
	}
	run := training{trainer: trainer{clips: clips}, spec: spec, split: parts}
	return run.sets()
}

// cover reports whether there is a record of each set.
func cover(found []records.Record, sets []judged) bool {
	for _, set := range sets {
		if !slices.ContainsFunc(found, func(r records.Record) bool { return r.Set == set.name }) {
			return false
		}
	}
	return len(sets) > 0
}
