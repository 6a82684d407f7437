package gomlxmodel

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/network"

	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
)

// An input holds the engine's clips as the first convolution reads them, and
// the numbers by which they are standardised.
type input struct {
	exec            *Exec
	patches         *tensors.Tensor
	mean, deviation []float32
}

// Standard returns what Weights.Mean and Weights.Deviation hold: the mean and
// the standard deviation of each coefficient over all frames of the clips at
// the given indices, including the zeros that pad short clips.
//
//	mean = Σx/n    deviation = √(Σ(x − mean)²/n), 1 where that is 0
func (d Data) Standard(n network.Network, clips []int32) (mean, deviation []float32) {
	size, values := n.Features(), float64(len(clips)*n.Frames)
	mean, deviation = make([]float32, n.Coefficients), make([]float32, n.Coefficients)
	for c := range n.Coefficients {
		sum := func(of func(x float64) float64) (s float64) {
			for _, clip := range clips {
				for _, x := range d.Features[int(clip)*size+c*n.Frames:][:n.Frames] {
					s += of(float64(x))
				}
			}
			return s
		}
		m := sum(func(x float64) float64 { return x }) / values
		square := sum(func(x float64) float64 { return (x - m) * (x - m) })
		mean[c], deviation[c] = float32(m), float32(math.Sqrt(square/values))
		if deviation[c] == 0 {
			deviation[c] = 1
		}
	}
	return mean, deviation
}

// standardised returns features, clip × coefficient × frame, standardised as
// the weights ask. Without means it returns the features themselves.
func standardised(w network.Weights, features []float32) []float32 {
	if w.Mean == nil {
		return features
	}
	out, frames := make([]float32, len(features)), w.Network.Frames
	for i, x := range features {
		c := i / frames % len(w.Mean)
		out[i] = (x - w.Mean[c]) / w.Deviation[c]
	}
	return out
}

// prepareFor makes the patches that the weights take. Weights that are
// standardised by the same numbers, or not at all, share them.
func (e *Engine) prepareFor(w network.Weights) error {
	if slices.Equal(w.Mean, e.input.mean) && slices.Equal(w.Deviation, e.input.deviation) {
		return nil
	}
	return e.prepare(w.Mean, w.Deviation)
}

// prepare lays out what the first convolution reads of each clip. This does not
// depend on what is learnt, so it is done once and not at each step. Its graph
// is compiled once.
func (e *Engine) prepare(mean, deviation []float32) (err error) {
	defer catch("prepare the features", &err)
	if e.input.exec == nil {
		if e.input.exec, err = NewExec(e.Backend.Compute, patches3x3); err != nil {
			return err
		}
	}
	n := e.Network
	w := network.Weights{Network: n, Mean: mean, Deviation: deviation}
	features := standardised(w, e.Data.Features)
	for i, x := range features {
		if !isFinite(x) {
			return fmt.Errorf("feature %d of clip %d is %v after standardising: lower it, or use "+
				"other means and deviations", i%n.Features(), i/n.Features(), x)
		}
	}
	clips := tensors.FromFlatDataAndDimensions(features, e.Data.Len(), n.Coefficients, n.Frames, 1)
	defer clips.MustFinalizeAll()
	patches, err := e.input.exec.Call1(clips)
	if err != nil {
		return err
	}
	if e.input.patches != nil {
		e.input.patches.MustFinalizeAll()
	}
	e.input.patches = patches
	e.input.mean, e.input.deviation = slices.Clone(mean), slices.Clone(deviation)
	return nil
}
