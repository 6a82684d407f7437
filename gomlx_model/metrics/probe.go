package metrics

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// Settings of the linear probe. Each fold leaves out a fifth of the takes. The
// ridge is a hundredth of a unit's own entry of XᵀX, enough that units which
// are always 0 or always equal do not make the equations singular.
const (
	ProbeFolds = 5
	probeRidge = 0.01
)

// ProbeAUC says how well a linear probe distinguishes one group of clips from
// the others by their activations (Alain and Bengio, arXiv:1610.01644): the
// area under the ROC curve on clips that the probe did not see, 0.5 for chance
// and 1 for perfect separation. Activations are clip × units, row by row;
// isMember has an entry a clip, and so has fold, whose numbers in 0…folds−1 say
// which part a clip is left out with. The result is the mean over folds.
//
// The probe is ridge regression on units that are standardised by the clips it
// learns from,
//
//	β = (XᵀX + λ·n·I)⁻¹ Xᵀy,   λ = 0.01,   y = 1 for members and 0 for others, both centred,
//
// which needs no iterations and has no randomness. It is an error if a fold or
// what remains of one lacks members or others.
func ProbeAUC(activations []float32, units int, isMember []bool, fold []int, folds int) (float64,
	error) {
	n := len(isMember)
	if units < 1 || len(activations) != n*units || len(fold) != n || folds < 2 {
		return 0, fmt.Errorf("probe: %d activations for %d clips of %d units in %d entries of %d "+
			"folds: they do not fit", len(activations), n, units, len(fold), folds)
	}
	sum := 0.0
	for out := range folds {
		beta, means, deviations, err := fitProbe(activations, units, isMember,
			func(i int) bool { return fold[i] != out })
		if err != nil {
			return 0, fmt.Errorf("probe without fold %d: %w", out, err)
		}
		var members, others []float64
		for i := range n {
			if fold[i] != out {
				continue
			}
			score := 0.0
			for u := range units {
				score += beta.AtVec(u) * (float64(activations[i*units+u]) -
					means[u]) / deviations[u]
			}
			if isMember[i] {
				members = append(members, score)
			} else {
				others = append(others, score)
			}
		}
		auc := stats.AUC(members, others)
		if math.IsNaN(auc) {
			return 0, fmt.Errorf("probe: fold %d has %d members and %d others: it needs both", out,
				len(members), len(others))
		}
		sum += auc
	}
	return sum / float64(folds), nil
}

// fitProbe returns the probe's weights and how it standardises, from the clips
// that learns accepts. A unit that never changes has deviation 1.
func fitProbe(activations []float32, units int, isMember []bool,
	learns func(clip int) bool) (beta *mat.VecDense, means, deviations []float64, err error) {
	var y []float64
	columns := make([][]float64, units)
	for i, member := range isMember {
		if !learns(i) {
			continue
		}
		y = append(y, 0)
		if member {
			y[len(y)-1] = 1
		}
		for u := range units {
			columns[u] = append(columns[u], float64(activations[i*units+u]))
		}
	}
	share := stat.Mean(y, nil)
	if len(y) == 0 || share == 0 || share == 1 {
		return nil, nil, nil, fmt.Errorf("%d of %d clips are members: it needs both kinds",
			int(share*float64(len(y))), len(y))
	}
	for i := range y {
		y[i] -= share
	}
	x := mat.NewDense(len(y), units, nil)
	means, deviations = make([]float64, units), make([]float64, units)
	for u, column := range columns {
		means[u], deviations[u] = stat.PopMeanStdDev(column, nil)
		if deviations[u] == 0 {
			deviations[u] = 1
		}
		for i, value := range column {
			x.Set(i, u, (value-means[u])/deviations[u])
		}
	}
	gram, right := mat.NewSymDense(units, nil), mat.NewVecDense(units, nil)
	gram.SymOuterK(1, x.T())
	for u := range units {
		gram.SetSym(u, u, gram.At(u, u)+probeRidge*float64(len(y)))
	}
	right.MulVec(x.T(), mat.NewVecDense(len(y), y))
	var factors mat.Cholesky
	if !factors.Factorize(gram) {
		return nil, nil, nil, fmt.Errorf("the equations are singular: an activation is not a " +
			"finite number")
	}
	beta = mat.NewVecDense(units, nil)
	return beta, means, deviations, factors.SolveVecTo(beta, right)
}
