package gomlxmodel

import (
	"audiounlearning/gomlx_model/network"

	"github.com/gomlx/compute/dtypes"
	. "github.com/gomlx/gomlx/core/graph"
)

// A view reads the tensors of a network out of the two flat vectors, as nodes
// of a graph.
type view struct {
	network network.Network
	tensors []network.Tensor
	nodes   []*Node // one for each tensor, in its shape
}

func newView(n network.Network, learnt, moving *Node) view {
	learntSize, movingSize := n.Sizes()
	learnt.AssertDims(learntSize)
	moving.AssertDims(movingSize)
	v := view{network: n, tensors: n.Tensors()}
	for _, t := range v.tensors {
		flat := learnt
		if t.Moves() {
			flat = moving
		}
		v.nodes = append(v.nodes, Reshape(Slice(flat, AxisRange(t.Offset, t.Offset+t.Size())),
			t.Dims...))
	}
	return v
}

func (v view) of(layer network.Layer, kind network.Kind) *Node {
	for i, t := range v.tensors {
		if t.Layer == layer && t.Kind == kind {
			return v.nodes[i]
		}
	}
	panic("gomlxmodel: no tensor " + v.network.LayerName(layer) + "/" + kind.String())
}

// learnt returns the nodes that the gradient is taken with respect to, in the
// order of Weights.Learnt.
func (v view) learnt() (nodes []*Node) {
	for i, t := range v.tensors {
		if !t.Moves() {
			nodes = append(nodes, v.nodes[i])
		}
	}
	return nodes
}

// A mode is what training adds to a forward pass; nil means evaluation.
type mode struct {
	live  *Node // [batch]: 1/(live clips), or 0 for padding
	keep  *Node // [norms]: 1 where the batch norm uses and keeps its moving statistics
	gates *Node // [norm channels]: factors of scales and offsets
	key   *Node // uint32: decides the dropout of this step
}

// forward maps the first layer's patches [b, coefficients, frames, 9] to logits
// [b, classes] and returns the moving statistics after the step, flat. In
// evaluation, and without batch norm, these are the ones that v holds.
func forward(v view, patches *Node, m *mode) (logits, moving *Node) {
	blocks, moving := blockOutputs(v, patches, m)
	return dense(blocks[len(blocks)-1], v, v.network.Last()), moving
}

// blockOutputs is forward without the last layer. It returns what each block
// gives to the next: maps [b, rows, columns, channels] of the convolutions,
// units [b, width] of the hidden dense layers.
func blockOutputs(v view, patches *Node, m *mode) (blocks []*Node, moving *Node) {
	n := v.network
	var statistics []*Node
	gated := 0
	activate := func(layer network.Layer, x *Node) *Node { // norm → ReLU
		scale, offset := v.of(layer, network.Scale), v.of(layer, network.Offset)
		mean, variance := v.of(layer, network.MovingMean), v.of(layer, network.MovingVariance)
		if m != nil {
			width := scale.Shape().Size()
			gates := Slice(m.gates, AxisRange(gated, gated+width))
			scale, offset = Mul(scale, gates), Mul(offset, gates)
			gated += width
		}
		switch {
		case n.Norm != network.BatchNorm:
			x = clipNorm(n.Norm, x, scale, offset)
		case m == nil:
			x = normalise(x, mean, variance, scale, offset)
		default:
			place := int(layer) / 2
			keep := Reshape(Slice(m.keep, AxisRange(place, place+1)))
			x, mean, variance = batchNorm(x, scale, offset, mean, variance, m.live, keep)
		}
		statistics = append(statistics, mean, variance)
		return rectify(x)
	}
	drop := func(block int, x *Node) *Node {
		if m == nil {
			return x
		}
		// A different odd multiple of the block's number keeps the masks of a
		// step independent; the factor is one of xxHash's primes.
		return dropout(x, n.Dropout[block], Add(m.key,
			Const(x.Graph(), uint32(block+1)*0x85ebca77)))
	}

	pool := maxPool2x2
	if m != nil {
		pool = maxPoolSelecting
	}

	batch := patches.Shape().Dim(0)
	x := patches
	for block, layer := range n.ConvLayers() {
		if block > 0 {
			x = patches3x3(x)
		}
		x = convolve(x, v.of(layer, network.Kernel), v.of(layer, network.Bias))
		x = drop(block, pool(activate(layer+1, x)))
		blocks = append(blocks, x)
	}
	x = Reshape(x, batch, x.Shape().Size()/batch)
	for i, layer := range n.DenseLayers()[:len(n.Dense)] {
		x = drop(len(n.Channels)+i, activate(layer+1, dense(x, v, layer)))
		blocks = append(blocks, x)
	}
	return blocks, Concatenate(statistics, 0)
}

func dense(x *Node, v view, layer network.Layer) *Node {
	bias := v.of(layer, network.Bias)
	return Add(Dot(x, v.of(layer, network.Kernel)).Product(), Reshape(bias, 1, bias.Shape().Size()))
}

// crossEntropy returns −log softmax(logits)[label] for each clip, in nats.
func crossEntropy(logits, labels *Node) *Node {
	truth := OneHot(labels, logits.Shape().Dim(-1), dtypes.Float32)
	return Neg(ReduceSum(Mul(truth, LogSoftmax(logits)), -1))
}
