package network

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Weights are all that evaluation needs of a network, on the host: the learnt
// numbers and the moving statistics, each as a flat vector in the order of
// [Network.Tensors]. With LayerNorm and InstanceNorm the moving statistics stay
// at their first values.
type Weights struct {
	Network Network
	Learnt  []float32
	Moving  []float32

	// These standardise the features before anything else: x becomes (x −
	// Mean)/Deviation, with one number for each coefficient. Nil: no change.
	Mean, Deviation []float32
}

// NewWeights returns the weights before training: kernels Glorot uniform,
// biases and offsets 0, scales 1, moving means 0, moving variances 1.
func NewWeights(n Network, random *rand.Rand) Weights {
	w := zeroWeights(n)
	for _, t := range n.Tensors() {
		t.reset(w.Of(t), random)
	}
	return w
}

func zeroWeights(n Network) Weights {
	learnt, moving := n.Sizes()
	return Weights{Network: n, Learnt: make([]float32, learnt), Moving: make([]float32, moving)}
}

// Check returns an error if w has another number of values than the network n.
func (w Weights) Check(n Network) error {
	learnt, moving := n.Sizes()
	if len(w.Learnt) != learnt || len(w.Moving) != moving {
		return fmt.Errorf("weights: there are %d learnt ones and %d moving statistics: the "+
			"network has %d and %d",
			len(w.Learnt), len(w.Moving), learnt, moving)
	}
	return w.checkStandard(n)
}

// checkStandard returns an error unless there are none, or one mean and one
// deviation for each coefficient with which it can be standardised.
func (w Weights) checkStandard(n Network) error {
	if w.Mean == nil && w.Deviation == nil {
		return nil
	}
	if len(w.Mean) != n.Coefficients || len(w.Deviation) != n.Coefficients {
		return fmt.Errorf("weights: there are %d means and %d deviations: the network has %d "+
			"coefficients; give one of each for every one, or none", len(w.Mean),
			len(w.Deviation), n.Coefficients)
	}
	for i, d := range w.Deviation {
		if m := float64(w.Mean[i]); !(d > 0) || math.IsInf(float64(d), 0) || math.IsNaN(m) ||
			math.IsInf(m, 0) {
			return fmt.Errorf("weights: Mean and Deviation of coefficient %d are %v and %v: they "+
				"must be finite, and the deviation above 0", i, m, d)
		}
	}
	return nil
}

// Finite reports whether all numbers are finite, as they are in a run that
// ended well.
func (w Weights) Finite() bool {
	for _, values := range [][]float32{w.Learnt, w.Moving} {
		for _, x := range values {
			if x-x != 0 { // x−x is 0 except for NaN and infinities
				return false
			}
		}
	}
	return true
}

// Of returns the elements of one tensor, sharing memory with w.
func (w Weights) Of(t Tensor) []float32 {
	if t.Moves() {
		return w.Moving[t.Offset : t.Offset+t.Size()]
	}
	return w.Learnt[t.Offset : t.Offset+t.Size()]
}

// Clone returns a copy that shares nothing.
func (w Weights) Clone() Weights {
	return Weights{Network: w.Network, Learnt: slices.Clone(w.Learnt),
		Moving: slices.Clone(w.Moving), Mean: slices.Clone(w.Mean),
		Deviation: slices.Clone(w.Deviation)}
}

// Reset gives the tensors of a layer whose kinds are chosen fresh values from
// the initialiser.
func (w Weights) Reset(layer Layer, random *rand.Rand, chosen func(Kind) bool) {
	for _, t := range w.Network.Tensors() {
		if t.Layer == layer && chosen(t.Kind) {
			t.reset(w.Of(t), random)
		}
	}
}

// Distance returns ‖w − from‖ / ‖from‖ (Euclidean) over the learnt tensors of a
// layer, or over its moving statistics. It is 0 for a layer without moving
// statistics, and +Inf if from is all zero and w is not.
func (w Weights) Distance(from Weights, layer Layer, moving bool) float64 {
	var difference, reference float64
	for _, t := range w.Network.Tensors() {
		if t.Layer != layer || t.Moves() != moving {
			continue
		}
		b := from.Of(t)
		for i, a := range w.Of(t) {
			d := float64(a) - float64(b[i])
			difference += d * d
			reference += float64(b[i]) * float64(b[i])
		}
	}
	if difference == 0 {
		return 0
	}
	return math.Sqrt(difference / reference)
}

// reset writes the initialiser's values of the tensor.
func (t Tensor) reset(dst []float32, random *rand.Rand) {
	switch t.Kind {
	case Kernel:
		glorot(dst, t.Dims, random)
	case Scale, MovingVariance:
		for i := range dst {
			dst[i] = 1
		}
	default:
		clear(dst)
	}
}

// glorot draws from the uniform distribution on ±√(6/(fan in + fan out)),
// Keras's default for kernels (Glorot and Bengio, AISTATS 2010, equation 16). A
// convolution's fans count its 3×3 window.
func glorot(dst []float32, dims []int, random *rand.Rand) {
	window := 1
	for _, d := range dims[1 : len(dims)-1] {
		window *= d
	}
	limit := math.Sqrt(6 / float64(window*(dims[0]+dims[len(dims)-1])))
	for i := range dst {
		dst[i] = float32((2*random.Float64() - 1) * limit)
	}
}
