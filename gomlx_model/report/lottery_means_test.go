package report

import (
	"math"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// TestLotteryMeans: each mini-study has one mean. Each seed is in as many
// studies as any other, so the mean of the means is that of all runs.
func TestLotteryMeans(t *testing.T) {
	v := mustSelect(t, simulate.PaperLike().Records())
	for _, r := range Lottery(v) {
		means := LotteryMeans(v, r)
		sum := 0.0
		for _, m := range means {
			sum += m / float64(len(means))
		}
		want := v.Difference(records.F1, r.Set, r.A, r.B).Test().Mean
		if len(means) != r.Studies || !slices.IsSorted(means) || !(math.Abs(sum-want) <= 1e-12) {
			t.Errorf("%s: %d means around %g, want %d around %g", r.Name(), len(means), sum,
				r.Studies, want)
		}
	}
}

// TestPaperRange: −0.1793 − (−0.1596) = −0.0197, each to half a unit of its
// fourth digit.
func TestPaperRange(t *testing.T) {
	v := mustSelect(t, simulate.PaperLike().Records())
	for _, r := range Lottery(v) {
		if r.A != names.ConvBN || r.B != names.Base || r.Set != names.SetExcluded {
			continue
		}
		low, high := r.PaperRange()
		if !(math.Abs(low+0.0198) <= 1e-12) || !(math.Abs(high+0.0196) <= 1e-12) {
			t.Errorf("%g to %g, want −0.0198 to −0.0196", low, high)
		}
	}
}
