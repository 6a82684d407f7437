package study

// A pairing is what runs are compared within.
type pairing struct {
	speaker string
	seed    int
}

// knownRuns returns the records that spare runs their training, by the runs' keys of today. Records of today's algorithm count one by one. Those of an earlier
// rounding count where they cover every run of a pair and none of these is in the store, since runs of two roundings are not comparable within a pair.
func knownRuns(specs []Spec, records []Record, stored func(key string) bool) map[string][]Record {
	byKey := map[string][]Record{}
	for _, record := range records {
		byKey[record.Key] = append(byKey[record.Key], record)
	}
	pairs := map[pairing][]Spec{}
	for _, spec := range specs {
		p := pairing{spec.Speaker, spec.Seed}
		pairs[p] = append(pairs[p], spec)
	}
	known := map[string][]Record{}
	for _, runs := range pairs {
		for _, rounding := range roundings {
			whole := map[string][]Record{}
			for _, spec := range runs {
				if old := byKey[spec.keyOf(rounding)]; len(old) > 0 && !stored(spec.Key()) {
					whole[spec.Key()] = old
				}
			}
			if len(whole) == len(runs) {
				for key, old := range whole {
					known[key] = old
				}
			}
		}
		for _, spec := range runs {
			if today := byKey[spec.Key()]; len(today) > 0 {
				known[spec.Key()] = today
			}
		}
	}
	return known
}
