package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// An Interval is a 95 % interval for a mean.
type Interval struct {
	Mean, Low, High float64
	Clusters        int
	Exact           bool // from all resamples, not from a random choice of them
	Warnings        []string
}

const (
	exactClusters = 6 // all 6^6 = 46,656 resamples are enumerated
	// drawn if there are more clusters: the ends of an interval then vary by
	// about 1 % of its length
	resamples = 20000
)

// ClusterBootstrap returns the percentile interval of the mean over clusters.
// Each cluster counts the same, however many values it has. Whole clusters are
// drawn with replacement, because seeds of one speaker are not independent
// evidence about speakers. With up to six clusters all resamples are enumerated
// and rng is not used; with more, 20,000 are drawn. Quantiles interpolate
// linearly between order statistics, as NumPy's do by default. Empty clusters
// are left out.
//
// A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application
// (1997), sections 3.8 and 5.3.
func ClusterBootstrap(clusters [][]float64, rng *rand.Rand) Interval {
	var means []float64
	for _, c := range clusters {
		if len(c) > 0 {
			means = append(means, stat.Mean(c, nil))
		}
	}
	k := len(means)
	i := Interval{Mean: math.NaN(), Low: math.NaN(), High: math.NaN(), Clusters: k}
	if k > 0 {
		i.Mean = stat.Mean(means, nil)
	}
	if k < 2 {
		i.Warnings = append(i.Warnings, fmt.Sprintf(
			"%d clusters: a bootstrap over clusters needs 2", k))
		return i
	}
	var draws []float64
	if i.Exact = k <= exactClusters; i.Exact {
		draws = allResamples(means)
	} else {
		draws = make([]float64, resamples)
		for b := range draws {
			for range k {
				draws[b] += means[rng.IntN(k)] / float64(k)
			}
		}
	}
	slices.Sort(draws)
	i.Low, i.High = quantile(draws, Alpha/2), quantile(draws, 1-Alpha/2)
	if k < 10 {
		i.Warnings = append(i.Warnings, fmt.Sprintf("%d clusters: a percentile interval from so "+
			"few covers less than 95 %%", k))
	}
	return i
}

// allResamples returns the means of the k^k ways to draw k values with
// replacement from k values.
func allResamples(values []float64) []float64 {
	sums := []float64{0}
	for range values {
		next := make([]float64, 0, len(sums)*len(values))
		for _, s := range sums {
			for _, v := range values {
				next = append(next, s+v)
			}
		}
		sums = next
	}
	for i := range sums {
		sums[i] /= float64(len(values))
	}
	return sums
}

// quantile returns the q-quantile of two or more ascending values, q below 1:
// at position q·(n − 1), counted from 0, with linear interpolation.
func quantile(ascending []float64, q float64) float64 {
	position := q * float64(len(ascending)-1)
	below := int(position)
	share := position - float64(below)
	return ascending[below] + share*(ascending[below+1]-ascending[below])
}
