package metrics

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// KLOM's number of bins over the joint range, the bound to which margins are
// clipped, and the probability of an empty bin of the golds (Georgiev et al.,
// arXiv:2410.23232, appendix E.1).
const (
	klomBins  = 20
	klomBound = 100
	klomFloor = 1e-5
)

// KLOM returns, clip by clip, the Kullback-Leibler divergence of the margins
// that models have after unlearning from those that golds have, in nats:
//
//	Σ_bins P·ln(P/Q),   P of the unlearned, Q of the golds
//
// in 20 equal bins over their joint range; Q is at least 1e-5 where P is not 0,
// and is then scaled to sum to 1. Rows are models, columns clips; report mean
// and upper percentiles over clips. With few models it says little: golds
// against golds score 5.6 with ten of each and 0.35 with 100; a shift of one
// standard deviation scores 6.2 and 1.2 (testdata/distributions.py). For ten
// models, see [PooledKLOM].
func KLOM(unlearned, golds [][]float64) ([]float64, error) {
	if err := checkModels(2, unlearned, golds); err != nil {
		return nil, err
	}
	values := make([]float64, len(unlearned[0]))
	for c := range values {
		values[c] = binnedKL(column(unlearned, c), column(golds, c))
	}
	return values, nil
}

// PooledKLOM is a variant of [KLOM] that works with ten models of each kind. It
// standardises each clip's margins by the mean and deviation of reference
// golds, which are not among golds, and then compares all clips' margins at
// once, as KLOM does. Golds against golds score 0.01 to 0.02. Clips of a model
// are not independent, so take the floor from gold2 and not from theory. A clip
// on which all reference golds agree is left out; if no clip is left, the
// result is NaN.
func PooledKLOM(unlearned, golds, reference [][]float64) (float64, error) {
	if err := checkModels(2, unlearned, golds, reference); err != nil {
		return 0, err
	}
	var p, q []float64
	for c := range unlearned[0] {
		mean, deviation := stat.MeanStdDev(column(reference, c), nil)
		if deviation == 0 {
			continue
		}
		standard := func(models [][]float64) []float64 {
			x := column(models, c)
			floats.AddConst(-mean, x)
			floats.Scale(1/deviation, x)
			return x
		}
		p, q = append(p, standard(unlearned)...), append(q, standard(golds)...)
	}
	if len(p) == 0 {
		return math.NaN(), nil
	}
	return binnedKL(p, q), nil
}

// binnedKL is KLOM of one set of margins.
func binnedKL(p, q []float64) float64 {
	hold := func(x float64) float64 { return max(-klomBound, min(klomBound, x)) }
	low := hold(min(slices.Min(p), slices.Min(q)))
	width := (hold(max(slices.Max(p), slices.Max(q))) - low) / klomBins
	share := func(values []float64) (of [klomBins]float64) {
		for _, x := range values {
			bin := 0
			if width > 0 { // the greatest belongs to the last bin
				bin = min(klomBins-1, int((hold(x)-low)/width))
			}
			of[bin] += 1 / float64(len(values))
		}
		return of
	}
	ofP, ofQ := share(p), share(q)
	sum := 0.0
	for i := range ofQ {
		if ofP[i] > 0 {
			ofQ[i] = max(ofQ[i], klomFloor)
		}
		sum += ofQ[i]
	}
	kl := 0.0
	for i, x := range ofP {
		if x > 0 {
			kl += x * math.Log(x*sum/ofQ[i])
		}
	}
	return kl
}

// column returns a copy of the models' margins of one clip.
func column(models [][]float64, clip int) []float64 {
	values := make([]float64, len(models))
	for i, margins := range models {
		values[i] = margins[clip]
	}
	return values
}
