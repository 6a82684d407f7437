package gomlxmodel

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Widths of the network's layers (three convolutions, three dense layers) and the dropout after each but the last.
var (
	widths   = [6]int{16, 32, 64, 128, HiddenUnits, Classes}
	dropouts = [5]float64{0.1, 0.2, 0.3, 0.4, 0.5}
)

// flattened is what three halvings leave of a 20×20 map (20 → 10 → 5 → 2), times the last convolution's channels.
const flattened = 2 * 2 * 64

// normEpsilon is added to variances before the root, and momentum is the share of a moving statistic that one batch leaves:
// the defaults of Keras's BatchNormalization (https://keras.io/api/layers/normalization_layers/batch_normalization).
const (
	normEpsilon = 1e-3
	momentum    = 0.99
)

// layout lists every tensor in the order of the flat vectors: learnt ones and moving statistics count apart.
var layout, learntSize, movingSize = layOut()

func layOut() (list []Tensor, learnt, moving int) {
	add := func(layer Layer, kind Kind, dims ...int) {
		t := Tensor{Layer: layer, Kind: kind, Dims: dims}
		if t.Moves() {
			t.Offset, moving = moving, moving+t.Size()
		} else {
			t.Offset, learnt = learnt, learnt+t.Size()
		}
		list = append(list, t)
	}
	in := 1
	for i, out := range widths {
		layer := Layer(2 * i) // weights and normalisations alternate
		switch {
		case i < 3:
			add(layer, Kernel, out, 3, 3, in)
		case i == 3:
			add(layer, Kernel, flattened, out)
		default:
			add(layer, Kernel, in, out)
		}
		add(layer, Bias, out)
		if i < 5 {
			for _, kind := range []Kind{Scale, Offset, MovingMean, MovingVariance} {
				add(layer+1, kind, out)
			}
		}
		in = out
	}
	return list, learnt, moving
}

// Tensors returns the network's tensors, from input to output. The caller may keep the slice.
func Tensors() []Tensor { return slices.Clone(layout) }

// Weights are the state of a network that evaluation needs, on the host: 65,706 learnt numbers and 608 moving statistics,
// each flat, in the order of Tensors. With LayerNorm and InstanceNorm the moving statistics stay at their first values.
type Weights struct {
	Learnt []float32
	Moving []float32
}

// NewWeights returns the weights before training: kernels Glorot uniform, biases and offsets 0, scales 1, moving means 0, moving variances 1.
func NewWeights(random *rand.Rand) Weights {
	w := Weights{Learnt: make([]float32, learntSize), Moving: make([]float32, movingSize)}
	for _, t := range layout {
		t.reset(w.Of(t), random)
	}
	return w
}

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

// Of returns the elements of one tensor, sharing memory with w.
func (w Weights) Of(t Tensor) []float32 {
	if t.Moves() {
		return w.Moving[t.Offset : t.Offset+t.Size()]
	}
	return w.Learnt[t.Offset : t.Offset+t.Size()]
}

// Clone returns a copy that shares nothing.
func (w Weights) Clone() Weights {
	return Weights{Learnt: slices.Clone(w.Learnt), Moving: slices.Clone(w.Moving)}
}

// Reset gives the tensors of a layer that keep accepts fresh values from the initialiser.
func (w Weights) Reset(layer Layer, random *rand.Rand, keep func(Kind) bool) {
	for _, t := range layout {
		if t.Layer == layer && keep(t.Kind) {
			t.reset(w.Of(t), random)
		}
	}
}

// Distance returns ‖w − from‖ / ‖from‖ (Euclidean) over the learnt tensors of a layer, or over its moving statistics.
// It is 0 for a layer without moving statistics, and +Inf where from is all zero and w is not.
func (w Weights) Distance(from Weights, layer Layer, moving bool) float64 {
	var difference, reference float64
	for _, t := range layout {
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
