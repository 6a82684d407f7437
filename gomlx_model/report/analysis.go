package report

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Comparison is scheme A − scheme B in macro F1 on one set, paired by speaker
// and seed.
type Comparison struct {
	A, B, Set string
	Paper     float64 // the same difference in the paper's Table 1

	Sample records.Sample
	// what Primary runs over: UnitSpeakers, or UnitSeeds where there is one
	// speaker
	Unit      string
	Primary   stats.TTest       // over Unit
	Corrected float64           // Primary's p after Holm over the six comparisons
	Equal     stats.Equivalence // over Unit, within ±EquivalenceMargin
	Judgement Judgement

	// Beside it, for these speakers only: these take all pairs for independent,
	// which seeds of one speaker are not.
	AllPairs   stats.TTest
	SignedRank stats.Wilcoxon
	Bootstrap  stats.Interval // over speakers
	Components stats.Components

	// the smallest difference in macro F1 that this many units, as spread as
	// ours, find with TargetPower
	SmallestFound float64
	// pairs, as spread as ours, that find the paper's difference with
	// TargetPower; 0: over a million or unknown
	PairsForPaper int
}

// An Analysis is the fixed analysis of the paper's schemes.
type Analysis struct {
	Unit        string
	Comparisons []Comparison
	Missing     []records.Absence // runs that some comparison lacks
	PaperDz     float64           // the effect size that p = 0.02 from three pairs implies
	PaperPairs  int               // pairs that find an effect of that size with TargetPower
}

// Analyse makes the analysis that was fixed before the long run: {all-bn −
// base, conv-bn − base, conv-bn − all-bn} × {test, excluded} in macro F1. The
// primary test is the paired t over speaker means, Holm over the six; Judgement
// has the rule. With one speaker, as in the paper, it is the paired t over
// seeds, and Unit says so. Nothing is computed from observed power.
func Analyse(v *records.View) Analysis {
	var a Analysis
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		for _, pair := range [][2]string{{names.AllBN, names.Base}, {names.ConvBN, names.Base},
			{names.ConvBN, names.AllBN}} {
			c := compare(v, set, pair[0], pair[1])
			a.Comparisons = append(a.Comparisons, c)
			a.Missing = append(a.Missing, c.Sample.Missing...)
			if len(c.Sample.Pairs) > 0 {
				a.Unit = c.Unit
			}
		}
	}
	slices.SortFunc(a.Missing, records.CompareAbsences)
	a.Missing = slices.Compact(a.Missing)
	p := make([]float64, len(a.Comparisons))
	for i, c := range a.Comparisons {
		p[i] = c.Primary.P
	}
	for i, corrected := range stats.Holm(p) {
		c := &a.Comparisons[i]
		c.Corrected = corrected
		c.Judgement = judge(c.Sample, corrected, sign(c.Paper))
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: paperSeeds - 1}.Quantile(1 - paperP/2)
	a.PaperDz = t / math.Sqrt(paperSeeds)
	a.PaperPairs, _ = stats.PairsNeeded(a.PaperDz)
	return a
}

// compare fills in all of a comparison that does not depend on the others.
func compare(v *records.View, set, a, b string) Comparison {
	c := Comparison{A: a, B: b, Set: set, Paper: paperDifference(set, a, b),
		Sample: v.Difference(records.F1, set, a, b)}
	units, unit := c.Sample.Units()
	c.Unit, c.Primary, c.Equal = unit, stats.PairedT(units), stats.TOST(units, EquivalenceMargin)
	all := c.Sample.Values()
	c.AllPairs, c.SignedRank = stats.PairedT(all), stats.SignedRank(all)
	// The stream is used only with more than six speakers; then the interval is
	// the same at each call.
	c.Bootstrap = stats.ClusterBootstrap(c.Sample.Clusters(),
		network.Stream(0, "", "bootstrap", set+" "+a+" "+b, 0))
	c.Components = stats.VarianceComponents(c.Sample.Clusters())
	c.SmallestFound = stats.SmallestEffect(c.Primary.N) * c.Primary.SD
	if !math.IsNaN(c.AllPairs.Dz) {
		c.PairsForPaper, _ = stats.PairsNeeded(c.Paper / c.AllPairs.SD)
	}
	return c
}

// Name is "conv-bn − base, excluded".
func (c Comparison) Name() string { return fmt.Sprintf("%s − %s, %s", c.A, c.B, c.Set) }

// Difference prints the mean of Primary, or "~" where it is not significant
// after Holm.
func (c Comparison) Difference(digits int) string {
	if !(c.Corrected < stats.Alpha) {
		return "~"
	}
	return signed(c.Primary.Mean, digits)
}
