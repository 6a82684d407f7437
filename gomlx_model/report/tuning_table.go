package report

import (
	"maps"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// TuningTable lists every trial with the speakers for whom its setting was
// chosen.
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
	table.Notes = []string{seedsTried(t.Trials) + "No verdict uses these seeds. " +
		"Distances from gold are in units of gold2's distance over seeds 1–10, and are means of the " +
		"speakers' means; ∞ if a run failed. The runs of the speakers in brackets choose the setting " +
		"with the smallest sum for other speakers, never for themselves. Retraining is compared " +
		"with its own gold, since these seeds have no second one. " +
		"Default: noise 0.08 and learning rate 0.001 for " + names.Base + ", a peak rate of 0.005 " +
		"for one cycle, and what its file gives for each of the field's methods."}
	return table
}

// seedsTried says on which seeds methods were tuned: "Seeds 101–102: base.
// Seeds 101: all others."
func seedsTried(trials []Trial) string {
	var methods, groups []string
	seeds, by := map[string][]int{}, map[string][]string{}
	for _, t := range trials {
		if seeds[t.Method] == nil {
			methods = append(methods, t.Method)
		}
		seeds[t.Method] = append(seeds[t.Method], t.Seeds...)
	}
	for _, m := range methods {
		slices.Sort(seeds[m])
		group := "Seeds " + records.Ranges(slices.Compact(seeds[m]))
		if by[group] == nil {
			groups = append(groups, group)
		}
		by[group] = append(by[group], m)
	}
	text := ""
	for i, group := range groups {
		whose := listed(by[group])
		if i == len(groups)-1 && i > 0 {
			whose = "all others"
		}
		text += group + ": " + whose + ". "
	}
	return text
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

// orNone returns text, or the mark of an empty cell.
func orNone(text string) string {
	if text == "" {
		return none
	}
	return text
}
