package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// ConfidenceSentence says what [ConfidenceTable] shows of the schemes that were
// run: whether their confidence fell from the original's, whether it ended at
// gold's, and whether it fell on the other speakers too.
func ConfidenceSentence(v *records.View) string {
	level := func(set, m string) records.Sample { return v.Level(records.Confidence, set, m) }
	schemes := ranOf(schemesToShow(v), func(m string) records.Sample {
		return v.Difference(records.Confidence, names.SetExcluded, m, names.Gold)
	})
	if len(schemes) == 0 {
		return "No scheme has finished runs beside a gold."
	}
	both := 0
	for _, m := range schemes {
		change := func(set string) int {
			return side(v.Difference(records.Confidence, set, m, names.Original).Test())
		}
		if change(names.SetExcluded) < 0 && change(names.SetTest) < 0 {
			both++
		}
	}
	text := ""
	for _, set := range []string{names.SetExcluded, names.SetTest} {
		text += fmt.Sprintf("On %s, confidence is %s for the original and %s for gold (%s): %s. ",
			map[string]string{names.SetExcluded: "the excluded speaker", names.SetTest: "test"}[set],
			plain(level(set, names.Original).Test().Mean, 3),
			plain(level(set, names.Gold).Test().Mean, 3), level(set, names.Gold).Size(),
			sureness(v, set, schemes))
	}
	if both == 0 {
		return text + "No scheme is shown to fall on both sets, so these runs do not separate " +
			"forgetting from a general loss of confidence."
	}
	return text + fmt.Sprintf("%d of %s fell on both sets, so part of the fall is a general loss "+
		"of confidence.",
		both, records.Plural(len(schemes), "scheme"))
}

// sureness says for each scheme how its confidence changed and where it ended.
func sureness(v *records.View, set string, schemes []string) string {
	groups := grouped(schemes, func(m string) string {
		change := v.Difference(records.Confidence, set, m, names.Original).Test()
		gap := v.Difference(records.Confidence, set, m, names.Gold).Test()
		return bySide(change, "fell", noChange, "rose") + " and " +
			bySide(gap, "ended less sure than gold", "could not be distinguished from gold",
				"ended surer than gold")
	})
	text := ""
	for i, g := range groups {
		if i > 0 {
			text += "; "
		}
		text += withNumbers(g.methods, func(m string) string {
			return plain(v.Level(records.Confidence, set, m).Test().Mean, 3)
		}) + " " + g.word
	}
	return text
}

// RetainedSentence says what [RetainedTable] shows: which schemes score less on
// the clips that they still train on, and the largest loss.
func RetainedSentence(v *records.View) string {
	change := func(m string) records.Sample {
		return v.Difference(records.F1, names.SetRetained, m, names.Original)
	}
	schemes := ranOf(schemesToShow(v), change)
	if len(schemes) == 0 {
		return "No scheme has finished runs on the retained clips."
	}
	worst := schemes[0]
	for _, m := range schemes {
		if change(m).Test().Mean < change(worst).Test().Mean {
			worst = m
		}
	}
	t := change(worst).Test()
	text := "On the retained clips, " + clauses(grouped(schemes, func(m string) string {
		return bySide(change(m).Test(), "lost", noChange, "gained")
	}))
	if t.Mean < 0 {
		return text + fmt.Sprintf("; the largest loss is %s, of `%s` (%s).", estimated(t, 4), worst,
			change(worst).Size())
	}
	return text + fmt.Sprintf("; by the means none lost, and the smallest gain is %s, of `%s` (%s).",
		estimated(t, 4), worst, change(worst).Size())
}

// CostSentence says what [CostTable] shows: the shares of gold's passes that
// the methods cost, and whether they are the paper's.
func CostSentence(v *records.View) string {
	share := func(m string) records.Sample {
		return v.Share(records.Passes, names.SetTest, m, names.Gold)
	}
	methods := ranOf(v.Unlearning(), share)
	if len(methods) == 0 {
		return "No method has finished runs beside a gold, so there is no cost to compare."
	}
	least, most := methods[0], methods[0]
	asPaper := 0
	for _, m := range methods {
		cost := share(m).Test().Mean
		if cost < share(least).Test().Mean {
			least = m
		}
		if cost > share(most).Test().Mean {
			most = m
		}
		// printed to a tenth of a per cent
		if math.Abs(cost-paperShare) < 0.0005 {
			asPaper++
		}
	}
	low, high := percent(share(least).Test().Mean), percent(share(most).Test().Mean)
	size, each := share(least).Size(), "Each of "+records.Plural(len(methods), "method")
	if len(methods) == 1 {
		each = coded(methods)
	}
	switch {
	case low != high:
		return fmt.Sprintf("Unlearning costs from %s (`%s`) to %s (`%s`) of gold's passes, with %d "+
			"of %s at the paper's %s (%s).", low, least, high, most, asPaper,
			records.Plural(len(methods), "method"), percent(paperShare), size)
	case asPaper == len(methods):
		return fmt.Sprintf("%s takes %s of gold's passes, as in the paper (%s).", each, low, size)
	}
	return fmt.Sprintf("%s takes %s of gold's passes, where the paper has %s (%s).", each, low,
		percent(paperShare), size)
}
