package report

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// Table returns the primary analysis: each comparison in F1 beside the paper's,
// on the scale that it is tested on, with corrected p, flipped signs,
// equivalence and what the two are to each other. Differences in F1 that are
// not significant after Holm print as "~".
func (a Analysis) Table() Table {
	t := Table{Title: "Schemes against each other (primary analysis)",
		Header: []string{"Comparison", "Paper, F1", "Ours, F1", "95 % interval", "Tested on", "p",
			"Corrected p", "Sign flip p", "TOST p", "Outcome", "n"}}
	for _, c := range a.Comparisons {
		on := c.OnScale()
		if on == "" {
			on = none
		}
		t.Rows = append(t.Rows, []string{c.Name(), c.Paper.String(), c.Difference(4),
			between(c.F1.Low, c.F1.High, 4), on, FormatP(c.Primary.P), FormatP(c.Corrected),
			FormatP(c.Flip.P), FormatP(c.Equal.P), c.Outcome(), c.Sample.Size()})
	}
	t.Notes = append(t.Notes, a.basis(),
		fmt.Sprintf("Tested on the share of the way from original to gold on excluded, and on "+
			"the ratio of errors on test. Corrected by Holm, for six tests; sign flips are exact "+
			"and uncorrected. TOST, two one-sided tests: a small p shows that the difference is "+
			"within the margin, ±%g points of the way or a ratio of %g to %g. A difference that "+
			"is not significant after correction prints as ~.", 100*WayMargin,
			1/ErrorsMargin, ErrorsMargin),
		"These scales and margins were chosen after the F1 of seeds 1–10 had been seen, and "+
			"before seeds 11–20 were run: seeds 11–20 test them.",
		fmt.Sprintf("The paper gives p ≈ %g for conv-bn against base without naming the set; its "+
			"differences are %s on test and %s on excluded.", paperP,
			paperDifference(names.SetTest, names.ConvBN, names.Base),
			paperDifference(names.SetExcluded, names.ConvBN, names.Base)))
	t.Notes = append(append(t.Notes, sharedTest), missingNotes(a.Missing)...)
	return t
}

// basis says over what the primary test runs.
func (a Analysis) basis() string {
	switch a.Unit {
	case records.UnitSeeds:
		return "Paired t test over the seeds of one speaker, as in the paper: it says nothing " +
			"about other speakers."
	case records.UnitSpeakers:
		return "Paired t test over speaker means: seeds of one speaker are not independent " +
			"evidence about speakers."
	}
	return "No finished pairs of runs."
}

// PairsTable returns what is beside the primary analysis: tests over all pairs,
// the bootstrap over speakers, effect sizes and the spread between and within
// speakers. It holds for these speakers only.
func (a Analysis) PairsTable() Table {
	t := Table{Title: "For these speakers: all pairs",
		Header: []string{"Comparison", "Mean, F1", "t test p", "Wilcoxon p", "Bootstrap interval",
			"dz",
			"SD between speakers", "SD between seeds", "Pairs"}}
	warned := map[string]bool{}
	for _, c := range a.Comparisons {
		t.Rows = append(t.Rows, []string{c.Name(), formatMean(c.AllPairs, 4), FormatP(c.AllPairs.P),
			FormatP(c.SignedRank.P), between(c.Bootstrap.Low, c.Bootstrap.High, 4),
			signed(c.AllPairs.Dz, 2), plain(c.Components.Between, 4), plain(c.Components.Within, 4),
			fmt.Sprint(c.AllPairs.N)})
		for _, list := range [][]string{c.AllPairs.Warnings, c.SignedRank.Warnings,
			c.Bootstrap.Warnings} {
			for _, w := range list {
				if !warned[w] {
					warned[w] = true
					t.Notes = append(t.Notes, w+".")
				}
			}
		}
	}
	t.Notes = append([]string{"Uncorrected, and treating seeds of one speaker as independent; " +
		"the bootstrap draws whole speakers. dz: mean over standard deviation. ~: the t " +
		"test's p is 0.05 or more."}, t.Notes...)
	return t
}

// PowerTable returns what the design can find: never computed from the effect
// that was observed, only from its spread.
func (a Analysis) PowerTable() Table {
	t := Table{Title: fmt.Sprintf("What the design finds with %.0f %% power",
		100*stats.TargetPower),
		Header: []string{"Comparison", "Units", "Smallest dz", "Smallest difference",
			"Paper's difference", "Pairs to find it"}}
	for _, c := range a.Comparisons {
		needs := none
		if c.PairsForPaper > 0 {
			needs = fmt.Sprint(c.PairsForPaper)
		}
		t.Rows = append(t.Rows, []string{c.Name(), fmt.Sprint(c.F1.N),
			plain(stats.SmallestEffect(c.F1.N), 2), plain(c.SmallestFound, 4),
			c.Paper.String(), needs})
	}
	t.Notes = []string{
		"All at p < 0.05, uncorrected; with Holm over six tests, larger effects or more pairs " +
			"are needed. dz: mean over standard deviation of the paired differences. Pairs to " +
			"find it: how many independent pairs with our spread find the paper's difference.",
		fmt.Sprintf("p = %g from %d pairs means dz = %.2f; if the effect were that large, %s would "+
			"find it.", paperP, paperSeeds, a.PaperDz, records.Plural(a.PaperPairs, "pair")),
	}
	return t
}
