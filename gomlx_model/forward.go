package gomlxmodel

import (
	"github.com/gomlx/compute/dtypes"
	. "github.com/gomlx/gomlx/core/graph"
)

// A view reads the tensors of a network out of the two flat vectors, as nodes of a graph.
type view struct {
	nodes []*Node // one for each tensor of the layout, in its shape
}

func newView(learnt, moving *Node) view {
	learnt.AssertDims(learntSize)
	moving.AssertDims(movingSize)
	var v view
	for _, t := range layout {
		flat := learnt
		if t.Moves() {
			flat = moving
		}
		v.nodes = append(v.nodes, Reshape(Slice(flat, AxisRange(t.Offset, t.Offset+t.Size())), t.Dims...))
	}
	return v
}

func (v view) of(layer Layer, kind Kind) *Node {
	for i, t := range layout {
		if t.Layer == layer && t.Kind == kind {
			return v.nodes[i]
		}
	}
	panic("gomlxmodel: no tensor " + layer.String() + "/" + kind.String())
}

// learnt returns the nodes that the gradient is taken with respect to, in the order of Weights.Learnt.
func (v view) learnt() (nodes []*Node) {
	for i, t := range layout {
		if !t.Moves() {
			nodes = append(nodes, v.nodes[i])
		}
	}
	return nodes
}

// A mode is what training adds to a forward pass; nil means evaluation.
type mode struct {
	live *Node // [batch]: 1/(live clips), or 0 for padding
	keep *Node // [5]: 1 where the batch norm uses and keeps its moving statistics
	key  *Node // uint32: decides the dropout of this step
}

// forward maps the first layer's patches [b, 20, 20, 9] to logits [b, 10]:
//
//	3 × (convolution 3×3 → norm → ReLU → max-pool 2 → dropout), 2 × (dense → norm → ReLU → dropout), dense
//
// and returns the moving statistics after the step, flat; in evaluation, and without batch norm, those that v holds.
func forward(norm Norm, v view, patches *Node, m *mode) (logits, moving *Node) {
	hidden, moving := hiddenUnits(norm, v, patches, m)
	return dense(hidden, v, Dense3), moving
}

// hiddenUnits is all of forward but the last layer: the activations [b, 64] that it reads.
func hiddenUnits(norm Norm, v view, patches *Node, m *mode) (hidden, moving *Node) {
	var statistics []*Node
	activate := func(layer Layer, x *Node) *Node { // norm → ReLU
		scale, offset := v.of(layer, Scale), v.of(layer, Offset)
		mean, variance := v.of(layer, MovingMean), v.of(layer, MovingVariance)
		switch {
		case norm != BatchNorm:
			x = clipNorm(norm, x, scale, offset)
		case m == nil:
			x = normalise(x, mean, variance, scale, offset)
		default:
			n := int(layer) / 2
			keep := Reshape(Slice(m.keep, AxisRange(n, n+1)))
			x, mean, variance = batchNorm(x, scale, offset, mean, variance, m.live, keep)
		}
		statistics = append(statistics, mean, variance)
		return rectify(x)
	}
	drop := func(block int, x *Node) *Node {
		if m == nil {
			return x
		}
		// A different odd multiple of the block's number keeps the five masks of a step independent.
		return dropout(x, dropouts[block], Add(m.key, Const(x.Graph(), uint32(block+1)*0x85ebca77)))
	}

	pool := maxPool2x2
	if m != nil {
		pool = maxPoolSelecting
	}

	batch := patches.Shape().Dim(0)
	x := patches
	for block, layer := range []Layer{Conv1, Conv2, Conv3} {
		if block > 0 {
			x = patches3x3(x)
		}
		x = convolve(x, v.of(layer, Kernel), v.of(layer, Bias))
		x = drop(block, pool(activate(layer+1, x)))
	}
	x.AssertDims(batch, 2, 2, widths[2])
	x = Reshape(x, batch, flattened)
	for block, layer := range []Layer{Dense1, Dense2} {
		x = drop(3+block, activate(layer+1, dense(x, v, layer)))
	}
	x.AssertDims(batch, HiddenUnits)
	return x, Concatenate(statistics, 0)
}

func dense(x *Node, v view, layer Layer) *Node {
	bias := v.of(layer, Bias)
	return Add(Dot(x, v.of(layer, Kernel)).Product(), Reshape(bias, 1, bias.Shape().Size()))
}

// crossEntropy returns −log softmax(logits)[label] for each clip, in nats.
func crossEntropy(logits, labels *Node) *Node {
	truth := OneHot(labels, Classes, dtypes.Float32)
	return Neg(ReduceSum(Mul(truth, LogSoftmax(logits)), -1))
}
