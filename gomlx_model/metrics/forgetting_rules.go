package metrics

import (
	"math"
	"slices"
)

// byThreshold is the best ε of the rules that take a margin above a threshold
// for one of the set with the greater median.
func byThreshold(a, b []float64) float64 {
	median := func(x []float64) float64 { return (x[(len(x)-1)/2] + x[len(x)/2]) / 2 } // of sorted ones
	if median(a) > median(b) {
		a, b = b, a
	}
	best := 0.0
	low, high := min(a[0], b[0]), max(a[len(a)-1], b[len(b)-1])
	for _, t := range gridOver(low-1./challengeGrid, high+1./challengeGrid) {
		fpr := 1 - float64(below(a, t))/float64(len(a))
		best = max(best, EpsilonOf(fpr, float64(below(b, t))/float64(len(b))))
	}
	return best
}

// byInterval is the best ε of the rules that take a margin within an interval
// for one of the narrower set.
func byInterval(narrow, wide []float64) float64 {
	type edge struct{ narrow, wide int } // how many margins are below it
	edges := func(at float64) (all []edge) {
		for _, t := range gridOver(at-challengeBeyond, at+challengeBeyond) {
			all = append(all, edge{below(narrow, t), below(wide, t)})
		}
		return slices.Compact(all) // the same counts are the same rule
	}
	best := 0.0
	highs := edges(narrow[len(narrow)-1])
	for _, low := range edges(narrow[0]) {
		for _, high := range highs {
			if high.narrow < low.narrow || high.wide < low.wide {
				continue
			}
			fnr := 1 - float64(high.narrow-low.narrow)/float64(len(narrow))
			best = max(best, EpsilonOf(float64(high.wide-low.wide)/float64(len(wide)), fnr))
		}
	}
	return best
}

// gridOver returns the challenge's thresholds from low to high.
func gridOver(low, high float64) []float64 {
	n := int(math.Ceil((high-low)*challengeGrid)) + 1
	grid := make([]float64, n)
	for i := range grid {
		grid[i] = low + float64(i)/challengeGrid
	}
	return grid
}

// below counts the sorted values that are not above t.
func below(sorted []float64, t float64) int {
	n, _ := slices.BinarySearchFunc(sorted, t, func(x, t float64) int {
		if x <= t {
			return -1
		}
		return 1
	})
	return n
}
