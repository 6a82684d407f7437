package gomlxmodel

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/network"
)

// Gradient returns the gradient of the mean cross-entropy of some clips with
// respect to each learnt weight, in the order of Weights.Learnt. It takes at
// most as many clips as a training step. Batch norms use their moving
// statistics, so a clip's part does not depend on the other clips. Dropout is
// on, drawn by the seed, because this calls the graph of training.
//
// It needs no graph of its own: after one step from zero at a rate of 0, Adam's
// first moment is (1 − 0.9)·g and no weight has moved. Batch norms are frozen
// for this step, so they have no moments; [ofFrozenNorms] computes their part.
func (e *Engine) Gradient(w network.Weights, clips []int32, seed uint32) ([]float32, error) {
	if len(clips) > e.Data.batch() {
		return nil, fmt.Errorf("clips: there are %d: a gradient is that of a step, of at most %d",
			len(clips), e.Data.batch())
	}
	o := DefaultOptions()
	o.Rate, o.Seed = 0, seed
	if w.Network.Norm == network.BatchNorm {
		o.Frozen = w.Network.Norms()
	}
	s := network.NewState(w)
	if _, err := e.Epoch(s, clips, o); err != nil {
		return nil, err
	}
	for i := range s.M {
		s.M[i] /= 1 - beta1
	}
	if o.Frozen != nil {
		ofFrozenNorms(w, s.M)
	}
	return s.M, nil
}

// ofFrozenNorms fills in the gradients with respect to the scales and offsets
// of frozen batch norms, from those with respect to the layer before. With z =
// x·W + b, d = √(variance + ε) and y = scale·(z − mean)/d + offset, channel by
// channel,
//
//	∂L/∂offset = ∂L/∂b · d/scale
//	∂L/∂scale  = (W·∂L/∂W + (b − mean)·∂L/∂b) / scale
//
// since W·∂L/∂W + b·∂L/∂b = Σ z·∂L/∂z. A channel whose scale is 0 passes no
// gradient back; its gradients stay 0.
func ofFrozenNorms(w network.Weights, gradient []float32) {
	g := network.Weights{Network: w.Network, Learnt: gradient, Moving: w.Moving}
	of := map[[2]int]network.Tensor{}
	for _, t := range w.Network.Tensors() {
		of[[2]int{int(t.Layer), int(t.Kind)}] = t
	}
	for _, norm := range w.Network.Norms() {
		tensor := func(l network.Layer, k network.Kind) network.Tensor {
			return of[[2]int{int(l), int(k)}]
		}
		kernel, bias := tensor(norm-1, network.Kernel), tensor(norm-1, network.Bias)
		scales, offsets := tensor(norm, network.Scale), tensor(norm, network.Offset)
		means := w.Of(tensor(norm, network.MovingMean))
		variances := w.Of(tensor(norm, network.MovingVariance))
		products := channelProducts(kernel, w.Of(kernel), g.Of(kernel))
		for c, scale := range w.Of(scales) {
			if scale == 0 {
				continue
			}
			gb, b := float64(g.Of(bias)[c]), float64(w.Of(bias)[c])
			d := math.Sqrt(float64(variances[c]) + normEpsilon)
			g.Of(offsets)[c] = float32(gb * d / float64(scale))
			g.Of(scales)[c] = float32((products[c] + (b-float64(means[c]))*gb) / float64(scale))
		}
	}
}

// channelProducts returns Σ a·b over the weights of each output channel of a
// kernel: its first dimension in a convolution, its last in a dense layer.
func channelProducts(kernel network.Tensor, a, b []float32) []float64 {
	channels, each := kernel.Dims[len(kernel.Dims)-1], 1
	if len(kernel.Dims) == 4 {
		channels, each = kernel.Dims[0], kernel.Size()/kernel.Dims[0]
	}
	sums := make([]float64, channels)
	for i := range a {
		sums[i/each%channels] += float64(a[i]) * float64(b[i])
	}
	return sums
}
