package gomlxmodel

import (
	"audiounlearning/gomlx_model/network"

	. "github.com/gomlx/gomlx/core/graph"
)

// normEpsilon is added to variances before the root, and Momentum is the share
// of a moving statistic that one batch leaves: the defaults of Keras's
// BatchNormalization
// (https://keras.io/api/layers/normalization_layers/batch_normalization).
const (
	normEpsilon = 1e-3
	Momentum    = 0.99
)

// batchNorm normalises x, channels last, by the mean and the biased variance of
// the live clips of the batch, over clips and positions:
//
//	y = (x − mean) · scale / √(variance + 0.001) + offset
//
// and returns the moving statistics after the batch, 0.99·old + 0.01·batch
// (Keras's rule). Two gradients are derived by hand, which saves the backward
// pass two sums over x in each layer. The variance takes the mean as a
// constant, because its derivative with respect to the mean, −2·Σ(x − mean), is
// 0. The mean's gradient, −factor·Σ∂L/∂y, goes through a term of value 0 in the
// shift, so that it reuses the offset's sum.
//
// With keep > 0.5 the layer is frozen: it normalises by its moving statistics
// and leaves them as they are. Live is 1/(live clips) for clips that count and
// 0 for the padding of a partial batch.
func batchNorm(x, scale, offset, movingMean, movingVariance, live, keep *Node) (y, newMean,
	newVariance *Node) {
	// Summing over a clip's positions first keeps the clips' weights out of the
	// large arrays.
	perBatch := func(x *Node) *Node {
		positions := 1
		if x.Rank() == 4 {
			positions = x.Shape().Dim(1) * x.Shape().Dim(2)
			x = ReduceSum(x, 1, 2)
		}
		return ReduceSum(Mul(x, MulScalar(perClip(live, x), 1/float64(positions))), 0)
	}
	frozen := BroadcastToDims(GreaterThan(keep, ConstAs(keep, 0.5)), scale.Shape().Dim(0))
	batchMean := perBatch(x)
	mean := Where(frozen, movingMean, batchMean)

	centred := Sub(x, perChannel(StopGradient(mean), x))
	batchVariance := perBatch(Square(centred))
	variance := Where(frozen, movingVariance, batchVariance)

	factor := perDeviation(scale, variance)
	shift := Sub(offset, Mul(factor, Sub(mean, StopGradient(mean))))
	y = Add(Mul(centred, perChannel(factor, x)), perChannel(shift, x))
	newMean = StopGradient(Where(frozen, movingMean, blend(movingMean, batchMean)))
	newVariance = StopGradient(Where(frozen, movingVariance, blend(movingVariance, batchVariance)))
	return y, newMean, newVariance
}

func blend(moving, batch *Node) *Node {
	return Add(MulScalar(moving, Momentum), MulScalar(batch, 1-Momentum))
}

// perDeviation returns scale / √(variance + 0.001).
func perDeviation(scale, variance *Node) *Node {
	return Div(scale, Sqrt(AddScalar(variance, normEpsilon)))
}

// normalise applies given statistics, one a channel.
func normalise(x, mean, variance, scale, offset *Node) *Node {
	factor := perDeviation(scale, variance)
	return Add(Mul(Sub(x, perChannel(mean, x)), perChannel(factor, x)), perChannel(offset, x))
}

// clipNorm normalises each clip by its own statistics: over all of its
// activations (LayerNorm), or over its positions, channel by channel
// (InstanceNorm). A dense layer has a single position, so both mean its units
// there.
func clipNorm(norm network.Norm, x, scale, offset *Node) *Node {
	axes := []int{1}
	if x.Rank() == 4 {
		axes = []int{1, 2}
		if norm == network.LayerNorm {
			axes = []int{1, 2, 3}
		}
	}
	centred := Sub(x, ReduceAndKeep(x, ReduceMean, axes...))
	variance := ReduceAndKeep(Square(centred), ReduceMean, axes...)
	y := Div(centred, Sqrt(AddScalar(variance, normEpsilon)))
	return Add(Mul(y, perChannel(scale, x)), perChannel(offset, x))
}
