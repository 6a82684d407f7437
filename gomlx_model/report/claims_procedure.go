package report

import (
	"fmt"
	"math"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// procedureClaims are about the noise, its order, the schedule and the cost.
func procedureClaims(e Evidence) []Claim {
	v := e.Batch
	return []Claim{
		magnitudeClaim(e.Magnitudes),
		noiseClaim(e.Magnitudes),
		unchangedClaim("The place of the perturbation in the order does not matter",
			v.Difference(records.F1, names.SetExcluded, "noise-first", names.Base)),
		directed("Noise 0.08 in 5 steps forgets more than 0.04 in 3", "section 5b",
			"0.04 × 3 forgets quite minimally",
			v.Difference(records.F1, names.SetExcluded, names.Base, "noise-0.04x3"), -1, "others",
			""),
		costClaim(v.Share(records.Passes, names.SetTest, names.Base, names.Gold)),
		thirdsClaim(e.Trace),
	}
}

// magnitudeClaim is that convolution weights are at most 0.2 in magnitude,
// typically: judged by each layer's mean |w|.
func magnitudeClaim(layers []records.LayerSample) Claim {
	c := Claim{Text: "Convolution weights are typically at most 0.2 in magnitude",
		Source: "section 5b", Theirs: fmt.Sprintf("≤ %g", paperMagnitude),
		Ours: none, Size: none, Judgement: Judgement{NotRun, "weights were not measured"}}
	var parts []string
	for _, l := range layers {
		t := l.Sample.Test()
		if t.N == 0 {
			continue
		}
		parts = append(parts, fmt.Sprintf("%s %s %s", l.Layer, plain(t.Mean, 3),
			between(t.Low, t.High, 3)))
		c.Size = l.Sample.Size()
		switch {
		case c.Verdict == NotReplicated || t.Low > paperMagnitude:
			c.Judgement = Judgement{NotReplicated, "the mean magnitude of a layer is above"}
		case t.High <= paperMagnitude && c.Verdict != Undecided:
			c.Judgement = Judgement{Replicated, "the mean magnitude of every layer is below, " +
				"interval included"}
		default:
			c.Judgement = Judgement{Undecided,
				fmt.Sprintf("an interval holds %g, or there is none", paperMagnitude)}
		}
	}
	if len(parts) > 0 {
		c.Ours = strings.Join(parts, "; ")
	}
	return c
}

// significantRatio is the noise-to-weight ratio from which we call noise a
// significant part of the weights: what the paper's own 0.08 against 0.2 comes
// to.
const significantRatio = paperNoise / paperMagnitude

// noiseClaim is that the noise is a considerable part of the weights, most of
// all in the convolutions.
func noiseClaim(layers []records.LayerSample) Claim {
	c := Claim{Text: "The noise is large beside the convolutions' weights", Source: "section 5b",
		Theirs: fmt.Sprintf("%.2g / %.2g = %.2g", paperNoise, paperMagnitude, significantRatio),
		Ours:   none, Size: none, Judgement: Judgement{NotRun, "weights were not measured"}}
	var parts []string
	least := math.Inf(1)
	for _, l := range layers {
		if t := l.Sample.Test(); t.N > 0 {
			ratio := paperNoise / t.Mean
			least = min(least, ratio)
			parts = append(parts, fmt.Sprintf("%s %.2f", l.Layer, ratio))
			c.Size = l.Sample.Size()
		}
	}
	if len(parts) == 0 {
		return c
	}
	c.Ours = strings.Join(parts, "; ")
	c.Judgement = Judgement{Replicated, fmt.Sprintf("at least %.2g of the mean magnitude in "+
		"every layer", significantRatio)}
	if least < significantRatio {
		c.Judgement = Judgement{NotReplicated, fmt.Sprintf("less than %.2g of the mean magnitude "+
			"in some layer", significantRatio)}
	}
	return c
}

// unchangedClaim is a claim of no difference: replicated if the two are shown
// to be equal within ±EquivalenceMargin, not if they differ significantly.
func unchangedClaim(text string, s records.Sample) Claim {
	c := measured(text, "section 5b", "no notable change", s)
	test := s.Test()
	values, unit := s.Units()
	equal := stats.TOST(values, EquivalenceMargin)
	switch {
	case test.N == 0:
	case equal.Equivalent():
		c.Judgement = Judgement{Replicated, fmt.Sprintf("equal within ±%g (TOST p %s over %d %s)",
			EquivalenceMargin, FormatP(equal.P), test.N, unit)}
	case test.Significant():
		c.Judgement = Judgement{NotReplicated, fmt.Sprintf("p %s over %d %s", FormatP(test.P),
			test.N, unit)}
	default:
		c.Judgement = Judgement{Undecided, fmt.Sprintf("p %s, TOST p %s over %d %s",
			FormatP(test.P), FormatP(equal.P), test.N, unit)}
	}
	return c
}

// costClaim is that unlearning takes 12.5 % of retraining.
func costClaim(s records.Sample) Claim {
	c := measured("Unlearning takes an eighth of retraining", "section 4.4", percent(paperShare), s)
	t := s.Test()
	if t.N == 0 {
		return c
	}
	c.Ours, c.chosen = percent(t.Mean), true
	c.Judgement = Judgement{NotReplicated, "sample passes of base over those of gold, by epochs " +
		"that we took from the paper"}
	const half = 0.0005 // of the last digit that 12.5 % has
	if math.Abs(t.Mean-paperShare) < half {
		c.Judgement = Judgement{Replicated, "sample passes of base over those of gold, by epochs " +
			"that we took from the paper"}
	}
	return c
}

// thirdsClaim is that each of the three parts takes a third of the epochs.
func thirdsClaim(trace []records.TracePoint) Claim {
	c := Claim{Text: "Reset, perturbation and fine-tuning take a third each", Source: "section 5b",
		Theirs: "1/3 each",
		Ours:   none, Size: none, Judgement: Judgement{NotRun, "no trace of a base run"}}
	epochs, last := [3]int{}, 0
	for _, p := range trace {
		if p.Epoch == 0 || p.Epoch == last { // one epoch has a point for each set
			continue
		}
		last = p.Epoch
		switch {
		case p.Phase == "reset":
			epochs[0]++
		case strings.HasPrefix(p.Phase, "noise"):
			epochs[1]++
		case p.Phase == "finetune":
			epochs[2]++
		}
	}
	if epochs == [3]int{} {
		return c
	}
	c.Ours, c.Size, c.chosen = fmt.Sprintf("%d, %d, %d epochs", epochs[0], epochs[1], epochs[2]),
		"1 run", true
	c.Judgement = Judgement{NotReplicated, "counted in the trace of a base run, whose epochs we " +
		"took from the paper"}
	if epochs[0] == epochs[1] && epochs[1] == epochs[2] {
		c.Verdict = Replicated
	}
	return c
}

// normClaims test the paper's speculations on what normalisation remembers.
func normClaims(e Evidence) []Claim {
	gap := func(v *records.View) records.Sample {
		if v == nil {
			return records.Sample{}
		}
		return v.Difference(records.F1, names.SetExcluded, names.Base, names.Gold)
	}
	// This one is the last of the six comparisons, so it is not tested a second
	// time.
	comparisons := Analyse(e.Batch).Comparisons
	better := comparisons[len(comparisons)-1]
	first := measured("Which batch norms are reset matters: those after convolutions alone "+
		"forget more than all", "section 5b", "speculation", better.Sample)
	first.Judgement, first.repeats = better.Judgement, true
	first.Why = "the same as conv-bn forgets more than all-bn"
	claims := []Claim{first}
	for _, n := range []struct {
		name string
		view *records.View
	}{{"layer", e.Layer}, {"instance", e.Instance}} {
		claims = append(claims, directed(fmt.Sprintf("With %s normalisation nothing is "+
			"accumulated, so base ends closer to gold than with batch normalisation", n.name),
			"section 6", "future work", gap(n.view).Minus(gap(e.Batch)), -1, "speculations",
			"difference of the gaps on excluded"))
	}
	return claims
}

// ClaimsTable sets out the verdicts, one row a claim.
func ClaimsTable(claims []Claim) Table {
	t := Table{Title: "The paper's claims", Header: []string{"Claim", "Where", "Theirs",
		"Ours, 95 % interval", "Verdict", "Why", "n"}}
	counts, chosen := map[Verdict]int{}, 0
	for _, c := range claims {
		switch {
		case c.repeats:
		case c.chosen:
			chosen++
		default:
			counts[c.Verdict]++
		}
		t.Rows = append(t.Rows, []string{c.Text, c.Source, c.Theirs, c.Ours, string(c.Verdict),
			c.Why, c.Size})
	}
	var sums []string
	for _, v := range []Verdict{Replicated, NotReplicated, Undecided, NotRun} {
		sums = append(sums, fmt.Sprintf("%d %s", counts[v], v))
	}
	t.Notes = []string{
		fmt.Sprintf("%s; %d more are settings that we took from the paper. A comparison that the "+
			"paper makes twice is counted once.", strings.Join(sums, ", "), chosen),
		"Intervals are Student's, over speaker means where there are several speakers, else over " +
			"seeds; verdicts follow the rule fixed before the runs, p corrected by Holm within " +
			"tables, scheme comparisons, speculations and the others.",
		"Intervals are not corrected for the number of claims, verdicts are: an interval may " +
			"exclude 0 where the verdict is undecided.",
	}
	return t
}
