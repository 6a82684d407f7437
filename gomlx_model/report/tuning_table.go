package report

import (
	"maps"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
)

// TuningTable lists every trial, and the speakers that it was chosen for.
func TuningTable(t Tuning) Table {
	table := Table{Title: "What was tried, and for which speakers it was chosen", Header: []string{"Method",
		"Settings", "Distance, validation", "Distance, excluded", "Sum", "Chosen for"}}
	for _, trial := range t.Trials {
		speakers := slices.Sorted(maps.Keys(trial.Validation))
		var chosen []string
		for _, c := range t.Choices {
			if c.Method == trial.Method && c.Settings == trial.Settings {
				chosen = append(chosen, strings.Join(c.For, ", ")+" (by "+
					strings.Join(c.By, ", ")+")")
			}
		}
		settings := trial.Settings
		if settings == "" {
			settings = "default"
		}
		table.Rows = append(table.Rows, []string{trial.Method, settings,
			plain(meanOver(trial.Validation), 2), plain(meanOver(trial.Excluded), 2),
			plain(trial.Score(speakers), 2), orNone(strings.Join(chosen, "; "))})
	}
	if len(table.Rows) == 0 {
		table.Notes = []string{"No tuning seeds were run."}
		return table
	}
	table.Notes = []string{"Seeds 101 and 102 for the study's own methods and seed 101 for the " +
		"field's; they are used for nothing else. Distances from gold on validation and excluded, " +
		"in units of gold2's over seeds 1–10, means of the speakers' means. The speakers in " +
		"brackets choose, by the smallest sum, and never for themselves. Retraining is compared " +
		"with its own gold, as these seeds have no other. Default: noise 0.08 and rate 0.001 for " +
		names.Base + ", a peak of 0.005 for one cycle, and for the field's methods what their " +
		"source has."}
	return table
}

// meanOver is the mean of a map's values, in the order of its keys, so that the
// same map gives the same bits.
func meanOver(m map[string]float64) float64 {
	sum := 0.0
	for _, k := range slices.Sorted(maps.Keys(m)) {
		sum += m[k]
	}
	return sum / float64(len(m))
}

// orNone is text, or the mark of a cell without anything.
func orNone(text string) string {
	if text == "" {
		return none
	}
	return text
}
