package gomlxmodel

import (
	"fmt"

	"github.com/gomlx/compute/dtypes"
	. "github.com/gomlx/gomlx/core/graph"
)

// Adam's decay rates and epsilon, Keras's defaults (Kingma and Ba, arXiv:1412.6980, algorithm 1, with Keras's placement of epsilon:
// https://keras.io/api/optimizers/adam).
const (
	beta1       = 0.9
	beta2       = 0.999
	adamEpsilon = 1e-7
)

// inputs are what an epoch reads and does not change. All are data, so that one compilation serves training, frozen layers, gradient ascent,
// distillation, masks and penalties alike.
type inputs struct {
	patches *Node // [clips, 20, 20, 9]: the first convolution's view of every clip
	labels  *Node // [clips] int32
	weight  *Node // [clips]: factor of a clip's cross-entropy; negative climbs
	teacher *Node // [clips, 10]: logits to distil from
	order   *Node // [steps, batch] int32: the clips of each step
	count   *Node // int32: how many entries of order are live; the rest is padding
	rate    *Node // learning rate
	distil  *Node // factor of the distillation loss
	heat    *Node // its temperature
	key     *Node // uint32: decides the epoch's dropout
	keep    *Node // [5]: 1 where a batch norm uses and keeps its moving statistics
	open    *Node // [weights]: 1 where a weight may move
	penalty *Node // [weights]: λ of the penalty ½·λ·(w − anchor)²
	anchor  *Node // [weights]
}

// state is what an epoch changes.
type state struct {
	learnt, m, v *Node // [weights]: the weights and Adam's two moments
	moving       *Node // [608]: the moving statistics
	t            *Node // float32: steps since the moments were zero
}

func (in *inputs) fields() []**Node {
	return []**Node{&in.patches, &in.labels, &in.weight, &in.teacher, &in.order, &in.count, &in.rate, &in.distil, &in.heat,
		&in.key, &in.keep, &in.open, &in.penalty, &in.anchor}
}

func (s *state) fields() []**Node { return []**Node{&s.learnt, &s.m, &s.v, &s.moving, &s.t} }

// load points the fields at nodes, in order, and returns the nodes that are left.
func load(fields []**Node, nodes []*Node) []*Node {
	for i, field := range fields {
		*field = nodes[i]
	}
	return nodes[len(fields):]
}

func nodesOf(fields []**Node) (nodes []*Node) {
	for _, field := range fields {
		nodes = append(nodes, *field)
	}
	return nodes
}

// step is one batch of training, number i of its epoch: forward, gradient, Adam. It returns the new state and the summed loss of the batch.
//
//	L   = 1/n · Σ_clips weight·CE(logits, label) + distil·T²·CE(softmax(teacher/T), logits/T)
//	g   = ∂L/∂w + penalty·(w − anchor)
//	m  ← 0.9·m + 0.1·g;  v ← 0.999·v + 0.001·g²
//	w  ← w − rate·√(1 − 0.999ᵗ)/(1 − 0.9ᵗ) · m/(√v + ε)         where the weight is open
func step(norm Norm, in inputs, s state, i *Node) (next state, loss *Node) {
	batch := in.order.Shape().Dim(1)
	index := Gather(in.order, Reshape(i, 1))
	index.AssertDims(batch)
	pick := func(from *Node) *Node { return Gather(from, Reshape(index, batch, 1)) }

	// Entries i·batch … of the order are live while they are below count.
	position := Add(MulScalar(i, batch), Iota(i.Graph(), index.Shape(), 0))
	isLive := ConvertDType(LessThan(position, BroadcastToDims(in.count, batch)), dtypes.Float32)
	n := ReduceAllSum(isLive)
	live := Div(isLive, n)

	t := AddScalar(s.t, 1)
	key := MulScalar(Add(in.key, ConvertDType(i, dtypes.Uint32)), uint32(0x9e3779b9))
	v := newView(s.learnt, s.moving)
	logits, moving := forward(norm, v, pick(in.patches), &mode{live: live, keep: in.keep, key: key})
	logits.AssertDims(batch, Classes)

	clipLoss := Mul(pick(in.weight), crossEntropy(logits, pick(in.labels)))
	soft := Softmax(Div(pick(in.teacher), in.heat))
	distilled := Neg(ReduceSum(Mul(soft, LogSoftmax(Div(logits, in.heat))), -1))
	clipLoss = Add(clipLoss, Mul(Mul(in.distil, Square(in.heat)), distilled))
	loss = ReduceAllSum(Mul(clipLoss, live))

	var flat []*Node
	for _, g := range Gradient(loss, v.learnt()...) {
		flat = append(flat, Reshape(g, g.Shape().Size()))
	}
	g := Concatenate(flat, 0)
	g.AssertDims(learntSize)
	g = Add(g, Mul(in.penalty, Sub(s.learnt, in.anchor)))

	m := Add(MulScalar(s.m, beta1), MulScalar(g, 1-beta1))
	vv := Add(MulScalar(s.v, beta2), MulScalar(Square(g), 1-beta2))
	bias := Div(Sqrt(OneMinus(Pow(ConstAs(t, beta2), t))), OneMinus(Pow(ConstAs(t, beta1), t)))
	w := Sub(s.learnt, Div(Mul(Mul(in.rate, bias), m), AddScalar(Sqrt(vv), adamEpsilon)))

	// Selecting, not multiplying by 0, is what leaves a closed weight and its moments exactly as they were.
	open := GreaterThan(in.open, ZerosLike(in.open))
	return state{Where(open, w, s.learnt), Where(open, m, s.m), Where(open, vv, s.v), moving, t}, Mul(loss, n)
}

// epoch is the whole epoch as one graph: a loop over the steps with the gradient inside its body. It returns the state after the last step and the loss
// summed over the live clips.
//
// Everything that the body reads is passed as loop state, and the enclosing graph makes its constants with Const alone: XLA's closures capture nothing, and the
// cache behind scalar operations is shared between a graph and its closures (see gomlx v0.28.3, core/graph/ops_controlflow.go).
func epoch(norm Norm, in inputs, s state) (next state, loss *Node) {
	g := in.patches.Graph()
	steps := in.order.Shape().Dim(0)
	batch := in.order.Shape().Dim(1)
	initial := append([]*Node{Const(g, int32(0)), Const(g, float32(0))}, append(nodesOf(in.fields()), nodesOf(s.fields())...)...)
	parameters := func(g *Graph) (nodes []*Node) {
		for i, n := range initial {
			nodes = append(nodes, Parameter(g, fmt.Sprintf("carried%d", i), n.Shape()))
		}
		return nodes
	}
	more := NewClosure(g, func(g *Graph) []*Node {
		carried := parameters(g)
		var in inputs
		load(in.fields(), carried[2:])
		begun := Mul(carried[0], Const(g, int32(batch)))
		return []*Node{LogicalAnd(LessThan(begun, in.count), LessThan(carried[0], Const(g, int32(steps))))}
	})
	body := NewClosure(g, func(g *Graph) []*Node {
		carried := parameters(g)
		i, sum := carried[0], carried[1]
		var in inputs
		var s state
		load(s.fields(), load(in.fields(), carried[2:]))
		next, loss := step(norm, in, s, i)
		carried = append([]*Node{AddScalar(i, 1), Add(sum, loss)}, nodesOf(in.fields())...)
		return append(carried, nodesOf(next.fields())...)
	})
	final := While(more, body, initial...)
	load(next.fields(), final[2+len(in.fields()):])
	return next, final[1]
}
