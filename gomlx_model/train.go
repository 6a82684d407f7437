package gomlxmodel

import (
	"fmt"
	"math"
	"slices"

	"github.com/gomlx/gomlx/core/tensors"
)

// Options say how an epoch trains. DefaultOptions are plain training as the paper does it; everything beyond is data to the same compiled graph.
type Options struct {
	Rate float64 // Adam's learning rate, at least 0

	Seed   uint32       // decides the epoch's dropout
	Frozen [Layers]bool // layers whose weights and moments stay exactly as they are; a frozen batch norm normalises by its moving statistics and keeps them
	LiveBN bool         // batch norm in frozen layers uses the batch's statistics and updates the moving ones all the same

	ClipWeight  []float32 // factor of each clip's cross-entropy, of all the data; negative climbs. Nil: 1
	Labels      []int32   // other labels for all the data. Nil: the data's own
	Teacher     []float32 // logits to distil from, clip × class, of all the data. Nil: none
	Distil      float64   // factor of the distillation loss T²·CE(softmax(teacher/T), logits/T); 0 without a teacher
	Temperature float64   // T, above 0

	Open    []bool    // weights, in the order of Weights.Learnt, that may move at all. Nil: all
	Penalty []float32 // λ of a pull ½·λ·(w − anchor)² on each weight. Nil: none
	Anchor  []float32 // where to. Nil: 0
}

// DefaultOptions returns Adam's usual learning rate of 0.001 and nothing else.
func DefaultOptions() Options { return Options{Rate: 1e-3, Temperature: 1} }

func (o Options) validate(clips int) error {
	sizes := []struct {
		name      string
		got, want int
	}{
		{"ClipWeight", len(o.ClipWeight), clips}, {"Labels", len(o.Labels), clips}, {"Teacher", len(o.Teacher), clips * Classes},
		{"Open", len(o.Open), learntSize}, {"Penalty", len(o.Penalty), learntSize}, {"Anchor", len(o.Anchor), learntSize},
	}
	for _, s := range sizes {
		if s.got != 0 && s.got != s.want {
			return fmt.Errorf("options: %s has %d values: it must have %d, or none", s.name, s.got, s.want)
		}
	}
	for i, l := range o.Labels {
		if l < 0 || l >= Classes {
			return fmt.Errorf("options: Labels: label %d of clip %d: it must be in 0…%d", l, i, Classes-1)
		}
	}
	switch {
	case !(o.Rate >= 0) || math.IsInf(o.Rate, 0):
		return fmt.Errorf("options: Rate is %v: it must be a finite number of at least 0", o.Rate)
	case !(o.Temperature > 0) || math.IsInf(o.Temperature, 0):
		return fmt.Errorf("options: Temperature is %v: it must be a finite number above 0", o.Temperature)
	case o.Distil != 0 && o.Teacher == nil:
		return fmt.Errorf("options: Distil is %v without a Teacher: give the teacher's logits, or 0", o.Distil)
	}
	return nil
}

// Epoch trains the state on the clips in the given order, in batches of 16, and returns the mean loss over them, with dropout on.
// A last, partial batch counts its live clips only, in the batch statistics too. The state is replaced when the epoch has ended well;
// after an error it is as it was. A loss that is not finite is ErrDiverged.
func (e *Engine) Epoch(s *State, order []int32, o Options) (loss float64, err error) {
	defer catch("train", &err)
	if err := o.validate(e.Data.Len()); err != nil {
		return 0, err
	}
	if err := e.checkClips("order", order); err != nil {
		return 0, err
	}
	maxSteps := (e.Data.Len() + BatchSize - 1) / BatchSize
	steps := (len(order) + BatchSize - 1) / BatchSize
	if steps > maxSteps {
		return 0, fmt.Errorf("order: %d clips: an epoch has at most %d", len(order), maxSteps*BatchSize)
	}
	var made scratch // the tensors of this call, freed at its end: the library leaves them to us
	defer func() { made.free() }()
	args := e.inputs(order, maxSteps, o, &made)
	next := []*tensors.Tensor{made.vector(s.Learnt), made.vector(s.M), made.vector(s.V), made.vector(s.Moving), made.keep(tensors.FromScalar(float32(s.Steps)))}
	var sum float64
	call := func(first ...any) error {
		out, err := e.train.Call(append(first, join(args, next)...)...)
		if err != nil {
			return err
		}
		made = append(made, out...)
		next, sum = out[:5], sum+float64(tensors.ToScalar[float32](out[5]))
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
		return 0, ErrDiverged
	}
	var flat [4][]float32
	for i := range flat {
		flat[i] = tensors.MustCopyFlatData[float32](next[i])
		if slices.ContainsFunc(flat[i], func(x float32) bool { return x-x != 0 }) { // NaN or infinite
			return 0, ErrDiverged
		}
	}
	s.Learnt, s.M, s.V, s.Moving = flat[0], flat[1], flat[2], flat[3]
	s.Steps += steps
	return sum / float64(len(order)), nil
}

// inputs lays out the fields of the graph's inputs, in their order.
func (e *Engine) inputs(order []int32, maxSteps int, o Options, made *scratch) []any {
	d := e.defaults
	padded := make([]int32, maxSteps*BatchSize)
	copy(padded, order)
	labels, weight, teacher, penalty, anchor := e.labels, d.weight, d.teacher, d.penalty, d.anchor
	if o.Labels != nil {
		labels = made.keep(tensors.FromFlatDataAndDimensions(o.Labels, len(o.Labels)))
	}
	if o.ClipWeight != nil {
		weight = made.vector(o.ClipWeight)
	}
	if o.Teacher != nil {
		teacher = made.keep(tensors.FromFlatDataAndDimensions(o.Teacher, e.Data.Len(), Classes))
	}
	if o.Penalty != nil {
		penalty = made.vector(o.Penalty)
	}
	if o.Anchor != nil {
		anchor = made.vector(o.Anchor)
	}
	var keep [5]float32
	for i, layer := range AllNorms {
		if o.Frozen[layer] && !o.LiveBN {
			keep[i] = 1
		}
	}
	return []any{
		e.patches, labels, weight, teacher, made.keep(tensors.FromFlatDataAndDimensions(padded, maxSteps, BatchSize)), int32(len(order)),
		float32(o.Rate), float32(o.Distil), float32(o.Temperature), o.Seed, made.vector(keep[:]), e.open(o, made), penalty, anchor,
	}
}

// open spreads the frozen layers and the mask over the weights.
func (e *Engine) open(o Options, made *scratch) *tensors.Tensor {
	if o.Frozen == [Layers]bool{} && o.Open == nil {
		return e.defaults.open
	}
	open := make([]float32, learntSize)
	for _, t := range layout {
		if t.Moves() || o.Frozen[t.Layer] {
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

// defaults are the inputs that most epochs leave alone.
type defaults struct{ weight, teacher, open, penalty, anchor *tensors.Tensor }

func newDefaults(clips int) defaults {
	return defaults{
		weight: tensors.FromScalarAndDimensions(float32(1), clips), teacher: tensors.FromScalarAndDimensions(float32(0), clips, Classes),
		open:    tensors.FromScalarAndDimensions(float32(1), learntSize),
		penalty: tensors.FromScalarAndDimensions(float32(0), learntSize),
		anchor:  tensors.FromScalarAndDimensions(float32(0), learntSize),
	}
}

// A scratch is the tensors that one call makes.
type scratch []*tensors.Tensor

func (b *scratch) keep(t *tensors.Tensor) *tensors.Tensor {
	*b = append(*b, t)
	return t
}

func (b *scratch) vector(values []float32) *tensors.Tensor {
	return b.keep(tensors.FromFlatDataAndDimensions(values, len(values)))
}

func (b *scratch) free() {
	for _, t := range *b {
		t.MustFinalizeAll()
	}
}

func join(args []any, state []*tensors.Tensor) []any {
	all := append([]any{}, args...)
	for _, t := range state {
		all = append(all, t)
	}
	return all
}
