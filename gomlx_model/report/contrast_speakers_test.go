package report

import (
	"math"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
)

// TestLogRatioByHand: 3.5 and 5.5 errors beside 1.5 and 1.5 make the ratio of
// 4 + ½ to 1.5 + ½, hence means of 5 and 2 with the half. The linear parts are
// 4/5 − 1 and 6/5 − 1, ∓0.2, so s/√n = 0.2 and the interval reaches
// 12.706 · 0.2 to both sides, 12.706 being t's quantile for one degree of
// freedom.
func TestLogRatioByHand(t *testing.T) {
	e := logRatio("a", []float64{3.5, 5.5}, []float64{1.5, 1.5})
	if !(math.Abs(e.Mean-math.Log(5./2)) <= 1e-12) || e.Seeds != 2 ||
		!(math.Abs(e.High-e.Mean-0.2*12.7062) <= 1e-4) ||
		!(math.Abs(e.Mean-e.Low-0.2*12.7062) <= 1e-4) {
		t.Errorf("%+v, want ln(2.5) ± 2.541", e)
	}
	if e := logRatio("a", []float64{3}, []float64{1}); !math.IsNaN(e.Low) {
		t.Errorf("%+v, want no interval of one seed", e)
	}
}

// TestBySpeaker: a contrast's mean on its scale is the mean of its speakers'
// parts, on both scales.
func TestBySpeaker(t *testing.T) {
	v := mustSelect(t, simulate.PaperLike().Records())
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		c := contrast(v, set, names.ConvBN, names.Base)
		sum := 0.0
		effects := c.BySpeaker(v)
		for _, e := range effects {
			sum += e.Mean / 6
			if !(e.Low < e.Mean && e.Mean < e.High) || e.Seeds != 10 {
				t.Errorf("%s: %+v, want an interval over 10 seeds", set, e)
			}
		}
		if len(effects) != 6 || !(math.Abs(sum-c.Primary.Mean) <= 1e-12) {
			t.Errorf("%s: mean %g of %d speakers, want %g of 6", set, sum, len(effects),
				c.Primary.Mean)
		}
	}
}
