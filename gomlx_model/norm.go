package gomlxmodel

import (
	. "github.com/gomlx/gomlx/core/graph"
)

// batchNorm normalises x, channels last, by the mean and the biased variance of the live clips of the batch, over clips and positions:
//
//	y = (x − mean) · scale / √(variance + 0.001) + offset
//
// and returns the moving statistics after the batch, 0.99·old + 0.01·batch (Keras's rule).
// With keep > 0.5 the layer is frozen: it normalises by its moving statistics and leaves them as they are.
// Live is 1/(live clips) for clips that count and 0 for the padding of a partial batch.
func batchNorm(x, scale, offset, movingMean, movingVariance, live, keep *Node) (y, newMean, newVariance *Node) {
	axes := make([]int, x.Rank()-1)
	positions := 1
	for i := range axes {
		axes[i] = i
		if i > 0 {
			positions *= x.Shape().Dim(i)
		}
	}
	share := MulScalar(perClip(live, x), 1/float64(positions))
	mean := ReduceSum(Mul(x, share), axes...)
	variance := ReduceSum(Mul(Square(Sub(x, perChannel(mean, x))), share), axes...)

	frozen := BroadcastToDims(GreaterThan(keep, ConstAs(keep, 0.5)), mean.Shape().Dim(0))
	newMean = StopGradient(Where(frozen, movingMean, blend(movingMean, mean)))
	newVariance = StopGradient(Where(frozen, movingVariance, blend(movingVariance, variance)))
	y = normalise(x, Where(frozen, movingMean, mean), Where(frozen, movingVariance, variance), scale, offset)
	return y, newMean, newVariance
}

func blend(moving, batch *Node) *Node {
	return Add(MulScalar(moving, momentum), MulScalar(batch, 1-momentum))
}

// normalise applies given statistics, one a channel.
func normalise(x, mean, variance, scale, offset *Node) *Node {
	factor := Div(scale, Sqrt(AddScalar(variance, normEpsilon)))
	return Add(Mul(Sub(x, perChannel(mean, x)), perChannel(factor, x)), perChannel(offset, x))
}

// clipNorm normalises each clip by its own statistics: over all of its activations (LayerNorm), or over its positions, channel by
// channel (InstanceNorm). A dense layer has a single position, so both mean its units there.
func clipNorm(norm Norm, x, scale, offset *Node) *Node {
	axes := []int{1}
	if x.Rank() == 4 {
		axes = []int{1, 2}
		if norm == LayerNorm {
			axes = []int{1, 2, 3}
		}
	}
	centred := Sub(x, ReduceAndKeep(x, ReduceMean, axes...))
	variance := ReduceAndKeep(Square(centred), ReduceMean, axes...)
	y := Div(centred, Sqrt(AddScalar(variance, normEpsilon)))
	return Add(Mul(y, perChannel(scale, x)), perChannel(offset, x))
}
