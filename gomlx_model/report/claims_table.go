package report

import (
	"fmt"
	"strings"
)

// ClaimsTable lists the verdicts, a row for each claim, with direction and size
// apart.
func ClaimsTable(claims []Claim) Table {
	t := Table{Title: "The paper's claims", Header: []string{"Claim", "Where", "Theirs",
		"Ours, 95 % interval", "p", "Sign flip p", "Direction", "Size", "Why", "n"}}
	directions, sizes, chosen := map[string]int{}, map[SizeVerdict]int{}, 0
	for _, c := range claims {
		direction := c.Direction()
		if c.chosen {
			chosen++
			direction += ", by choice"
		} else {
			directions[c.Direction()]++
			sizes[c.Size]++
		}
		t.Rows = append(t.Rows, []string{c.Text, c.Source, c.Theirs, c.Ours, FormatP(c.Corrected),
			FormatP(c.FlipP), direction, sizeCell(c), c.Why, c.Runs})
	}
	var tally []string
	add := func(verdict string) {
		if n := directions[verdict]; n > 0 {
			tally = append(tally, fmt.Sprintf("%d %s", n, verdict))
		}
	}
	for _, v := range []Verdict{Same, Opposite} {
		for _, j := range []Judgement{{Verdict: v}, {Verdict: v, Small: true}} {
			add(j.Direction())
		}
	}
	for _, v := range []Verdict{SmallDifference, BeyondMargin, Refuted, Undecided, NotRun,
		NoVerdict} {
		add(string(v))
	}
	t.Notes = []string{
		fmt.Sprintf("Direction: %s. Size: %d inside, %d outside. %d more are settings that we "+
			"took from the paper.", strings.Join(tally, "; "), sizes[SizeInside],
			sizes[SizeOutside], chosen),
		fmt.Sprintf("Direction: same, opposite, refuted (no difference where the paper has one) "+
			"or undecided, by the t test over speakers, or over seeds where there is one "+
			"speaker. It runs on the share of the way from original to gold on excluded and on "+
			"the ratio of errors elsewhere; p corrected by Holm within the cells of the tables, "+
			"the schemes, the controls, the costs and the others. A claim of no difference is "+
			"the same where equality within the margin is shown; a claim of little loss is "+
			"beyond our margin where more loss is shown, since the paper gives no margin. TOST p "+
			"are uncorrected. Size: whether the paper's number lies in the 95 %% prediction "+
			"interval, in F1, of a study of one speaker and %d seeds by our code. Speakers "+
			"differ, so the interval is wide and inside does not mean near: “reached by” is the "+
			"share of our own such studies that come at least as far as the paper's number.", paperSeeds),
		sharedTest,
		"Sign flip p: exact, over the same values, uncorrected; the smallest for six speakers " +
			"is 0.031. Intervals are not corrected, so one may exclude 0 where the verdict is " +
			"undecided.",
	}
	return t
}
