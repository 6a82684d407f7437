package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Prediction is the interval in which the mean of a new, small study of one
// speaker falls 95 % of the time, in the units of the values.
type Prediction struct {
	Mean, SD, DF float64
	Low, High    float64
	Warnings     []string
}

// Predict returns the prediction interval of a study of one new speaker with
// that many seeds. With s² the components of [VarianceComponents], k speakers,
// N values and m new seeds,
//
//	SD²         = s²_speaker·(1 + 1/k) + s²_within·(1/m + 1/N)
//	[Low, High] = Mean ± t_{DF, 0.975}·SD,  Mean that of the speakers' means
//
// SD² is a·MSB + b·MSW with a = (1 + 1/k)/n₀ and b = 1/m + 1/N − a, whose
// degrees of freedom are Satterthwaite's,
//
//	DF = SD⁴ / ((a·MSB)²/(k − 1) + (b·MSW)²/(N − k))
//
// If MSB is below MSW, s²_speaker is 0 and only MSW counts. All but Mean is NaN
// if the components are.
//
// F. E. Satterthwaite, An Approximate Distribution of Estimates of Variance
// Components, Biometrics Bulletin 2 (1946).
func Predict(clusters [][]float64, seeds int) Prediction {
	nan := math.NaN()
	m := analyse(clusters)
	p := Prediction{Mean: m.mean, SD: nan, DF: nan, Low: nan, High: nan}
	if !m.splits() || seeds < 1 {
		p.Warnings = append(p.Warnings, fmt.Sprintf("%d speakers, %d values: a prediction needs "+
			"two speakers, one of them with two values", m.speakers, m.n))
		return p
	}
	k, total := float64(m.speakers), float64(m.n)
	a := (1 + 1/k) / m.n0
	if m.between < m.within {
		a = 0
	}
	b := 1/float64(seeds) + 1/total - a
	if a == 0 {
		m.between = 0
	}
	square := a*m.between + b*m.within
	p.SD = math.Sqrt(square)
	p.DF = square * square /
		(math.Pow(a*m.between, 2)/(k-1) + math.Pow(b*m.within, 2)/(total-k))
	if square == 0 { // all values are equal, so the prediction is a point
		p.DF, p.Low, p.High = nan, p.Mean, p.Mean
		return p
	}
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: p.DF}.Quantile(1-Alpha/2) * p.SD
	p.Low, p.High = p.Mean-half, p.Mean+half
	return p
}

// Holds reports whether the interval holds a number that is known only to lie
// between low and high, such as a rounded one.
func (p Prediction) Holds(low, high float64) bool { return high >= p.Low && low <= p.High }
