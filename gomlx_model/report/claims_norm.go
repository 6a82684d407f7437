package report

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// normClaims compare layer and instance normalisation with batch normalisation.
// The paper leaves this to future work, so there is a comparison and no
// verdict: base's share of the way to gold with each, their difference, and how
// much of the difference in gaps lies in gold itself,
//
//	gap(n) − gap(batch) = [base(n) − base(batch)] − [gold(n) − gold(batch)]
//
// all paired by speaker and seed, over the pairs that both have.
func normClaims(e Evidence) []Claim {
	var claims []Claim
	for _, n := range []struct {
		name string
		view *records.View
	}{{"layer", e.Layer}, {"instance", e.Instance}} {
		claim := unmeasured(fmt.Sprintf("With %s normalisation, which accumulates nothing, base "+
			"forgets more than with batch normalisation", n.name), "section 6", "future work")
		if n.view != nil {
			compareNorm(&claim, n.name, n.view, e.Batch)
		}
		claims = append(claims, claim)
	}
	return claims
}

// compareNorm fills in the comparison with batch normalisation, if both were
// run.
func compareNorm(c *Claim, name string, norm, batch *records.View) {
	b := besideBatch(norm, batch)
	if len(b.gaps.Pairs) == 0 {
		return
	}
	c.Verdict, c.Runs = NoVerdict, b.gaps.Size()
	c.Ours = fmt.Sprintf("way to gold %s; batch %s; difference %s points",
		wayCell(b.ours), wayCell(b.theirs), points(b.ours.Minus(b.theirs)))
	c.Why = fmt.Sprintf("future work in the paper; the gaps to gold differ by %s, of which "+
		"gold(%s) − gold(batch) is %s and base(%s) − base(batch) %s", estimated(b.gaps.Test(), 4),
		name, estimated(b.golds.Test(), 4), name, estimated(b.bases.Test(), 4))
}

// A normBeside compares base with a normalisation to base with batch
// normalisation, over the pairs that both have.
type normBeside struct {
	ours, theirs       records.Sample // share of the way to gold
	gaps, golds, bases records.Sample // F1 on excluded, with the norm less with batch's
}

// besideBatch compares two views.
func besideBatch(norm, batch *records.View) normBeside {
	way := func(v *records.View) records.Sample {
		return shareOfWay(v, []string{names.Base}, names.Original)
	}
	level := func(method string) records.Sample {
		return norm.Level(records.F1, names.SetExcluded, method).
			Minus(batch.Level(records.F1, names.SetExcluded, method))
	}
	gap := func(v *records.View) records.Sample {
		return v.Difference(records.F1, names.SetExcluded, names.Base, names.Gold)
	}
	had := map[records.PairKey]bool{}
	for _, p := range norm.Pairs() {
		had[p] = true
	}
	batch = batch.Among(func(p records.PairKey) bool { return had[p] })
	return normBeside{way(norm), way(batch), gap(norm).Minus(gap(batch)), level(names.Gold),
		level(names.Base)}
}

// wayCell prints a share of the way in per cent, with its interval.
func wayCell(s records.Sample) string {
	t := s.Test()
	if i := between(100*t.Low, 100*t.High, 1); i != none {
		return percent(t.Mean) + " " + i
	}
	return percent(t.Mean)
}

// points prints a difference of shares in points, with its interval.
func points(s records.Sample) string {
	t := s.Test()
	for _, x := range []*float64{&t.Mean, &t.Low, &t.High} {
		*x *= 100
	}
	return estimated(t, 1)
}
