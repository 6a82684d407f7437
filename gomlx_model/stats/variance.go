package stats

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Components splits the spread of values into what speakers and what seeds
// within a speaker contribute: the one-way random-effects model y = μ +
// speaker + seed, estimated by the analysis of variance. With k speakers, n_i
// values each, N in all,
//
//	within²  = Σ_i Σ_j (y_ij − ȳ_i)² / (N − k)
//	between² = max(0, (MSB − within²) / n₀)
//	MSB      = Σ n_i (ȳ_i − ȳ)² / (k − 1)
//	n₀       = (N − Σ n_i²/N) / (k − 1)
//	ICC      = between² / (between² + within²)
//
// The 95 % interval of ICC is that of F = MSB/within² with k − 1 and N − k
// degrees of freedom, exact for normal values and the same number of seeds for
// each speaker, else approximate (Searle, Casella and McCulloch, Variance
// Components, 1992, section 3.6):
//
//	θ = (F/F_q − 1)/n₀ for q = 0.975 and 0.025,  ICC = θ/(1 + θ), at least 0
//
// All are NaN if there are fewer than two speakers or no speaker with two
// values. The larger the ICC, the less additional seeds help: with n seeds for
// each speaker, N values are worth about N / (1 + (n − 1)·ICC) independent
// ones.
type Components struct {
	Speakers, N          int
	Between, Within, ICC float64 // the first two are standard deviations
	ICCLow, ICCHigh      float64
}

// VarianceComponents estimates the components from the values of each speaker.
// Empty clusters are left out.
func VarianceComponents(clusters [][]float64) Components {
	m := analyse(clusters)
	c := Components{Speakers: m.speakers, N: m.n, Between: math.NaN(), Within: math.NaN(),
		ICC: math.NaN(), ICCLow: math.NaN(), ICCHigh: math.NaN()}
	if m.splits() {
		between := max(0, (m.between-m.within)/m.n0)
		c.Between, c.Within = math.Sqrt(between), math.Sqrt(m.within)
		c.ICC = between / (between + m.within)
		low, high := ratioInterval(m.between/m.within, float64(m.speakers-1),
			float64(m.n-m.speakers), m.n0)
		c.ICCLow, c.ICCHigh = 1-1/(1+low), 1-1/(1+high) // an infinite θ is 1
	}
	return c
}

// ratioInterval is the 95 % interval of θ, the ratio of an outer to an inner
// variance, from F, the ratio of their mean squares with d1 and d2 degrees of
// freedom and n inner values for each outer one: F/(1 + nθ) is distributed as
// F. Ends below 0 are 0.
func ratioInterval(f, d1, d2, n float64) (low, high float64) {
	dist := distuv.F{D1: d1, D2: d2}
	end := func(q float64) float64 { return max(0, (f/dist.Quantile(q)-1)/n) }
	return end(1 - Alpha/2), end(Alpha / 2)
}

// meanSquares is the one-way analysis of variance.
type meanSquares struct {
	speakers, n         int
	mean                float64 // of the speakers' means
	between, within, n0 float64 // MSB, MSW and n₀ of [Components]
}

// splits reports whether the values suffice to separate speakers from seeds.
func (m meanSquares) splits() bool { return m.speakers >= 2 && m.n > m.speakers }

// analyse computes the mean squares; without two speakers, one of them with two
// values, they are NaN. The mean is NaN without values.
func analyse(clusters [][]float64) meanSquares {
	m := meanSquares{between: math.NaN(), within: math.NaN(), n0: math.NaN(), mean: math.NaN()}
	var means, weights []float64
	within, squares := 0.0, 0.0
	for _, values := range clusters {
		if len(values) == 0 {
			continue
		}
		n, mean := float64(len(values)), stat.Mean(values, nil)
		means, weights = append(means, mean), append(weights, n)
		m.n += len(values)
		squares += n * n
		for _, v := range values {
			within += (v - mean) * (v - mean)
		}
	}
	m.speakers = len(means)
	if m.speakers > 0 {
		m.mean = stat.Mean(means, nil)
	}
	if !m.splits() {
		return m
	}
	k, total := float64(m.speakers), float64(m.n)
	m.within, m.n0 = within/(total-k), (total-squares/total)/(k-1)
	m.between = stat.Variance(means, weights) * (total - 1) / (k - 1)
	return m
}
