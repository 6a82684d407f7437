package gomlxmodel

import (
	"math"
	"testing"

	"audiounlearning/gomlx_model/network"

	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/layers/norm"
	"github.com/gomlx/gomlx/ml/model"
)

// These tests show two faults of the libraries that the engine is built on.
// Each test fails once its fault is mended upstream, and then the way around it
// can go. The texts are ready to be reported.

// XLA CPU (PJRT plugin of jaxlib 0.11): the gradient of ReduceMax over a
// reshaped 2×2 window is wrong in some larger graphs.
//
// Report: "In a network of three blocks (3×3 convolution as im2col + dot →
// instance norm → ReLU → reshape to [b, h/2, 2, w/2, 2, c] → ReduceMax over
// axes 2 and 4 → dropout), the gradient of the first kernel differs from the
// interpreter's by a third of its largest entry (seen: 0.23 of 0.65). The same
// pool written as pairwise Max is right to 1e-6. With batch norm in its place
// some graphs show it and some do not. We suppose that the VJP's comparison x
// == max sees an x that fusion computed again with other rounding, so that
// windows lose their gradient."
func TestUpstreamReduceMaxGradient(t *testing.T) {
	all := backends(t)
	if len(all) < 2 {
		t.Skip("the fault is XLA's, and there is none here")
	}
	pool := func(x *Node) *Node {
		b, h, w, c := dims4(x)
		x = Slice(x, AxisRange(), AxisRange(0, h/2*2), AxisRange(0, w/2*2), AxisRange())
		return ReduceMax(Reshape(x, b, h/2, 2, w/2, 2, c), 2, 4)
	}
	w := network.NewWeights(plain, network.Stream(3, "", "weights", "", 0))
	data := noiseData(DefaultBatch)
	kernelGradient := func(b *Backend, pool func(*Node) *Node) []float32 {
		out := run(t, b, func(in []*Node) []*Node {
			x, v := in[0], newView(plain, in[1], in[2])
			for _, layer := range plain.ConvLayers() {
				x = convolve(patches3x3(x), v.of(layer, network.Kernel), v.of(layer, network.Bias))
				n := layer + 1
				x = clipNorm(network.InstanceNorm, x, v.of(n, network.Scale),
					v.of(n, network.Offset))
				x = dropout(pool(rectify(x)), 0.1, Const(x.Graph(), uint32(layer)))
			}
			x = dense(Reshape(x, DefaultBatch, 2*2*64), v, dense1)
			x = dense(rectify(x), v, dense2)
			loss := ReduceAllMean(crossEntropy(dense(rectify(x), v, dense3), in[3]))
			return []*Node{Reshape(Gradient(loss, v.learnt()...)[0], 9*16)}
		}, tensors.FromFlatDataAndDimensions(data.Features, DefaultBatch, plain.Frames,
			plain.Frames,
			1), w.Learnt, w.Moving, data.Labels)
		return tensors.MustCopyFlatData[float32](out[0])
	}
	worst := func(a, b []float32) (difference, largest float64) {
		for i := range a {
			difference = max(difference, math.Abs(float64(a[i]-b[i])))
			largest = max(largest, math.Abs(float64(a[i])))
		}
		return difference, largest
	}
	// GoMLX's interpreter, whose ReduceMax has the right gradient
	right := kernelGradient(all[0], pool)
	for name, ours := range map[string]func(*Node) *Node{"maxPool2x2": maxPool2x2,
		"maxPoolSelecting": maxPoolSelecting} {
		for _, b := range all {
			if d, size := worst(right, kernelGradient(b, ours)); d > 1e-4*size {
				t.Errorf("the gradient through %s is off by %.2g of %.2g on %s", name, d, size,
					b.Name)
			}
		}
	}
	d, size := worst(right, kernelGradient(all[1], pool))
	t.Logf("ReduceMax on XLA is off by %.2g of %.2g", d, size)
	if d < 0.01*size {
		t.Errorf("ReduceMax is off by only %.2g of %.2g on XLA now: upstream has mended it, and "+
			"both pools may become a ReduceMax", d, size)
	}
}

// GoMLX v0.28.3: norm.BatchNorm(...).UseBackendInference(false) stops the
// gradient through the batch's mean and variance.
//
// Report: "With UseBackendInference(false) and training on, d loss/d x of
// norm.BatchNorm differs from central differences in float64 by about 10 % of
// its largest entry, on the xla and the go backend alike; scale's and offset's
// gradients are right, and so is everything with the default fused op. The
// decomposed path takes mean and variance as constants of the backward pass."
func TestUpstreamBatchNormGradient(t *testing.T) {
	b := backends(t)[0]
	weights := normals(8*3, 1, 0, "upstream weights")
	x := normals(8*3, 2, 0.5, "upstream")
	store := model.NewStore()
	call := func(fn func(scope *model.Scope, x *Node) *Node, x []float64) []float64 {
		out, err := model.CallOnce(b.Compute, store, fn, x)
		if err != nil {
			t.Fatal(err)
		}
		return tensors.MustCopyFlatData[float64](out)
	}
	lossOf := func(scope *model.Scope, x *Node) *Node {
		scope.Store().SetTraining(x.Graph(), true)
		y := norm.BatchNorm(scope, Reshape(x, 8, 3), -1).UseBackendInference(false).Done()
		return ReduceAllSum(Mul(Reshape(Const(x.Graph(), weights), 8, 3), Square(y)))
	}
	gradient := call(func(scope *model.Scope, x *Node) *Node {
		return Gradient(lossOf(scope, x),
			x)[0]
	}, x)
	const h = 1e-5
	worst, largest := 0.0, 0.0
	for i := range x {
		at := func(d float64) float64 {
			moved := append([]float64(nil), x...)
			moved[i] += d
			return call(lossOf, moved)[0]
		}
		difference := (at(h) - at(-h)) / (2 * h)
		worst = max(worst, math.Abs(difference-gradient[i]))
		largest = max(largest, math.Abs(difference))
	}
	t.Logf("the decomposed batch norm's gradient is off by %.2g of %.2g", worst, largest)
	if worst < 0.01*largest {
		t.Errorf("the gradient is off by only %.2g of %.2g now: upstream has mended it", worst,
			largest)
	}
}
