package study

import (
	"maps"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// pairing names what a run is compared within: a speaker and a seed, or under
// protocol M, where one original serves all speakers, the seed alone.
func (s Spec) pairing() records.PairKey {
	if s.Protocol == names.ProtocolHeldOut {
		return records.PairKey{Speaker: "", Seed: s.Seed}
	}
	return records.PairKey{Speaker: s.Speaker, Seed: s.Seed}
}

// knownRuns returns the records that spare runs their training, by the runs'
// keys of today. Records of today's algorithm count one by one. Those of an
// equivalent earlier one count where they cover every run of a pair and no run
// of it was made by today's, be it in the store or among the records.
func knownRuns(specs []Spec, all []records.Record, stored func(
	key string) bool) map[string][]records.Record {
	byKey := map[string][]records.Record{}
	for _, record := range all {
		byKey[record.Key] = append(byKey[record.Key], record)
	}
	pairs := map[records.PairKey][]Spec{}
	for _, spec := range specs {
		pairs[spec.pairing()] = append(pairs[spec.pairing()], spec)
	}
	known := map[string][]records.Record{}
	for _, runs := range pairs {
		today, made := map[string][]records.Record{}, false
		for _, spec := range runs {
			if of := byKey[spec.Key()]; len(of) > 0 {
				today[spec.Key()] = of
			}
			made = made || len(today) > 0 || stored(spec.Key())
		}
		maps.Copy(known, today)
		for _, earlier := range equivalents {
			whole := map[string][]records.Record{}
			for _, spec := range runs {
				if of := byKey[spec.keyOf(earlier)]; len(of) > 0 {
					whole[spec.Key()] = of
				}
			}
			if !made && len(whole) == len(runs) {
				maps.Copy(known, whole)
			}
		}
	}
	return known
}

// Outdated returns a function that reports whether an earlier algorithm made a
// record for a pair that these results cover. Beside them it would be compared
// with models that do not share its draws.
func Outdated(r *records.Results) func(records.Record) bool {
	keys := map[string]bool{}
	made := map[records.PairKey]Spec{}
	for _, spec := range grid(r.Settings, templateOf(r.Settings, r.Digest, r.Backend, r.Version)) {
		if run, ok := r.Find(spec.Speaker, spec.Seed, spec.Method); ok && len(run.Records) > 0 &&
			run.Records[0].Key == spec.Key() {
			made[spec.pairing()] = spec
			keys[spec.Key()] = true
		}
	}
	return func(record records.Record) bool {
		same := Spec{Name: records.Name{Corpus: record.Corpus, Protocol: record.Protocol,
			Norm: record.Norm, Speaker: record.Speaker, Seed: record.Seed, Method: record.Method,
			Backend: ""}}
		today, covered := made[same.pairing()]
		if !covered || today.Corpus != record.Corpus || today.Protocol != record.Protocol ||
			today.Norm != record.Norm {
			return false
		}
		today.Speaker, today.Method = record.Speaker, record.Method
		return record.Key != today.Key()
	}
}
