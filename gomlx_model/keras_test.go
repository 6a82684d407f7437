package gomlxmodel

import (
	"math"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"

	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
)

// kerasRules are values that Keras itself computed, by testdata/keras_rules.py.
type kerasRules struct {
	BatchNorm []struct {
		Shape []int
		Seed  uint32
		// two in training, one frozen; Y is that of the first clip
		Calls []struct{ Y, Mean, Variance []float64 }
	} `json:"batch_norm"`
	Adam struct {
		Gradients []float64
		After     [][]float64
	}
	Logits []float64
}

func goldenRules(t *testing.T) (rules kerasRules) {
	readJSON(t, "keras_rules.json", &rules)
	return rules
}

// The oracle is keras.layers.BatchNormalization. Three more rows of nonsense
// stand for the padding of a partial batch and must not count. Keras computes
// this layer in float32 even where it is a float64 one, hence 1e-6; Bessel's
// correction of the variance would be off by 1e-4.
func TestBatchNormAgreesWithKeras(t *testing.T) {
	for _, b := range backends(t) {
		for _, c := range goldenRules(t).BatchNorm {
			n, channels, size := c.Shape[0], c.Shape[len(c.Shape)-1], 1
			for _, d := range c.Shape {
				size *= d
			}
			const padding = 3
			dims := append([]int{n + padding}, c.Shape[1:]...)
			live := append(slices.Repeat([]float64{1 / float64(n)}, n), make([]float64, padding)...)
			affine := func(seed uint32, a, b float64) []float64 {
				x := lcg(seed, channels)
				for i := range x {
					x[i] = a + b*x[i]
				}
				return x
			}
			mean, variance := make([]float64, channels), slices.Repeat([]float64{1}, channels)
			for i, want := range c.Calls {
				x := lcg(c.Seed+uint32(i), size)
				for j := range x {
					x[j] = 5*x[j] + 2
				}
				x = append(x, slices.Repeat([]float64{1e6}, padding*size/n)...)
				keep := 0.0
				if i == 2 {
					keep = 1
				}
				out := run(t, b, func(in []*Node) []*Node {
					y, mean, variance := batchNorm(in[0], in[1], in[2], in[3], in[4], in[5], in[6])
					return []*Node{y, mean, variance}
				}, tensors.FromFlatDataAndDimensions(x, dims...), affine(c.Seed+10, 1, 0.5),
					affine(c.Seed+11, 0, 0.25), mean, variance, live, keep)
				y := tensors.MustCopyFlatData[float64](out[0])[:size/n]
				mean, variance = tensors.MustCopyFlatData[float64](out[1]),
					tensors.MustCopyFlatData[float64](out[2])
				for _, p := range []struct {
					what      string
					got, want []float64
				}{{"output", y, want.Y}, {"moving mean", mean, want.Mean},
					{"moving variance", variance, want.Variance}} {
					for j := range p.want {
						if far(p.got[j], p.want[j], 1e-6*max(1, math.Abs(p.want[j]))) {
							t.Errorf("%s: shape %v, call %d: %s %d is %.12g, Keras has %.12g",
								b.Name, c.Shape, i, p.what, j, p.got[j], p.want[j])
						}
					}
				}
			}
		}
	}
}

// The oracle is keras.optimizers.Adam on constant gradients of 1 to 1e-8,
// around its epsilon of 1e-7, where other placements of it are off by up to 32
// times. The engine is given just these gradients: clips of weight 0, and a
// penalty g·(w − anchor) with an anchor that stays 1 below the weight.
// Float32's 0.999 makes 1 − 0.999ᵗ wrong by 1.3e-5, and its root, which scales
// the steps, by half of that: hence 1e-5.
func TestAdamAgreesWithKeras(t *testing.T) {
	want := goldenRules(t).Adam
	for _, b := range backends(t) {
		e := newEngine(t, b, network.BatchNorm)
		s := network.NewState(network.NewWeights(plain, network.Stream(1, "", "weights", "", 0)))
		n := len(want.Gradients)
		clear(s.Learnt[:n])
		o := DefaultOptions()
		o.ClipWeight, o.Penalty, o.Anchor = make([]float32, sharedClips),
			make([]float32, plainLearnt), make([]float32, plainLearnt)
		for i, g := range want.Gradients {
			o.Penalty[i] = float32(g)
		}
		for step, after := range want.After {
			for i := range n {
				o.Anchor[i] = s.Learnt[i] - 1
			}
			mustTrain(t, e, s, ascending(DefaultBatch), o)
			for i := range n {
				if far(float64(s.Learnt[i]), after[i], 1e-5*math.Abs(after[i])) {
					t.Errorf("%s: gradient %g, step %d: weight %.8g, Keras has %.8g", b.Name,
						want.Gradients[i], step+1, s.Learnt[i], after[i])
				}
			}
		}
	}
}

// The oracle is a keras.Sequential of the same layers with the same weights, in
// evaluation.
func TestLogitsAgreeWithKeras(t *testing.T) {
	want := goldenRules(t).Logits
	for _, b := range backends(t) {
		e := formulaEngine(t, b, network.BatchNorm)
		got, err := e.Logits(formulaWeights(), []int32{0, 1, 2, 3})
		if err != nil || len(got) != len(want) {
			t.Fatalf("%d logits, want %d, error %v", len(got), len(want), err)
		}
		for i := range got {
			if far(float64(got[i]), want[i], 1e-5) {
				t.Errorf("%s: logit %d is %v, Keras has %v", b.Name, i, got[i], want[i])
			}
		}
	}
}
