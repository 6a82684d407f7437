package report

import (
	"fmt"
	"math"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// procedureClaims are about the noise, its order, batch norm's averages, the
// schedule and the cost.
func procedureClaims(e Evidence) []Claim {
	v := e.Batch
	controls := Controls(v)
	weak := fmt.Sprintf("noise-%gx%d", paperFirstNoise, paperFirstSteps)
	return []Claim{
		magnitudeClaim(e.Magnitudes),
		noiseClaim(e.Magnitudes),
		claimOf("The place of the perturbation in the order does not matter", "section 5b",
			"no notable change", againstBase(v, controls, "noise-first"), 0, paperNumber{}, ""),
		claimOf(fmt.Sprintf("Noise %g in %d steps forgets less than %g in %d", paperFirstNoise,
			paperFirstSteps, paperNoise, paperSteps), "section 5b", "quite minimal",
			againstBase(v, controls, weak), 1, paperNumber{}, ""),
		averagesClaim(v, controls),
		costClaim(v.Share(records.Passes, names.SetTest, names.Base, names.Gold)),
		thirdsClaim(e.Trace),
	}
}

// averagesClaim is the paper's explanation of why a reset of batch norms helps:
// their moving averages remember the excluded speaker. If so, resetting only
// these, as the schemes -stats do, would forget more than base. Both schemes
// must agree.
func averagesClaim(v *records.View, controls []Contrast) Claim {
	claim := unmeasured("Moving averages remember the speaker: resetting them alone forgets more "+
		"than base", "section 5b", "an explanation")
	var verdicts []Judgement
	var ours, why []string
	for _, m := range []string{names.AllBNStats, names.ConvBNStats} {
		c := againstBase(v, controls, m)
		j := judge(c, -1)
		if j.Verdict == NotRun {
			return claim
		}
		verdicts = append(verdicts, j)
		ours = append(ours, fmt.Sprintf("%s %s; %s", m, estimated(c.F1, 4), c.OnScale()))
		why = append(why, fmt.Sprintf("%s: %s, corrected p %s, %s", m, j.Direction(),
			FormatP(c.Corrected), j.Why))
		claim.Runs = c.Sample.Size()
	}
	claim.Ours, claim.Why = strings.Join(ours, "; "), strings.Join(why, "; ")
	claim.Verdict, claim.Small = Undecided, verdicts[0].Small && verdicts[1].Small
	if verdicts[0].Verdict == verdicts[1].Verdict {
		claim.Verdict = verdicts[0].Verdict
	}
	return claim
}

// magnitudeClaim is that convolution weights are typically at most 0.2 in
// magnitude, judged by each layer's mean |w|.
func magnitudeClaim(layers []records.LayerSample) Claim {
	c := unmeasured(fmt.Sprintf("Convolution weights are typically at most %g in magnitude",
		paperMagnitude), "section 5b", fmt.Sprintf("≤ %g", paperMagnitude))
	var parts []string
	for _, l := range layers {
		t := l.Sample.Test()
		if t.N == 0 {
			continue
		}
		parts = append(parts, fmt.Sprintf("%s %s %s", l.Layer, plain(t.Mean, 3),
			between(t.Low, t.High, 3)))
		c.Runs = l.Sample.Size()
		switch {
		case c.Verdict == Opposite || t.Low > paperMagnitude:
			c.Verdict, c.Why = Opposite, "the mean magnitude of a layer is above"
		case t.High <= paperMagnitude && c.Verdict != Undecided:
			c.Verdict, c.Why = Same, "the mean magnitude of every layer is below, interval included"
		default:
			c.Verdict, c.Why = Undecided,
				fmt.Sprintf("an interval contains %g, or there is none", paperMagnitude)
		}
	}
	if len(parts) > 0 {
		c.Ours = strings.Join(parts, "; ")
	}
	return c
}

// significantRatio is the noise-to-weight ratio from which on we call noise a
// significant part of the weights: the paper's own 0.08 / 0.2.
const significantRatio = paperNoise / paperMagnitude

// noiseClaim is that the noise is a considerable part of the weights, most of
// all in the convolutions.
func noiseClaim(layers []records.LayerSample) Claim {
	c := unmeasured("The noise is large beside the convolutions' weights", "section 5b",
		fmt.Sprintf("%.2g / %.2g = %.2g", paperNoise, paperMagnitude, significantRatio))
	var parts []string
	least := math.Inf(1)
	for _, l := range layers {
		if t := l.Sample.Test(); t.N > 0 {
			ratio := paperNoise / t.Mean
			least = min(least, ratio)
			parts = append(parts, fmt.Sprintf("%s %.2f", l.Layer, ratio))
			c.Runs = l.Sample.Size()
		}
	}
	if len(parts) == 0 {
		return c
	}
	c.Ours = strings.Join(parts, "; ")
	c.Verdict, c.Why = Same, fmt.Sprintf("at least %.2g of the mean magnitude in every layer",
		significantRatio)
	if least < significantRatio {
		c.Verdict, c.Why = Opposite, fmt.Sprintf("less than %.2g of the mean magnitude in some "+
			"layer", significantRatio)
	}
	return c
}

// costClaim is that unlearning takes 12.5 % of retraining.
func costClaim(s records.Sample) Claim {
	c := unmeasured("Unlearning takes an eighth of retraining", "section 4.4", percent(paperShare))
	t := s.Test()
	if t.N == 0 {
		return c
	}
	c.Ours, c.Runs, c.chosen = percent(t.Mean), s.Size(), true
	c.Verdict, c.Why = Opposite, "sample passes of base over those of gold, by epochs that we "+
		"took from the paper"
	const half = 0.0005 // of the last digit that 12.5 % has
	if math.Abs(t.Mean-paperShare) < half {
		c.Verdict = Same
	}
	return c
}

// thirdsClaim is that each of the three parts takes a third of the epochs.
func thirdsClaim(trace []records.TracePoint) Claim {
	c := unmeasured("Reset, perturbation and fine-tuning take a third each", "section 5b",
		"1/3 each")
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
	c.Ours, c.Runs, c.chosen = fmt.Sprintf("%d, %d, %d epochs", epochs[0], epochs[1], epochs[2]),
		"1 run", true
	c.Verdict, c.Why = Opposite, "counted in the trace of a base run, whose epochs we took from "+
		"the paper"
	if epochs[0] == epochs[1] && epochs[1] == epochs[2] {
		c.Verdict = Same
	}
	return c
}
