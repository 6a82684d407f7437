package gomlxmodel

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/network"

	"github.com/gomlx/gomlx/core/tensors"
)

// Epoch trains the state on the clips in the given order, in batches, and
// returns the mean loss over them, with dropout on. In a last, partial batch
// only the live clips count, in the batch statistics too. The state is replaced
// only if the epoch ends well; after an error it is as it was. A loss or a
// weight that is not finite is ErrDiverged.
func (e *Engine) Epoch(s *network.State, order []int32, o Options) (loss float64, err error) {
	defer catch("train", &err)
	steps := e.Data.StepsOf(len(order))
	if err := o.validate(e.Network, e.Data, steps); err != nil {
		return 0, err
	}
	if err := e.checkClips("order", order); err != nil {
		return 0, err
	}
	if top := e.Data.StepsOf(e.Data.Len()); steps > top {
		return 0, fmt.Errorf("order: %d clips: an epoch has at most %d", len(order),
			top*e.Data.batch())
	}
	if err := e.checkState(s, o); err != nil {
		return 0, err
	}
	if err := e.prepareFor(s.Weights); err != nil {
		return 0, err
	}
	var made scratch // the tensors of this call; the library leaves it to us to free them
	defer func() { made.free() }()
	args := e.inputs(order, o, &made)
	next := e.stateOf(s, o, &made)
	var sum float64
	call := func(first ...any) error {
		out, err := e.train.Call(append(first, join(args, next)...)...)
		if err != nil {
			return err
		}
		made = append(made, out...)
		next, sum = out[:len(next)], sum+float64(tensors.ToScalar[float32](out[len(next)]))
		return nil
	}
	if e.looped {
		if err := call(); err != nil {
			return 0, err
		}
	} else {
		for i := range steps {
			if err := call(int32(i)); err != nil {
				return 0, err
			}
		}
	}
	if math.IsNaN(sum) || math.IsInf(sum, 0) {
		return 0, metrics.ErrDiverged
	}
	if err := takeOver(s, next, steps, o); err != nil {
		return 0, err
	}
	return sum / float64(len(order)), nil
}

func (e *Engine) checkState(s *network.State, o Options) error {
	if err := s.Check(e.Network); err != nil {
		return err
	}
	if len(s.M) != len(s.Learnt) || len(s.V) != len(s.Learnt) {
		return fmt.Errorf("state: M has %d and V %d values for %d weights", len(s.M), len(s.V),
			len(s.Learnt))
	}
	if o.GateRow == nil {
		return nil
	}
	if s.Gates == nil {
		return fmt.Errorf("options: GateRow is given, but the state has no Gates: make them with " +
			"NewGates")
	}
	return s.Gates.Check(e.Network, e.Data.gateRows())
}

// inputs lays out the fields of the graph's inputs, in their order.
func (e *Engine) inputs(order []int32, o Options, made *scratch) []any {
	d := e.defaults
	batch, top := e.Data.batch(), e.Data.StepsOf(e.Data.Len())
	padded := make([]int32, top*batch)
	copy(padded, order)
	rates := make([]float32, top)
	for i := range rates {
		rates[i] = float32(o.Rate)
	}
	for i, r := range o.Rates {
		rates[i] = float32(r)
	}
	labels, weight, teacher, distil := e.labels, d.weight, d.teacher, d.distil
	if o.Labels != nil {
		labels = made.keep(tensors.FromFlatDataAndDimensions(o.Labels, len(o.Labels)))
	}
	if o.ClipWeight != nil {
		weight = made.vector(o.ClipWeight)
	}
	if o.Teacher != nil {
		teacher = made.keep(tensors.FromFlatDataAndDimensions(o.Teacher, e.Data.Len(),
			e.Network.Classes))
	}
	if o.Distil != 0 {
		distil = made.vector(o.distilOfClips(e.Data.Len()))
	}
	orDefault := func(values []float32, otherwise *tensors.Tensor) *tensors.Tensor {
		if values == nil {
			return otherwise
		}
		return made.vector(values)
	}
	rows, gateRate := make([]int32, top), 0.0
	if o.GateRow != nil {
		copy(rows, o.GateRow)
		gateRate = o.GateRate
	}
	return []any{
		e.input.patches, labels, weight, teacher, distil, float32(o.Temperature),
		made.keep(tensors.FromFlatDataAndDimensions(padded, top, batch)), int32(len(order)),
		made.vector(rates), o.Seed, made.vector(e.keep(o)),
		e.open(o, made), orDefault(o.Factor, d.factor), orDefault(o.Penalty, d.penalty),
		orDefault(o.Anchor, d.anchor), float32(o.L1),
		made.keep(tensors.FromFlatDataAndDimensions(rows, top)), float32(gateRate),
		float32(o.GatePull),
	}
}

func (o Options) distilOfClips(clips int) []float32 {
	factors := slices.Repeat([]float32{float32(o.Distil)}, clips)
	for i, f := range o.DistilWeight {
		factors[i] = float32(o.Distil * float64(f))
	}
	return factors
}

// keep is 1 for each frozen batch norm.
func (e *Engine) keep(o Options) []float32 {
	norms := e.Network.Norms()
	keep := make([]float32, len(norms))
	for i, layer := range norms {
		if slices.Contains(o.Frozen, layer) && !o.LiveBN {
			keep[i] = 1
		}
	}
	return keep
}

// open spreads the frozen layers and the mask over the weights.
func (e *Engine) open(o Options, made *scratch) *tensors.Tensor {
	if len(o.Frozen) == 0 && o.Open == nil {
		return e.defaults.open
	}
	learnt, _ := e.Network.Sizes()
	open := make([]float32, learnt)
	for _, t := range e.Network.Tensors() {
		if t.Moves() || slices.Contains(o.Frozen, t.Layer) {
			continue
		}
		for i := t.Offset; i < t.Offset+t.Size(); i++ {
			if o.Open == nil || o.Open[i] {
				open[i] = 1
			}
		}
	}
	return made.vector(open)
}

// stateOf lays out the fields of the graph's state, in their order. If no gates
// are in force, it adds open ones, which nothing moves.
func (e *Engine) stateOf(s *network.State, o Options, made *scratch) []*tensors.Tensor {
	list := []*tensors.Tensor{
		made.vector(s.Learnt), made.vector(s.M), made.vector(s.V), made.vector(s.Moving),
		made.keep(tensors.FromScalar(float32(s.Steps))),
	}
	if o.GateRow == nil {
		d := e.defaults
		return append(list, d.gates, d.gateMoments, d.gateMoments, d.gateSteps)
	}
	steps := make([]float32, s.Gates.Rows)
	for i, n := range s.Gates.Steps {
		steps[i] = float32(n)
	}
	for _, values := range [][]float32{s.Gates.Values, s.Gates.M, s.Gates.V} {
		list = append(list, made.keep(tensors.FromFlatDataAndDimensions(values, s.Gates.Rows,
			len(values)/s.Gates.Rows)))
	}
	return append(list, made.vector(steps))
}

// takeOver moves what the graph returned into the state, if all of it is
// finite.
func takeOver(s *network.State, next []*tensors.Tensor, steps int, o Options) error {
	flat := make([][]float32, len(next))
	for i, t := range next {
		flat[i] = tensors.MustCopyFlatData[float32](t)
		if slices.ContainsFunc(flat[i], func(x float32) bool { return !isFinite(x) }) {
			return metrics.ErrDiverged
		}
	}
	s.Learnt, s.M, s.V, s.Moving = flat[0], flat[1], flat[2], flat[3]
	s.Steps += steps
	if o.GateRow == nil {
		return nil
	}
	g := s.Gates
	g.Values, g.M, g.V = flat[5], flat[6], flat[7]
	for i, n := range flat[8] {
		g.Steps[i] = int(n)
	}
	return nil
}

func isFinite(x float32) bool { return !math.IsNaN(float64(x)) && !math.IsInf(float64(x), 0) }

func join(args []any, state []*tensors.Tensor) []any {
	all := append([]any{}, args...)
	for _, t := range state {
		all = append(all, t)
	}
	return all
}
