package stats

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Nested splits the spread of values into three: that between speakers, that
// between originals of one speaker, and that between unlearnings of one
// original. It is the balanced nested random-effects model
//
//	y_ijk = μ + speaker_i + training_ij + unlearning_ijk
//
// with a speakers, b originals each and n unlearnings each, estimated by the
// analysis of variance (Searle, Casella and McCulloch, Variance Components,
// 1992, section 3.6):
//
//	unlearning² = MSU                      MSU = Σ (y_ijk − ȳ_ij)² / (a·b·(n−1))
//	training²   = max(0, (MST − MSU)/n)    MST = n·Σ (ȳ_ij − ȳ_i)² / (a·(b−1))
//	speaker²    = max(0, (MSS − MST)/(b·n)) MSS = b·n·Σ (ȳ_i − ȳ)² / (a−1)
//
// Share is unlearning's share of the variance within a speaker, unlearning² /
// (unlearning² + training²), with the 95 % interval of F = MST/MSU with a·(b−1)
// and a·b·(n−1) degrees of freedom, exact for normal values:
//
//	θ = (F/F_q − 1)/n for q = 0.975 and 0.025,  share = 1/(1 + θ), at most 1
//
// The three are standard deviations, NaN where a, b or n is below 2.
type Nested struct {
	Speakers, Originals, Unlearnings int // a, b and n

	Speaker, Training, Unlearning float64

	Share, ShareLow, ShareHigh float64
}

// NestedComponents estimates the components of values by speaker, original and
// unlearning. What is not balanced with the first original of the first speaker
// makes all NaN.
func NestedComponents(values [][][]float64) Nested {
	c := Nested{Speakers: len(values), Speaker: math.NaN(), Training: math.NaN(),
		Unlearning: math.NaN(), Share: math.NaN(), ShareLow: math.NaN(), ShareHigh: math.NaN()}
	if c.Speakers > 0 {
		if c.Originals = len(values[0]); c.Originals > 0 {
			c.Unlearnings = len(values[0][0])
		}
	}
	if c.Speakers < 2 || c.Originals < 2 || c.Unlearnings < 2 {
		return c
	}
	a, b, n := float64(c.Speakers), float64(c.Originals), float64(c.Unlearnings)
	var speakers []float64
	within, between := 0.0, 0.0 // sums of squares of unlearnings, and of originals' means
	for _, originals := range values {
		if len(originals) != c.Originals {
			return c
		}
		var means []float64
		for _, unlearned := range originals {
			if len(unlearned) != c.Unlearnings {
				return c
			}
			within += stat.Variance(unlearned, nil) * (n - 1)
			means = append(means, stat.Mean(unlearned, nil))
		}
		between += stat.Variance(means, nil) * (b - 1)
		speakers = append(speakers, stat.Mean(means, nil))
	}
	msu, mst := within/(a*b*(n-1)), n*between/(a*(b-1))
	mss := b * n * stat.Variance(speakers, nil)
	c.Unlearning = math.Sqrt(msu)
	c.Training = math.Sqrt(max(0, (mst-msu)/n))
	c.Speaker = math.Sqrt(max(0, (mss-mst)/(b*n)))
	if mst > 0 {
		low, high := ratioInterval(mst/msu, a*(b-1), a*b*(n-1), n)
		c.Share = msu / (msu + c.Training*c.Training)
		c.ShareLow, c.ShareHigh = 1/(1+high), 1/(1+low)
	}
	return c
}
