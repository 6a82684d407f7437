package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// FrontierTable gives each method's cost, its price on the other speakers, and
// what it leaves of the excluded one. Shorter retraining, the baseline to beat,
// comes first; then the schemes and controls; then gold and gold2, the floor;
// last the original, the result of doing nothing. Methods without runs are left
// out and named. Give it a whole study, as [SelectFrontier] returns it.
func FrontierTable(study *records.View) Table {
	rows, missing := Frontier(study)
	t := Table{Title: "Is it worth it? Cost, price on the other speakers, and what is left of " +
		"the excluded one",
		Header: []string{"Method", "Cost", "Errors, test", "Price on test", "F1, excluded",
			"Way to gold", "Way, of means", "Distance, test", "Distance, excluded", "n"}}
	var samples []records.Sample
	var traced []string
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{r.Method, percent(r.Cost.Share), percent(r.Errors.Mean),
			withEnds(r.Price, 2), plain(r.F1.Mean, 3), percentWithEnds(r.Way.Estimate),
			percent(r.Way.OfMeans), withEnds(r.Test, 2), withEnds(r.Excluded, 2),
			r.F1.Sample.Size()})
		samples = append(samples, r.F1.Sample)
		if r.Traced {
			traced = append(traced, r.Method)
		}
	}
	t.Notes = append(frontierNotes(study), floorNote(rows))
	t.Notes = append(t.Notes, retrainNotes(traced, missing)...)
	t.Notes = append(t.Notes, notes(samples...)...)
	return t
}

// shortRows are the rows for a short table: gold2, the paper's recipe with and
// without tuning, its best scheme, and the retrainings of the line to beat that
// cost less than half of gold.
func shortRows(rows []FrontierRow) (short []FrontierRow) {
	for _, m := range []string{names.Gold2, names.Base, names.Base + names.Tuned, names.ConvBN} {
		if r, ok := rowOf(rows, m); ok {
			short = append(short, r)
		}
	}
	return append(short, slices.DeleteFunc(line(rows),
		func(r FrontierRow) bool { return r.Cost.Share >= 0.5 })...)
}

// ShortFrontierTable is the frontier of a whole study in few rows and columns.
// If all rows have the same number of runs, a note gives it instead of a
// column.
func ShortFrontierTable(study *records.View) Table {
	rows, _ := Frontier(study)
	rows = shortRows(rows)
	t := Table{Header: []string{"Method", "Cost", "Errors, others", "Price", "F1, excluded",
		"Way to gold"}}
	var samples []records.Sample
	for _, r := range rows {
		t.Rows = append(t.Rows, []string{r.Method, percent(r.Cost.Share), percent(r.Errors.Mean),
			plain(r.Price.Mean, 2), plain(r.F1.Mean, 3), percentWithEnds(r.Way.Estimate)})
		samples = append(samples, r.F1.Sample)
	}
	each := ""
	if alike(samples) {
		each = "; each row: " + samples[0].Size()
	} else {
		t.Header = append(t.Header, "n")
		for i := range t.Rows {
			t.Rows[i] = append(t.Rows[i], samples[i].Size())
		}
	}
	t.Notes = append([]string{"Cost: share of gold's sample passes. Price: (½ + errors)/(½ + " +
		"gold's) in clips, geometric mean over speakers. In brackets 95 % t intervals over " +
		"speakers" + each + "."}, lackNotes(samples...)...)
	return t
}

// alike reports whether there are samples and all have the same size.
func alike(samples []records.Sample) bool {
	return len(samples) > 0 && !slices.ContainsFunc(samples, func(s records.Sample) bool {
		return s.Size() != samples[0].Size()
	})
}

// frontierNotes explain the columns.
func frontierNotes(study *records.View) []string {
	head := Headline(study)
	gold := CostOf(head, names.Gold)
	return []string{
		"Cost: sample passes as a share of gold's (" + thousand(gold.Passes) + "). Gold's 120 " +
			"epochs are the paper's choice, not a necessity. Price: (½ + errors)/(½ + gold's " +
			"errors), in test clips, a geometric mean over speakers. Way to gold: (F1 − " +
			"original's)/(gold's − original's) on excluded, by speaker, then averaged; way, of " +
			"means: the ratio of the means over speakers.",
		"Distance: the mean |F1 − gold's F1| divided by that of gold2, which is " + floors(study) +
			". Over all seeds, gold2 is 1 by definition, the best that one can ask for. Shorter " +
			"retraining is compared with gold2 instead of gold, since it is the beginning of its own " +
			"gold. In brackets: 95 % t intervals over speakers.",
	}
}

// floors gives the unit of distance on both sets, over all seeds and for each
// draw.
func floors(study *records.View) string {
	var parts []string
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		text := plain(Floor(study, set), 4) + " on " + set
		explored, confirmed := study.Among(Exploring), study.Among(Confirming)
		if a, b := Floor(explored, set), Floor(confirmed, set); !math.IsNaN(a) && !math.IsNaN(b) {
			text += fmt.Sprintf(" (seeds %s: %s, %s: %s)", seedRange(explored, names.Gold2),
				plain(a, 4), seedRange(confirmed, names.Gold2), plain(b, 4))
		}
		parts = append(parts, text)
	}
	return listed(parts)
}

// floorNote says which methods end farther from gold than gold2 does, by the
// paired differences of the speakers, not by whether an interval contains the
// floor.
func floorNote(rows []FrontierRow) string {
	var parts []string
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		var further, untold []string
		for _, r := range rows {
			off := r.OffTest
			if set == names.SetExcluded {
				off = r.OffExcluded
			}
			switch {
			case r.Method == names.Gold || math.IsNaN(off.Low):
			case off.Low > 0:
				further = append(further, r.Method)
			case off.High >= 0:
				untold = append(untold, r.Method)
			}
		}
		parts = append(parts, fmt.Sprintf("On %s, paired by speaker, farther from gold than gold2 is: "+
			"%s. Not shown to differ from gold2: %s.", set, orNone(strings.Join(further, "; ")),
			orNone(strings.Join(untold, "; "))))
	}
	return strings.Join(parts, " ")
}

// retrainNotes say which retrainings were read from traces and which methods
// are left out.
func retrainNotes(traced, missing []string) (notes []string) {
	if len(traced) > 0 {
		notes = append(notes, listed(traced)+": read from gold's traces at those epochs, with "+
			"n·(1 − F1) as the errors, since these methods have no records.")
	}
	if len(missing) > 0 {
		notes = append(notes, "Left out (no finished runs): "+strings.Join(missing, "; ")+".")
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

// withEnds prints an estimate and its interval, or that there is neither.
func withEnds(e Estimate, digits int) string {
	if math.IsNaN(e.Mean) {
		return none
	}
	return plain(e.Mean, digits) + " " + ends(e, digits)
}

// percentWithEnds prints a share and its interval in percent, or that there is
// neither.
func percentWithEnds(e Estimate) string {
	if math.IsNaN(e.Mean) {
		return none
	}
	return percent(e.Mean) + " " + percentEnds(e)
}

// thousand prints a number of passes in thousands.
func thousand(passes float64) string { return plain(passes/1000, 0) + " thousand" }
