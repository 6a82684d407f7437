package study

import (
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// knownRuns returns the records that spare runs their training, by key: none
// where all are to be trained anew.
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
