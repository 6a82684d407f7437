package report

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/names"
)

// PowerTable has a row for each metric: how well it distinguishes each control
// from gold2, and how far towards gold2 a damaged original went by the metric.
func PowerTable(powers []Power) Table {
	controls, metrics, cells := powerGrid(powers)
	t := Table{Title: "Which metric can be trusted? How well it distinguishes a model from a " +
		"retrained one",
		Header: append([]string{"Metric"}, controls...)}
	var damages []string
	for _, c := range controls {
		if isDamage(c) {
			damages = append(damages, c)
			t.Header = append(t.Header, "taken for forgetting: "+c)
		}
	}
	for _, m := range metrics {
		row := []string{m}
		for _, c := range controls {
			row = append(row, withEnds(cells[[2]string{m, c}].AUC, 2))
		}
		for _, c := range damages {
			row = append(row, percentWithEnds(cells[[2]string{m, c}].Taken))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No controls were run beside gold2."}
		return t
	}
	t.Notes = []string{"AUC with which a metric distinguishes a control from gold2 of the same " +
		"speaker. 1: it always sees that something is left; 0.5: it guesses; below 0.5: it rates " +
		"the control as better forgotten than retraining. Means over speakers, in brackets " +
		"Student's 95 % intervals over speakers. Runs behind the cells of a column, at most: " +
		runsOf(powers, controls) + "."}
	if len(controls) > 1 {
		t.Notes = append(t.Notes, "The original keeps all of the speaker, also with a new last layer "+
			"or with damage. Half-answers lies half-way from the original to gold and keeps about "+
			"half; half-weights lies half-way from the original to "+names.Base+" and keeps more. "+
			"Damage: noise on the original's kernels until it makes as many errors on validation as "+
			"the method. Taken for forgetting: the share of the way from the original to gold2 that "+
			"the damaged model went, by the metric.")
	}
	return t
}

// runsOf counts the runs of each control, as the metric with the most has them.
func runsOf(powers []Power, controls []string) string {
	var list []string
	for _, c := range controls {
		most := 0
		for _, p := range powers {
			if p.Control == c {
				most = max(most, p.Runs)
			}
		}
		list = append(list, fmt.Sprintf("%s %d", c, most))
	}
	return listed(list)
}

// powerGrid arranges powers in a grid of metrics by controls. Cells without a
// power are empty.
func powerGrid(powers []Power) (controls, metrics []string, cells map[[2]string]Power) {
	cells = map[[2]string]Power{}
	for _, p := range powers {
		if !slices.Contains(controls, p.Control) {
			controls = append(controls, p.Control)
		}
		if !slices.Contains(metrics, p.Metric) {
			metrics = append(metrics, p.Metric)
		}
		cells[[2]string{p.Metric, p.Control}] = p
	}
	slices.SortStableFunc(controls, names.CompareMethods)
	for _, m := range metrics {
		for _, c := range controls {
			if _, ok := cells[[2]string{m, c}]; !ok {
				cells[[2]string{m, c}] = Power{Metric: m, Control: c, AUC: unknown, Taken: unknown}
			}
		}
	}
	return controls, metrics, cells
}

// PowerSentence names the metrics that distinguish every control from gold2,
// those that miss one, and those that take damage for forgetting.
func PowerSentence(powers []Power) string {
	controls, metrics, _ := powerGrid(powers)
	if len(controls) == 0 {
		return "No controls were run beside gold2, so nothing is known about the metrics."
	}
	var sure, blind, fooled []string
	for _, m := range metrics {
		tried, missed := triedOn(powers, m)
		switch {
		case len(missed) == 0:
			sure = append(sure, m)
		case len(missed) == len(tried) && len(tried) > 1:
			blind = append(blind, m+" (all)")
		default:
			blind = append(blind, m+" ("+listed(missed)+")")
		}
		if how := howFooled(powers, m); how != "" {
			fooled = append(fooled, m+" ("+how+")")
		}
	}
	text := "Metrics that distinguish every control they were tried on from gold2: " +
		orNobody(sure) + ". Metrics that miss some, in brackets which: " + orNobody(blind) + "."
	if slices.ContainsFunc(controls, func(c string) bool {
		return isDamage(c)
	}) {
		text += " Metrics that take damage, which forgets nothing, for forgetting: " +
			orNobody(fooled) + "."
	}
	return text
}

// triedOn returns the controls that a metric was tried on, and those of them
// that it does not distinguish from gold2.
func triedOn(powers []Power, metric string) (tried, missed []string) {
	for _, p := range powers {
		if p.Metric != metric || len(p.AUC.Sample.Pairs) == 0 {
			continue
		}
		if tried = append(tried, p.Control); !p.Sees() {
			missed = append(missed, p.Control)
		}
	}
	slices.SortStableFunc(tried, names.CompareMethods)
	slices.SortStableFunc(missed, names.CompareMethods)
	return tried, missed
}

// howFooled says how a metric takes damage for forgetting: how far towards
// gold2 it sees the damage go, at most, or that it prefers damage to
// retraining. It is empty for a metric that is not fooled.
func howFooled(powers []Power, metric string) string {
	how, most := "", 0.
	for _, p := range powers {
		switch {
		case p.Metric != metric || !p.Mistakes():
		case p.AUC.High < 0.5:
			return "prefers it to retraining"
		case p.Taken.Mean > most:
			most = p.Taken.Mean
			how = percent(most) + " of the way to gold2"
		}
	}
	return how
}

// orNobody lists names, or says that there is none.
func orNobody(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return listed(list)
}
