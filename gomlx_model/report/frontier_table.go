package report

import (
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// FrontierTable sets every method's cost beside what it costs the other
// speakers and what it leaves of the excluded one: retraining for less first,
// which is the line to beat, then schemes and controls, gold2 as the floor, and
// the original, which is what doing nothing gives. What has no runs is left
// out and named. Give it records with those of [RetrainFromTraces] where the
// shorter retrainings were not run.
func FrontierTable(v *records.View) Table {
	rows, missing := Frontier(v)
	t := Table{Title: "Is it worth it? Cost, price on the other speakers, and what is left of " +
		"the excluded one",
		Header: []string{"Method", "Cost", "Price on test", "F1, excluded", "Way to gold",
			"Way, of means", "Distance, test", "Distance, excluded", "n"}}
	var samples []records.Sample
	var traced []string
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{r.Method, percent(r.Cost.Share), withEnds(r.Price, 2),
			plain(r.F1.Mean, 3), percentWithEnds(r.Way.Estimate), percent(r.Way.OfMeans),
			withEnds(r.Test, 2), withEnds(r.Excluded, 2), r.F1.Sample.Size()})
		samples = append(samples, r.F1.Sample)
		if r.Traced {
			traced = append(traced, r.Method)
		}
	}
	t.Notes = append(frontierNotes(v), retrainNotes(traced, missing)...)
	t.Notes = append(t.Notes, notes(samples...)...)
	return t
}

// ShortFrontierTable is the frontier in few rows and columns, for readers who
// stay two minutes.
func ShortFrontierTable(v *records.View) Table {
	rows, _ := Frontier(v, "retrain-15", "retrain-30", "retrain-40", "retrain-60", names.Base,
		names.ConvBN, "finetune", names.Gold2, names.Original)
	t := Table{Header: []string{"Method", "Share of gold's training", "Errors on the others ÷ gold's",
		"F1 on the excluded", "Way from original to gold", "n"}}
	var samples []records.Sample
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{r.Method, percent(r.Cost.Share), withEnds(r.Price, 2),
			plain(r.F1.Mean, 3), percentWithEnds(r.Way.Estimate), r.F1.Sample.Size()})
		samples = append(samples, r.F1.Sample)
	}
	t.Notes = append(notes(samples...), "In brackets 95 % intervals.")
	return t
}

// frontierNotes say what the columns are.
func frontierNotes(v *records.View) []string {
	gold := CostOf(v, names.Gold)
	return []string{
		"Cost: sample passes as a share of gold's (" + thousand(gold.Passes) + "), whose 120 " +
			"epochs are the paper's choice and not a necessity. Price: (½ + errors)/(½ + gold's " +
			"errors) in clips of test, averaged on logs. Way: (F1 − original's)/(gold's − " +
			"original's) on excluded, by speaker; beside it the ratio of the means.",
		"Distance: the mean |F1 − gold's F1| over that of gold2, which is " +
			plain(Floor(v, names.SetTest), 4) + " on test and " +
			plain(Floor(v, names.SetExcluded), 4) + " on excluded: gold2 is 1 by definition, " +
			"the best that can be asked for. In brackets 95 % intervals.",
	}
}

// retrainNotes say which retrainings were read off traces and which methods
// are left out.
func retrainNotes(traced, missing []string) (notes []string) {
	if len(traced) > 0 {
		notes = append(notes, listed(traced)+": read off gold's traces at those epochs, with "+
			"n·(1 − F1) for the errors, since these methods have no records.")
	}
	if len(missing) > 0 {
		notes = append(notes, "Left out, without finished runs: "+strings.Join(missing, "; ")+".")
	}
	return notes
}

// ends prints an estimate's interval without a plus.
func ends(e Estimate, digits int) string {
	text := between(e.Low, e.High, digits)
	return strings.ReplaceAll(text, "+", "")
}

// percentEnds prints an interval of shares in percent.
func percentEnds(e Estimate) string {
	return ends(Estimate{Low: 100 * e.Low, High: 100 * e.High}, 1)
}

// withEnds prints an estimate and its interval.
func withEnds(e Estimate, digits int) string {
	return plain(e.Mean, digits) + " " + ends(e, digits)
}

// percentWithEnds prints a share and its interval in percent.
func percentWithEnds(e Estimate) string { return percent(e.Mean) + " " + percentEnds(e) }

// thousand prints a number of passes in thousands.
func thousand(passes float64) string { return plain(passes/1000, 0) + " thousand" }
