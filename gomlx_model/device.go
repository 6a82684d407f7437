package gomlxmodel

import (
	"audiounlearning/gomlx_model/network"

	"github.com/gomlx/gomlx/core/tensors"
)

// defaults are the inputs that most epochs leave at their defaults. They are
// kept on the device.
type defaults struct {
	weight, teacher, distil       *tensors.Tensor // by clip
	open, factor, penalty, anchor *tensors.Tensor // by weight
	gates, gateMoments, gateSteps *tensors.Tensor // by row
}

func newDefaults(n network.Network, data Data) defaults {
	fill := func(x float32, dims ...int) *tensors.Tensor {
		return tensors.FromScalarAndDimensions(x,
			dims...)
	}
	clips, rows := data.Len(), data.gateRows()
	learnt, _ := n.Sizes()
	return defaults{
		weight: fill(1, clips), teacher: fill(0, clips, n.Classes), distil: fill(0, clips),
		open: fill(1, learnt), factor: fill(1, learnt), penalty: fill(0, learnt),
		anchor: fill(0, learnt),
		gates:  fill(1, rows, n.NormChannels()), gateMoments: fill(0, rows, n.NormChannels()),
		gateSteps: fill(0, rows),
	}
}

func (d defaults) all() []*tensors.Tensor {
	return []*tensors.Tensor{
		d.weight, d.teacher, d.distil, d.open, d.factor, d.penalty, d.anchor, d.gates,
		d.gateMoments, d.gateSteps,
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
