package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A Claim is one claim of the paper, in our words, and how it fares.
type Claim struct {
	Text   string
	Source string // section or table of the paper
	Theirs string
	Ours   string // mean and 95 % interval
	Runs   string
	// p of the t test, corrected by Holm in its family, and that of flipped
	// signs, uncorrected; NaN where there is no test
	Corrected, FlipP float64
	Judgement
	Prediction stats.Prediction // in F1, of a study of one speaker and three seeds
	// the share of our mini-studies that come as far as the paper's number
	Reached float64

	chosen bool // a setting that we took from the paper: it holds because we chose it
}

// Claims judges every claim of the paper, in the order of the paper's own
// argument, by the rules of judge and judgeSize. Holm corrects within each
// family: the twelve cells of Tables 1 and 2; the six comparisons of schemes;
// the controls against base; what unlearning costs; the others.
func Claims(e Evidence) []Claim {
	if e.Batch == nil {
		e.Batch = &records.View{}
	}
	return slices.Concat(cellClaims(e.Batch), otherClaims(e.Batch), comparisonClaims(e.Batch),
		lossClaims(e.Batch), procedureClaims(e), normClaims(e))
}

// claimOf judges a contrast that its family has corrected. A direction is that
// of F1, 0 a claim of no difference; why is added to the verdict's reason.
func claimOf(text, source, theirs string, c Contrast, direction int, number paperNumber,
	why string) Claim {
	claim := Claim{Text: text, Source: source, Theirs: theirs, Ours: none, Runs: none,
		Corrected: c.Corrected, FlipP: c.Flip.P, Judgement: judge(c, direction)}
	if claim.Verdict == NotRun {
		return claim
	}
	claim.Ours, claim.Runs = estimated(c.F1, 4), c.Sample.Size()
	if on := c.OnScale(); on != "" {
		claim.Ours += "; " + on
	}
	claim.Size, claim.Prediction = judgeSize(c.Sample, number)
	claim.Reached = reached(c.Sample, number)
	if why != "" {
		claim.Why = strings.TrimPrefix(claim.Why+"; "+why, "; ")
	}
	return claim
}

// unmeasured is a claim that no contrast of ours judges.
func unmeasured(text, source, theirs string) Claim {
	return Claim{Text: text, Source: source, Theirs: theirs, Ours: none, Runs: none,
		Corrected: math.NaN(), FlipP: math.NaN(),
		Judgement: Judgement{Verdict: NotRun, Size: SizeNone, Why: "not measured"}}
}

// estimated prints a mean with its interval, where it has one.
func estimated(t stats.TTest, digits int) string {
	if i := between(t.Low, t.High, digits); i != none {
		return signed(t.Mean, digits) + " " + i
	}
	return signed(t.Mean, digits)
}

// cellClaims are Tables 1 and 2, cell by cell: one family.
func cellClaims(v *records.View) []Claim {
	cells := slices.Concat(PaperTable1, PaperTable2)
	family := make([]Contrast, len(cells))
	for i, cell := range cells {
		reference := names.Original
		if i >= len(PaperTable1) {
			reference = names.Gold
		}
		family[i] = contrast(v, cell.Set, cell.Scheme, reference)
	}
	correct(family)
	claims := make([]Claim, len(cells))
	for i, c := range family {
		cell, source, spread := cells[i], "Table 1", ""
		if c.B == names.Gold {
			source = "Table 2"
		}
		if c.Set == names.SetExcluded {
			spread = bySpeaker(c.Sample)
		}
		claims[i] = claimOf("F1 of "+c.Name(), source, signed(cell.Value, cell.Digits), c,
			sign(cell.Value), cell.printed(), spread)
	}
	return claims
}

// otherClaims follow from the tables, or are made in the text: original − gold
// is Table 2 less Table 1; the excluded speaker is recognised less, and less
// surely. One family.
func otherClaims(v *records.View) []Claim {
	family := []Contrast{
		contrast(v, names.SetExcluded, names.Original, names.Gold),
		contrast(v, names.SetTest, names.Original, names.Gold),
		plainContrast(schemesMinusOriginal(v, records.Accuracy, names.SetExcluded)),
		plainContrast(schemesMinusOriginal(v, records.Confidence, names.SetExcluded)),
	}
	correct(family)
	var claims []Claim
	for i, text := range []string{
		"The original knows the excluded speaker better than gold does",
		"On test the original is below gold"} {
		c := family[i]
		number := paperOriginalLessGold(c.Set)
		claims = append(claims, claimOf(text, "Tables 1, 2", impliedByPaper(c.Set, " to "), c,
			sign(number.value()), number, bySpeaker(c.Sample)))
	}
	for i, what := range []string{"Accuracy", "Confidence"} {
		claims = append(claims, claimOf(what+" on the excluded speaker drops", "section 5a",
			"significant", family[2+i], -1, paperNumber{}, ""))
	}
	return claims
}

// bySpeaker gives the range of the speaker means, empty for fewer than two
// speakers.
func bySpeaker(s records.Sample) string {
	list, means := s.Speakers(), s.SpeakerMeans()
	if len(list) < 2 {
		return ""
	}
	low, high := 0, 0
	for i, m := range means {
		if m < means[low] {
			low = i
		}
		if m > means[high] {
			high = i
		}
	}
	return fmt.Sprintf("by speaker from %s (%s) to %s (%s)", signed(means[low], 4), list[low],
		signed(means[high], 4), list[high])
}

// comparisonClaims are the six of the primary analysis. The paper calls conv-bn
// against base significant, and the others not: that is a claim too.
func comparisonClaims(v *records.View) []Claim {
	var claims []Claim
	for _, c := range schemeContrasts(v) {
		text := fmt.Sprintf("%s and %s do not differ significantly, %s", c.A, c.B, c.Set)
		said, paper := "not significant", paperDifference(c.Set, c.A, c.B)
		if c.claimed() != 0 {
			what := map[string]string{names.SetTest: "keeps more of test",
				names.SetExcluded: "forgets more"}[c.Set]
			text, said = fmt.Sprintf("%s %s than %s", c.A, what, c.B), fmt.Sprintf("p ≈ %g", paperP)
		}
		claim := claimOf(text, "section 5, Table 1", fmt.Sprintf("%s (%s)", paper, said), c,
			c.claimed(), paper, "")
		if c.claimed() == 0 && claim.Small { // ours is significant, which theirs is not
			claim.Verdict, claim.Small = SmallDifference, false
		}
		claims = append(claims, claim)
	}
	return claims
}

// lossClaims are that unlearning costs little where nothing is to be forgotten,
// as claims of no difference: the errors of the mean scheme and of the original
// are within ErrorsMargin of each other. One family.
func lossClaims(v *records.View) []Claim {
	schemes, lost := schemesRun(v), paperLoss(names.SetTest)
	family := []Contrast{
		contrastOf(v, names.SetTest, "schemes", schemes, names.Original),
		contrastOf(v, names.SetRetained, "schemes", schemes, names.Original),
	}
	correct(family)
	claims := []Claim{
		claimOf("The loss on test is minimal", "section 5a", lost.String()+", mean of the schemes",
			family[0], 0, lost, errorShares(v, names.SetTest, schemes)),
		claimOf("Performance on the retained clips is preserved", "section 6", "no number",
			family[1], 0, paperNumber{}, errorShares(v, names.SetRetained, schemes)),
	}
	for i := range claims {
		switch {
		case claims[i].Verdict != Opposite:
		case family[i].direction() < 0: // the paper names no margin: ours is our choice
			claims[i].Verdict = BeyondMargin
		default: // fewer errors are no loss
			claims[i].Verdict = Same
		}
	}
	return claims
}

// errorShares says which share of a set's clips the original and the mean of
// some methods answer wrongly.
func errorShares(v *records.View, set string, methods []string) string {
	share := func(list ...string) string {
		return percent(v.Combine(set, list, func(r []records.Record) float64 {
			return 1 - meanOf(r, records.Accuracy)
		}).Test().Mean)
	}
	if len(methods) == 0 {
		return ""
	}
	return fmt.Sprintf("judged by errors: %s of the clips, the original %s", share(methods...),
		share(names.Original))
}

// schemesRun returns those of the paper's three schemes that have records.
func schemesRun(v *records.View) []string {
	return slices.DeleteFunc(names.PaperSchemes(),
		func(m string) bool { return !slices.Contains(v.Methods(), m) })
}

// schemesMinusOriginal is the mean over those of the paper's three schemes that
// have records, less the original.
func schemesMinusOriginal(v *records.View, field records.Field, set string) records.Sample {
	schemes := schemesRun(v)
	if len(schemes) == 0 {
		return records.Sample{}
	}
	return v.Combine(set, append([]string{names.Original}, schemes...),
		func(r []records.Record) float64 { return meanOf(r[1:], field) - field(r[0]) })
}
