package gomlxmodel

import (
	"fmt"

	"audiounlearning/gomlx_model/network"

	"github.com/gomlx/compute/dtypes"
	. "github.com/gomlx/gomlx/core/graph"
)

// inputs are what an epoch reads and does not change. All are data, so that one
// compilation serves training, frozen layers, gradient ascent, distillation,
// masks, schedules, penalties and gates alike.
type inputs struct {
	patches *Node // [clips, coefficients, frames, 9]: the first convolution's view of every clip
	labels  *Node // [clips] int32
	weight  *Node // [clips]: factor of a clip's cross-entropy; negative climbs
	teacher *Node // [clips, classes]: logits to distil from
	distil  *Node // [clips]: factor of a clip's distillation loss
	heat    *Node // temperature of the distillation

	order *Node // [steps, batch] int32: the clips of each step
	count *Node // int32: how many entries of order are live; the rest is padding
	rates *Node // [steps]: the learning rate of each step
	key   *Node // uint32: decides the epoch's dropout
	keep  *Node // [norms]: 1 where a batch norm uses and keeps its moving statistics

	open    *Node // [weights]: 1 where a weight may move
	factor  *Node // [weights]: factor of a weight's step
	penalty *Node // [weights]: λ of the penalty ½·λ·(w − anchor)²
	anchor  *Node // [weights]
	l1      *Node // factor of the penalty Σ|w|

	gateRow  *Node // [steps] int32: the row of gates in force
	gateRate *Node // their learning rate
	gatePull *Node // factor of the penalty ½·(gate − 1)²
}

// state is what an epoch changes.
type state struct {
	learnt, m, v *Node // [weights]: the weights and Adam's two moments
	moving       *Node // [moving statistics]
	t            *Node // float32: steps since the moments were zero
	gates        gateState
}

// gateState is the part of the state that learnable gates have.
type gateState struct {
	values, m, v *Node // [rows, channels of all norms]: the gates and Adam's two moments
	t            *Node // [rows] float32: steps of the row since its moments were zero
}

func (in *inputs) fields() []**Node {
	return []**Node{
		&in.patches, &in.labels, &in.weight, &in.teacher, &in.distil, &in.heat,
		&in.order, &in.count, &in.rates, &in.key, &in.keep,
		&in.open, &in.factor, &in.penalty, &in.anchor, &in.l1,
		&in.gateRow, &in.gateRate, &in.gatePull,
	}
}

func (s *state) fields() []**Node {
	return []**Node{
		&s.learnt, &s.m, &s.v, &s.moving, &s.t,
		&s.gates.values, &s.gates.m, &s.gates.v, &s.gates.t,
	}
}

// load points the fields at nodes, in order, and returns the nodes that are
// left.
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

// step is one batch of training, number i of its epoch: forward, gradient,
// Adam. It returns the new state and the summed loss of the batch.
//
//	L   = 1/n · Σ_clips weight·CE(logits, label) + distil·T²·CE(softmax(teacher/T), logits/T)
//	g   = ∂L/∂w + penalty·(w − anchor) + l1·sign(w)
//	w  ← w − factor · Adam's step at the step's rate         where the weight is open
//
// The gates of the step's row multiply the scales and offsets of the norms, and
// are trained by [stepGates].
func step(n network.Network, in inputs, s state, i *Node) (next state, loss *Node) {
	batch := in.order.Shape().Dim(1)
	ofStep := func(from *Node) *Node { return Gather(from, Reshape(i, 1)) }
	index := ofStep(in.order)
	index.AssertDims(batch)
	pick := func(from *Node) *Node { return Gather(from, Reshape(index, batch, 1)) }

	// Entries of the order, from i·batch on, are live if they are below count.
	position := Add(MulScalar(i, batch), Iota(i.Graph(), index.Shape(), 0))
	isLive := ConvertDType(LessThan(position, BroadcastToDims(in.count, batch)), dtypes.Float32)
	live := ReduceAllSum(isLive)
	share := Div(isLive, live)

	t := AddScalar(s.t, 1)
	key := MulScalar(Add(in.key, ConvertDType(i, dtypes.Uint32)), goldenRatio)
	row := ofStep(in.gateRow)
	gates := Gather(s.gates.values, Reshape(row, 1))
	v := newView(n, s.learnt, s.moving)
	logits, moving := forward(v, pick(in.patches), &mode{live: share, keep: in.keep, gates: gates,
		key: key})
	logits.AssertDims(batch, n.Classes)

	clipLoss := Mul(pick(in.weight), crossEntropy(logits, pick(in.labels)))
	soft := Softmax(Div(pick(in.teacher), in.heat))
	distilled := Neg(ReduceSum(Mul(soft, LogSoftmax(Div(logits, in.heat))), -1))
	clipLoss = Add(clipLoss, Mul(Mul(pick(in.distil), Square(in.heat)), distilled))
	loss = ReduceAllSum(Mul(clipLoss, share))

	gradients := Gradient(loss, append(v.learnt(), gates)...)
	ofGates := gradients[len(gradients)-1]
	var flat []*Node
	for _, g := range gradients[:len(gradients)-1] {
		flat = append(flat, Reshape(g, g.Shape().Size()))
	}
	g := Concatenate(flat, 0)
	g.AssertDims(s.learnt.Shape().Size())
	g = Add(g, Mul(in.penalty, Sub(s.learnt, in.anchor)))
	g = Add(g, Mul(in.l1, Sign(s.learnt)))

	move, m, vv := adam(ofStep(in.rates), t, g, s.m, s.v)
	w := Sub(s.learnt, Mul(in.factor, move))

	// Selecting, instead of multiplying by 0, leaves a closed weight and its
	// moments exactly as they were.
	open := GreaterThan(in.open, ZerosLike(in.open))
	return state{
		learnt: Where(open, w, s.learnt), m: Where(open, m, s.m), v: Where(open, vv, s.v),
		moving: moving, t: t, gates: stepGates(in, s, row, gates, ofGates),
	}, Mul(loss, live)
}

// epoch is the whole epoch as one graph: a loop over the steps with the
// gradient inside its body. It returns the state after the last step and the
// loss summed over the live clips.
//
// Everything that the body reads is passed as loop state, and the enclosing
// graph makes its constants with Const alone: XLA's closures capture nothing,
// and the cache behind scalar operations is shared between a graph and its
// closures (see gomlx v0.28.3, core/graph/ops_controlflow.go).
func epoch(n network.Network, in inputs, s state) (next state, loss *Node) {
	g := in.patches.Graph()
	steps := in.order.Shape().Dim(0)
	batch := in.order.Shape().Dim(1)
	initial := append([]*Node{Const(g, int32(0)), Const(g, float32(0))},
		append(nodesOf(in.fields()), nodesOf(s.fields())...)...)
	parameters := func(g *Graph) (nodes []*Node) {
		for i, node := range initial {
			nodes = append(nodes, Parameter(g, fmt.Sprintf("carried%d", i), node.Shape()))
		}
		return nodes
	}
	more := NewClosure(g, func(g *Graph) []*Node {
		carried := parameters(g)
		var in inputs
		load(in.fields(), carried[2:])
		begun := Mul(carried[0], Const(g, int32(batch)))
		return []*Node{LogicalAnd(LessThan(begun, in.count),
			LessThan(carried[0], Const(g, int32(steps))))}
	})
	body := NewClosure(g, func(g *Graph) []*Node {
		carried := parameters(g)
		i, sum := carried[0], carried[1]
		var in inputs
		var s state
		load(s.fields(), load(in.fields(), carried[2:]))
		next, loss := step(n, in, s, i)
		carried = append([]*Node{AddScalar(i, 1), Add(sum, loss)}, nodesOf(in.fields())...)
		return append(carried, nodesOf(next.fields())...)
	})
	final := While(more, body, initial...)
	load(next.fields(), final[2+len(in.fields()):])
	return next, final[1]
}
