package explain

import (
	"fmt"
	"math"
	"slices"
)

// Silhouettes says how well groups of clips, the speakers, stand apart in the
// last hidden layer of each model of a lineup, clip × unit: a number for each
// group, in −1…1, where more means further apart. Group has a number in
// 0…groups−1 for each clip. Gold2 shows how far a speaker stands apart in a
// model that never heard them; the control is a network of random weights.
func Silhouettes(models Lineup[[]float32], units int, group []int) (Judged[[]float64], error) {
	return Judge(models, func(x []float32) ([]float64, error) {
		return silhouette(x, units, group)
	})
}

// silhouette says how well groups of clips stand apart: the silhouette of each
// clip, averaged over the clips of each group. With a the mean Euclidean
// distance of a clip to the others of its group, and b the least of its mean
// distances to another group,
//
//	s = (b − a) / max(a, b),   0 for a clip that is alone in its group
//
// (P. Rousseeuw, Silhouettes, Journal of Computational and Applied Mathematics
// 20, 1987). It is between −1 and 1; above 0 the clip is nearer to its own
// group. The activations are clip × unit, group has an entry in 0…groups−1 for
// each clip. A group without clips has NaN. It is an error if the sizes do not
// fit, or fewer than two groups have clips.
func silhouette(activations []float32, units int, group []int) ([]float64, error) {
	n := len(group)
	if units < 1 || n == 0 || len(activations) != n*units || slices.Min(group) < 0 ||
		slices.Max(group) >= n {
		return nil, fmt.Errorf("silhouette: %d activations of %d units for %d clips: they do not "+
			"fit, or a group is not in 0…%d", len(activations), units, n, n-1)
	}
	counts := make([]float64, slices.Max(group)+1)
	for _, g := range group {
		counts[g]++
	}
	if len(slices.DeleteFunc(slices.Clone(counts), func(c float64) bool { return c == 0 })) < 2 {
		return nil, fmt.Errorf("silhouette: all clips are of one group: it needs two")
	}
	means := make([]float64, len(counts))
	for i, own := range group {
		sums := make([]float64, len(counts))
		for j, g := range group {
			sums[g] += distance(activations[i*units:][:units], activations[j*units:][:units])
		}
		if counts[own] == 1 {
			continue
		}
		a, b := sums[own]/(counts[own]-1), math.Inf(1)
		for g, sum := range sums {
			if g != own && counts[g] > 0 {
				b = min(b, sum/counts[g])
			}
		}
		if most := max(a, b); most > 0 {
			means[own] += (b - a) / most
		}
	}
	for g := range means {
		means[g] /= counts[g]
	}
	return means, nil
}

// distance is Euclid's.
func distance(x, y []float32) float64 {
	sum := 0.0
	for i := range x {
		d := float64(x[i]) - float64(y[i])
		sum += d * d
	}
	return math.Sqrt(sum)
}
