package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// TargetPower is the chance of finding an effect that a design should offer.
const TargetPower = 0.8

// Power returns the chance that a two-sided paired t test at level [Alpha] with
// n pairs finds an effect of size dz (Cohen's: mean over standard deviation of
// the differences). Under that effect T has the noncentral t distribution with
// n − 1 degrees of freedom and noncentrality dz·√n. It is NaN for n < 2. Use it
// for planning: power computed from an observed effect only restates the
// p-value.
func Power(n int, dz float64) float64 {
	if n < 2 || math.IsNaN(dz) {
		return math.NaN()
	}
	nu := float64(n - 1)
	critical := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: nu}.Quantile(1 - Alpha/2)
	noncentral := distuv.NoncentralT{Nu: nu, Mu: math.Abs(dz) * math.Sqrt(float64(n))}
	return 1 - noncentral.CDF(critical) + noncentral.CDF(-critical)
}

// SmallestEffect returns the smallest dz that n pairs find with TargetPower,
// NaN for n < 2.
func SmallestEffect(n int) float64 {
	if n < 2 {
		return math.NaN()
	}
	low, high := 0.0, 1.0
	for Power(n, high) < TargetPower {
		high *= 2
	}
	for range 60 { // halves the bracket beyond the last bit of a float64
		if mid := (low + high) / 2; Power(n, mid) < TargetPower {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// maxPairs bounds the search of PairsNeeded. No study of trained models could
// find an effect that needs more.
const maxPairs = 1_000_000

// PairsNeeded returns the smallest number of pairs that find an effect of size
// dz with TargetPower, and whether there is such a number up to a million.
func PairsNeeded(dz float64) (pairs int, ok bool) {
	if dz == 0 || math.IsNaN(dz) {
		return 0, false
	}
	// Power grows with n, so the first n that suffices is found by doubling and
	// then halving.
	high := 2
	for Power(high, dz) < TargetPower {
		if high *= 2; high > maxPairs {
			return 0, false
		}
	}
	low := max(1, high/2)
	for high-low > 1 {
		if mid := (low + high) / 2; Power(mid, dz) < TargetPower {
			low = mid
		} else {
			high = mid
		}
	}
	return high, true
}
