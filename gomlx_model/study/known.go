package study

import (
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// knownRuns returns by key the records that make training a run unnecessary.
// There are none if all runs are to be trained anew.
func knownRuns(s settings.Settings, specs []Spec, all []records.Record) map[string][]records.Record {
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
	return known
}
