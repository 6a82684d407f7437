package study

import "audiounlearning/gomlx_model/records"

// knownRuns returns the records that spare runs their training, by key.
func knownRuns(specs []Spec, all []records.Record) map[string][]records.Record {
	known := map[string][]records.Record{}
	for _, spec := range specs {
		known[spec.Key()] = nil
	}
	for _, record := range all {
		if _, asked := known[record.Key]; asked {
			known[record.Key] = append(known[record.Key], record)
		}
	}
	return known
}
