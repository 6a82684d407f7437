package report

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// ControlSentence sorts the controls of [ControlTable] into five groups, by p
// corrected by Holm: above base, so they lack something that makes base forget;
// below base and not shown to be below gold; below gold on the excluded speaker
// alone; not shown to differ from base, with the largest difference that their
// intervals allow; and damaged, which is below gold on both sets.
func ControlSentence(v *records.View) string {
	var farther, nearer, beyond, alike, damaged []string
	hidden, hiding := 0.0, ""
	for _, c := range Controls(v) {
		switch {
		case len(c.Sample.Pairs) == 0:
		case belowGold(v, c.A):
			damaged = append(damaged, c.A)
		case c.Different() && c.direction() > 0:
			farther = append(farther, c.A)
		case c.Different() && side(v.Difference(records.F1, names.SetExcluded, c.A,
			names.Gold).Test()) < 0:
			beyond = append(beyond, c.A)
		case c.Different():
			nearer = append(nearer, c.A)
		default:
			alike = append(alike, c.A)
			if most := max(math.Abs(c.F1.Low), math.Abs(c.F1.High)); most > hidden {
				hidden, hiding = most, c.A
			}
		}
	}
	if len(farther)+len(nearer)+len(beyond)+len(alike)+len(damaged) == 0 {
		return "No control was run beside base."
	}
	gap := func(m string) string {
		return signed(v.Difference(records.F1, names.SetExcluded, m, names.Base).Test().Mean, 3)
	}
	text := ""
	if len(farther) > 0 {
		text += fmt.Sprintf("Above base on the excluded speaker, so they lack something that makes base "+
			"forget: %s. ", withNumbers(farther, gap))
	}
	if len(nearer) > 0 {
		text += fmt.Sprintf("Below base, and not shown to be below gold: %s. ", withNumbers(nearer, gap))
	}
	if len(beyond) > 0 {
		text += fmt.Sprintf("Below base, and below gold on the excluded speaker alone: %s. ",
			withNumbers(beyond, gap))
	}
	if len(alike) > 0 {
		text += "Not shown to differ from base: " + withNumbers(alike, gap)
		if hidden > 0 {
			text += fmt.Sprintf("; their intervals allow for differences up to %s "+
				"(`%s`)", plain(hidden, 3), hiding)
		}
		text += ". "
	}
	if len(damaged) > 0 {
		text += fmt.Sprintf("Damaged, that is below gold on both sets: %s. ", withNumbers(damaged,
			func(m string) string {
				return "test " + signed(
					v.Difference(records.F1, names.SetTest, m, names.Gold).Test().Mean, 3)
			}))
	}
	return text + fmt.Sprintf("In brackets: control − base in F1 on the excluded speaker; for the "+
		"damaged, control − gold on test (%s).",
		sizes(v, slices.Concat(farther, nearer, beyond, alike, damaged)))
}

// sizes is the number of runs that the methods share with base: one size, or
// the smallest and the largest.
func sizes(v *records.View, methods []string) string {
	size := func(m string) records.Sample {
		return v.Difference(records.F1, names.SetExcluded, m, names.Base)
	}
	byRuns := func(a, b string) int { return len(size(a).Pairs) - len(size(b).Pairs) }
	least, most := size(slices.MinFunc(methods, byRuns)), size(slices.MaxFunc(methods, byRuns))
	if len(least.Pairs) == len(most.Pairs) {
		return most.Size()
	}
	return fmt.Sprintf("%d to %s each", len(least.Pairs), most.Size())
}

// belowGold reports whether a method is shown to score below gold on test and
// on the excluded speaker.
func belowGold(v *records.View, method string) bool {
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		if side(v.Difference(records.F1, set, method, names.Gold).Test()) >= 0 {
			return false
		}
	}
	return true
}
