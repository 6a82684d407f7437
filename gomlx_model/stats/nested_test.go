package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestNestedByHand: two speakers with two originals of two unlearnings each.
// The unlearnings of an original differ by 2 (variance 2, so MSU = 2), the
// originals' means are 2 and 6, 12 and 16 (MST = 2·(8+8)/2 = 16), the speakers'
// 4 and 14 (MSS = 4·50 = 200): training² = (16−2)/2 = 7, speaker² =
// (200−16)/4 = 46.
func TestNestedByHand(t *testing.T) {
	c := NestedComponents([][][]float64{{{1, 3}, {5, 7}}, {{11, 13}, {15, 17}}})
	for name, x := range map[string][2]float64{
		"unlearning": {c.Unlearning, math.Sqrt(2)}, "training": {c.Training, math.Sqrt(7)},
		"speaker": {c.Speaker, math.Sqrt(46)}} {
		if math.Abs(x[0]-x[1]) > 1e-12 {
			t.Errorf("%s: %v, want %v", name, x[0], x[1])
		}
	}
	// F = 16/2 = 8 with 2 and 4 degrees of freedom, whose quantile at q is
	// 2·((1−q)^(−1/2) − 1): 10.65 at 0.975, so that θ runs from 0.
	low := 2 * (1/math.Sqrt(0.975) - 1)
	for name, x := range map[string][2]float64{"share": {c.Share, 2.0 / 9},
		"its low end": {c.ShareLow, 1 / (1 + (8/low-1)/2)}, "its high end": {c.ShareHigh, 1}} {
		if math.Abs(x[0]-x[1]) > 1e-6 {
			t.Errorf("%s: %v, want %v", name, x[0], x[1])
		}
	}
	if c.Speakers != 2 || c.Originals != 2 || c.Unlearnings != 2 {
		t.Errorf("a design of %d × %d × %d, want 2 × 2 × 2", c.Speakers, c.Originals,
			c.Unlearnings)
	}
}

// TestNestedOfKnownTruth: over many made-up designs the squares of the
// estimates have the mean of the truth. They are cut off at 0, which at this
// size of design hardly ever happens.
func TestNestedOfKnownTruth(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const studies, speaker, training, unlearning = 300, 3.0, 2.0, 1.0
	sums := [3]float64{}
	for range studies {
		values := make([][][]float64, 20)
		for i := range values {
			s := speaker * random.NormFloat64()
			values[i] = make([][]float64, 5)
			for j := range values[i] {
				o := s + training*random.NormFloat64()
				for range 5 {
					values[i][j] = append(values[i][j], o+unlearning*random.NormFloat64())
				}
			}
		}
		c := NestedComponents(values)
		for i, sd := range []float64{c.Speaker, c.Training, c.Unlearning} {
			sums[i] += sd * sd / studies
		}
	}
	// speaker² has a relative standard error of about √(2/19)/√300 ≈ 0.02
	for i, want := range []float64{speaker, training, unlearning} {
		if got := sums[i]; math.Abs(got/(want*want)-1) > 0.1 {
			t.Errorf("component %d: mean square %.3f, want %.3f", i, got, want*want)
		}
	}
}

func TestNestedNeedsBalance(t *testing.T) {
	for name, values := range map[string][][][]float64{
		"nothing": nil, "one speaker": {{{1, 2}, {3, 4}}}, "one original": {{{1, 2}}, {{3, 4}}},
		"one unlearning":  {{{1}, {2}}, {{3}, {4}}},
		"a missing value": {{{1, 2}, {3, 4}}, {{5, 6}, {7}}},
		"a missing one":   {{{1, 2}, {3, 4}}, {{5, 6}}},
	} {
		if c := NestedComponents(values); !math.IsNaN(c.Speaker + c.Training + c.Unlearning) {
			t.Errorf("%s gives %+v", name, c)
		}
	}
}
