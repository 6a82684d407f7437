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

// A Comparison is scheme A − scheme B on one set, paired by speaker and seed.
type Comparison struct {
	Contrast
	Paper paperNumber // the same difference in the paper's Table 1
	// on the paper's claim: conv-bn and base differ, the other schemes do not
	Judgement  Judgement
	Prediction stats.Prediction // of a study of one speaker and three seeds, in F1

	// Beside it, for these speakers only: these treat all pairs in F1 as
	// independent, which seeds of one speaker are not.
	AllPairs   stats.TTest
	SignedRank stats.Wilcoxon
	Bootstrap  stats.Interval // over speakers
	Components stats.Components

	// the smallest difference in macro F1 that this many units, with the spread
	// of ours, find with TargetPower
	SmallestFound float64
	// how many pairs with our spread find the paper's difference with
	// TargetPower; 0 if over a million or unknown
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

// Analyse does the analysis that was fixed before the confirmatory seeds were
// run. It compares all-bn with base, conv-bn with base, and conv-bn with
// all-bn, on test and on excluded. The primary test is the paired t over
// speakers, on the share of the way from original to gold on excluded and on
// the ratio of errors on test, corrected by Holm over the six; judge has the
// rule. With one speaker, as in the paper, it is the paired t over seeds, and
// Unit says so. Nothing is computed from observed power.
func Analyse(v *records.View) Analysis {
	var a Analysis
	for _, c := range schemeContrasts(v) {
		a.Comparisons = append(a.Comparisons, compare(c))
		a.Missing = append(a.Missing, c.Sample.Missing...)
		if len(c.Sample.Pairs) > 0 {
			a.Unit = c.Unit
		}
	}
	slices.SortFunc(a.Missing, records.CompareAbsences)
	a.Missing = slices.Compact(a.Missing)
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: paperSeeds - 1}.Quantile(1 - paperP/2)
	a.PaperDz = t / math.Sqrt(paperSeeds)
	a.PaperPairs, _ = stats.PairsNeeded(a.PaperDz)
	return a
}

// schemeContrasts are the six of the primary analysis, corrected as one family.
func schemeContrasts(v *records.View) []Contrast {
	var list []Contrast
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		for _, pair := range [][2]string{{names.AllBN, names.Base}, {names.ConvBN, names.Base},
			{names.ConvBN, names.AllBN}} {
			list = append(list, contrast(v, set, pair[0], pair[1]))
		}
	}
	correct(list)
	return list
}

// claimed is the direction in F1 that the paper calls significant, or 0 where
// it says "not significant".
func (c Contrast) claimed() int {
	if c.A == names.ConvBN && c.B == names.Base {
		return sign(paperDifference(c.Set, c.A, c.B).value())
	}
	return 0
}

// compare adds the secondary analyses to a contrast of two schemes.
func compare(of Contrast) Comparison {
	c := Comparison{Contrast: of, Paper: paperDifference(of.Set, of.A, of.B),
		Judgement: judge(of, of.claimed())}
	c.Judgement.Size, c.Prediction = judgeSize(c.Sample, c.Paper)
	all := c.Sample.Values()
	c.AllPairs, c.SignedRank = stats.PairedT(all), stats.SignedRank(all)
	// The stream is used only with more than six speakers; then the interval is
	// the same at each call.
	c.Bootstrap = stats.ClusterBootstrap(c.Sample.Clusters(),
		network.Stream(0, "", "bootstrap", c.Set+" "+c.A+" "+c.B, 0))
	c.Components = stats.VarianceComponents(c.Sample.Clusters())
	c.SmallestFound = stats.SmallestEffect(c.F1.N) * c.F1.SD
	if !math.IsNaN(c.AllPairs.Dz) {
		c.PairsForPaper, _ = stats.PairsNeeded(c.Paper.value() / c.AllPairs.SD)
	}
	return c
}

// claimedControls are the methods, other than its schemes, that the paper's
// claims compare with base. They are one family for Holm, so that further
// controls do not widen it.
var claimedControls = []string{"noise-first",
	fmt.Sprintf("noise-%gx%d", paperFirstNoise, paperFirstSteps), names.AllBNStats,
	names.ConvBNStats}

// Controls compares every method that unlearns, other than the paper's schemes,
// with base on excluded. Holm corrects the contrasts that a claim of the paper
// is about as one family, and all others as another. The contrasts of the
// schemes are in [Analyse].
func Controls(v *records.View) []Contrast {
	var claimed, others []Contrast
	for _, m := range v.Unlearning() {
		switch c := contrast(v, names.SetExcluded, m, names.Base); {
		case slices.Contains(claimedControls, m):
			claimed = append(claimed, c)
		case !slices.Contains(names.PaperSchemes(), m):
			others = append(others, c)
		}
	}
	correct(claimed)
	correct(others)
	return append(claimed, others...)
}

// againstBase finds the contrast of a method with base on excluded, corrected
// in its family; one that was not run is empty.
func againstBase(v *records.View, controls []Contrast, method string) Contrast {
	for _, c := range controls {
		if c.A == method {
			return c
		}
	}
	for _, c := range schemeContrasts(v) {
		if c.A == method && c.B == names.Base && c.Set == names.SetExcluded {
			return c
		}
	}
	return contrast(v, names.SetExcluded, method, names.Base)
}

// Difference prints the mean in F1, or "~" where the contrast is not
// significant after Holm.
func (c Contrast) Difference(digits int) string {
	if !c.Different() {
		return "~"
	}
	return signed(c.F1.Mean, digits)
}
