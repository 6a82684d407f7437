package report

import (
	"fmt"
	"math"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// InShort says in a few sentences of Markdown how far the paper's schemes go
// from the original to gold on the excluded speaker, what they cost on test,
// whether they differ, and how the paper's tables fare, each speaker counting
// the same.
func InShort(v *records.View) string {
	var list, scores, shares, errors, prices []string
	for _, scheme := range names.PaperSchemes() {
		after := v.Level(records.F1, names.SetExcluded, scheme).Test()
		if after.N == 0 {
			continue
		}
		list, scores = append(list, "`"+scheme+"`"), append(scores, plain(after.Mean, 3))
		shares = append(shares,
			wayCell(shareOfWay(v, []string{scheme}, names.Original)))
		ours, _ := ErrorShares(v, scheme)
		errors, prices = append(errors, percent(ours.Mean)), append(prices, withEnds(Price(v, scheme), 2))
	}
	if len(list) == 0 {
		return "None of the paper's schemes was run."
	}
	golds, _ := ErrorShares(v, names.Gold)
	text := fmt.Sprintf("**In short** (%s, means of the speakers' means): macro F1 on the "+
		"speaker to forget is %s for the original and %s for gold, retrained without them. After "+
		"%s it is %s: "+
		"%s of the way from the original to gold, by speaker. On test, gold errs on %s of the clips; "+
		"after %s, that is %s, at a price of %s.",
		v.Difference(records.F1, names.SetExcluded, names.Original, names.Gold).Size(),
		plain(v.Level(records.F1, names.SetExcluded, names.Original).Test().Mean, 3),
		plain(v.Level(records.F1, names.SetExcluded, names.Gold).Test().Mean, 3),
		listed(list), listed(scores), listed(shares), percent(golds.Mean), listed(list),
		listed(errors), listed(prices))
	return text + outcomes(Analyse(v)) + tallyOfCells(cellClaims(v))
}

// outcomes sums up the comparisons of the schemes.
func outcomes(a Analysis) string {
	var different []string
	made, small, equal := 0, 0, 0
	for _, c := range a.Comparisons {
		switch {
		case math.IsNaN(c.Corrected):
			continue
		case c.Different() && c.Equal.Equivalent():
			small++
		case c.Different():
			different = append(different, c.Name()+": "+c.OnScale())
		case c.Equal.Equivalent():
			equal++
		}
		made++
	}
	if made == 0 {
		return ""
	}
	detail := ""
	if len(different) > 0 {
		detail = " (" + listed(different) + ")"
	}
	return fmt.Sprintf(
		" Of the %d comparisons of schemes, by p corrected for all: %d different%s, "+
			"%d different but within the margin, %d equal within it, %d undecided.",
		made, len(different), detail, small, equal, made-len(different)-small-equal)
}

// tallyOfCells says how many cells of the paper's two tables have our
// direction, and how many numbers a study like the paper's could give by our
// code.
func tallyOfCells(cells []Claim) string {
	judged, same, sized, inside, rare := 0, 0, 0, 0, 0
	for _, c := range cells {
		if c.Verdict != NotRun {
			judged++
		}
		if c.Verdict == Same {
			same++
		}
		switch c.Size {
		case SizeInside:
			inside++
			sized++
			rare += count(c.Reached < stats.Alpha/2)
		case SizeOutside:
			sized++
		}
	}
	if sized == 0 {
		return ""
	}
	far := ""
	if rare > 0 {
		far = fmt.Sprintf(", %d of them more extreme than all but %s of our own such studies", rare,
			percent(stats.Alpha/2))
	}
	return fmt.Sprintf(" Of the paper's %d differences, ours have the same direction in %d; %d of "+
		"its %d numbers lie in the range that our runs predict for a study of one speaker and %d "+
		"seeds%s.",
		judged, same, inside, sized, paperSeeds, far)
}

// quoted puts names in backticks, since a tuned method's has a comma.
func quoted(names []string) (list []string) {
	for _, name := range names {
		list = append(list, "`"+name+"`")
	}
	return list
}

// listed joins parts as a sentence does: "a, b and c".
func listed(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}
