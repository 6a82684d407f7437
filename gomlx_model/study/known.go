package study

import "maps"

// A pairing is what runs are compared within: a speaker and a seed, or under protocol M, where one original serves all speakers, the seed alone.
type pairing struct {
	speaker string
	seed    int
}

func (s Spec) pairing() pairing {
	if s.Protocol == ProtocolHeldOut {
		return pairing{"", s.Seed}
	}
	return pairing{s.Speaker, s.Seed}
}

// knownRuns returns the records that spare runs their training, by the runs' keys of today. Records of today's algorithm count one by one. Those of an
// equivalent earlier one count where they cover every run of a pair and no run of it was made by today's, be it in the store or among the records.
func knownRuns(specs []Spec, records []Record, stored func(key string) bool) map[string][]Record {
	byKey := map[string][]Record{}
	for _, record := range records {
		byKey[record.Key] = append(byKey[record.Key], record)
	}
	pairs := map[pairing][]Spec{}
	for _, spec := range specs {
		pairs[spec.pairing()] = append(pairs[spec.pairing()], spec)
	}
	known := map[string][]Record{}
	for _, runs := range pairs {
		today, made := map[string][]Record{}, false
		for _, spec := range runs {
			if of := byKey[spec.Key()]; len(of) > 0 {
				today[spec.Key()] = of
			}
			made = made || len(today) > 0 || stored(spec.Key())
		}
		maps.Copy(known, today)
		for _, earlier := range equivalents {
			whole := map[string][]Record{}
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

// Outdated reports whether a record is of a pair of which these results hold runs of today's algorithm, and is not of today's itself. Beside them it would be compared
// with models that do not share its draws.
func (r *Results) Outdated(record Record) bool {
	for _, run := range r.Runs {
		if len(run.Records) == 0 || run.Records[0].Key != run.Key() || run.Corpus != record.Corpus || run.Protocol != record.Protocol || run.Norm != record.Norm {
			continue
		}
		same := run.Spec
		same.Speaker, same.Method = record.Speaker, record.Method
		if same.Seed == record.Seed && same.pairing() == run.pairing() && record.Key != same.Key() {
			return true
		}
	}
	return false
}
