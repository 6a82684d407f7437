package stats

import (
	"cmp"
	"math"
	"slices"
)

// Holm returns the p-values of a family of tests, adjusted by Holm's step-down
// method so that the chance of any false rejection in the family stays below
// the level. With the m p-values in ascending order,
//
//	adjusted(i) = max over j ≤ i of min(1, (m − j + 1)·p(j)), j counted from 1.
//
// A NaN, a test that could not be made, stays NaN and still counts in m: a
// missing run must not make the others easier to pass.
//
// S. Holm, A Simple Sequentially Rejective Multiple Test Procedure,
// Scandinavian Journal of Statistics 6 (1979).
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if x, y := math.IsNaN(p[a]), math.IsNaN(p[b]); x != y {
			return cmp.Compare(boolInt(x), boolInt(y)) // NaN last
		}
		return cmp.Compare(p[a], p[b])
	})
	adjusted, largest := make([]float64, len(p)), 0.0
	for rank, i := range order {
		if math.IsNaN(p[i]) {
			adjusted[i] = math.NaN()
			continue
		}
		largest = max(largest, min(1, float64(len(p)-rank)*p[i]))
		adjusted[i] = largest
	}
	return adjusted
}

// boolInt is 1 for true.
func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
