package stats

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Components splits the spread of values into what speakers and what seeds
// within a speaker contribute: the one-way random- effects model y = μ +
// speaker + seed, estimated by the analysis of variance. With k speakers, n_i
// values each, N in all,
//
//	within²  = Σ_i Σ_j (y_ij − ȳ_i)² / (N − k)
//	between² = max(0, (MSB − within²) / n₀),  MSB = Σ n_i (ȳ_i − ȳ)² / (k − 1),  n₀ = (N − Σ n_i²/N) / (k − 1)
//	ICC      = between² / (between² + within²)
//
// All are NaN where there are fewer than two speakers or no speaker with two
// values. The larger ICC, the less do more seeds help: with n seeds a speaker,
// N values are worth about N / (1 + (n − 1)·ICC) independent ones.
type Components struct {
	Speakers, N          int
	Between, Within, ICC float64 // the first two are standard deviations
}

// VarianceComponents estimates the components from the values of each speaker.
// Empty clusters are left out.
func VarianceComponents(clusters [][]float64) Components {
	var c Components
	sum, squares, within := 0.0, 0.0, 0.0
	for _, values := range clusters {
		if len(values) == 0 {
			continue
		}
		n := float64(len(values))
		mean := stat.Mean(values, nil)
		c.Speakers++
		c.N += len(values)
		sum += n * mean
		squares += n * n
		for _, v := range values {
			within += (v - mean) * (v - mean)
		}
	}
	if c.Speakers < 2 || c.N == c.Speakers {
		c.Between, c.Within, c.ICC = math.NaN(), math.NaN(), math.NaN()
		return c
	}
	total, k := float64(c.N), float64(c.Speakers)
	grand, msb := sum/total, 0.0
	for _, values := range clusters {
		if len(values) > 0 {
			d := stat.Mean(values, nil) - grand
			msb += float64(len(values)) * d * d / (k - 1)
		}
	}
	msw := within / (total - k)
	between := max(0, (msb-msw)/((total-squares/total)/(k-1)))
	c.Between, c.Within, c.ICC = math.Sqrt(between), math.Sqrt(msw), between/(between+msw)
	return c
}
