package metrics

import (
	"math"
	"slices"
)

// The constants of the NeurIPS 2023 unlearning challenge: δ, the ε of an
// attacker who is always right, the width of a bin of ε, the number of
// thresholds per nat, how far an interval's edges go beyond the narrower
// margins, and the ratio of ranges below which nearly equal margins are taken
// for a trick (Triantafillou et al., https://unlearning-challenge.github.io,
// and metric.py of github.com/google-deepmind/unlearning_evaluation).
const (
	challengeDelta   = 1e-5
	challengeTop     = 50
	challengeBin     = 0.5
	challengeGrid    = 100
	challengeBeyond  = 2
	challengeNarrows = 0.01
)

// ForgettingQuality is the challenge's F, the mean over the clips to forget of
// 2/2ⁿ, where n is the bin of a clip's ε: 1 below 0.5, ½ below 1 … and 0 from
// ⌈ln(N − 1)⌉ on, which N models cannot show. Rows are models, columns clips'
// margins.
//
// Not even retraining scores 1: golds against golds score about a third,
// however many there are, because ε is the best of many attacks. Divide by
// their score. F rewards models that differ among themselves, whatever they
// know, so never read it alone.
func ForgettingQuality(unlearned, golds [][]float64) (float64, error) {
	if err := checkModels(2, unlearned, golds); err != nil {
		return 0, err
	}
	models := float64(min(len(unlearned), len(golds)))
	top, sum := math.Ceil(math.Log(max(2, models-1))), 0.0
	for c := range unlearned[0] {
		if e := Epsilon(column(unlearned, c), column(golds, c)); e < top {
			sum += math.Pow(2, -math.Floor(e/challengeBin))
		}
	}
	return sum / float64(len(unlearned[0])), nil
}

// Epsilon is how surely one of the challenge's attackers tells the margins of
// one clip after unlearning from those of golds: the greatest [EpsilonOf] over
// rules that accept what is above a threshold, or within an interval about the
// narrower of the two. It is in 0…50.
func Epsilon(unlearned, golds []float64) float64 {
	u, g := slices.Sorted(slices.Values(unlearned)), slices.Sorted(slices.Values(golds))
	rangeOf := func(x []float64) float64 { return x[len(x)-1] - x[0] }
	narrow, wide := u, g
	if rangeOf(g) < rangeOf(u) {
		narrow, wide = g, u
	}
	if slices.Equal(u, g) {
		return 0
	}
	if rangeOf(narrow) < challengeNarrows*rangeOf(wide) {
		return challengeTop
	}
	return min(challengeTop, max(byThreshold(u, g), byInterval(narrow, wide)))
}

// EpsilonOf turns the two rates of error of a rule into ε,
//
//	max(0, ln((1 − δ − FPR)/FNR), ln((1 − δ − FNR)/FPR)),   δ = 1e-5
//
// It is +Inf where both rates are 0, and 0 where only one is, because there are
// then too few models to judge.
func EpsilonOf(fpr, fnr float64) float64 {
	switch {
	case fpr == 0 && fnr == 0:
		return math.Inf(1)
	case fpr == 0 || fnr == 0:
		return 0
	}
	of := func(a, b float64) float64 { return math.Log(max(0, 1-challengeDelta-a)) - math.Log(b) }
	return max(0, of(fpr, fnr), of(fnr, fpr))
}
