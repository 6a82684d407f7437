package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// Spearman returns the rank correlation of two lists of the same length:
// Pearson's of their ranks, where equal values share their mean rank. It is NaN
// if either side is constant or has a NaN.
//
// C. Spearman, The Proof and Measurement of Association between Two Things,
// American Journal of Psychology 15 (1904).
func Spearman(x, y []float64) float64 {
	if floats.HasNaN(x) || floats.HasNaN(y) {
		return math.NaN()
	}
	return stat.Correlation(ranks(x), ranks(y), nil)
}

// ranks numbers values, none of them NaN, from 1 up; equal ones share the mean
// of their numbers.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	ranks := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for _, k := range order[i:j] {
			ranks[k] = float64(i+j+1) / 2
		}
		i = j
	}
	return ranks
}
