package gomlxmodel

import (
	"context"
	"math"
	"os"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"

	"github.com/gomlx/compute"
	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
)

// backends opens the interpreter and, where there is one, XLA: on the CPU, or
// on the GPU where GoMLX's environment variable names a plugin for it. A short
// test leaves XLA to TestBits, since it compiles for most of the time.
func backends(t testing.TB) []*Backend {
	if len(opened) > 0 {
		return opened
	}
	xla := "xla-cpu"
	if backendFromEnv(os.Getenv(compute.ConfigEnvVar)) == "cuda" {
		xla = "cuda"
	}
	all := []string{"go", xla}
	if testing.Short() {
		all = all[:1]
	}
	for _, name := range all {
		b, err := OpenBackend(context.Background(), name, nil)
		if err != nil {
			if name != "xla-cpu" {
				t.Fatal(err)
			}
			t.Logf("without %s: %v", name, err)
			continue
		}
		opened = append(opened, b)
	}
	return opened
}

// opened are the backends that tests share.
var opened []*Backend

// run compiles and calls a graph function.
func run(t testing.TB, b *Backend, fn func([]*Node) []*Node, args ...any) []*tensors.Tensor {
	t.Helper()
	exec, err := NewExec(b.Compute, fn)
	if err != nil {
		t.Fatal(err)
	}
	defer exec.Finalize()
	out, err := exec.Call(args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func normals(n int, scale, shift float64, purpose string) []float64 {
	random := network.Stream(7, "", purpose, "", 0)
	x := make([]float64, n)
	for i := range x {
		x[i] = scale*random.NormFloat64() + shift
	}
	return x
}

// The oracle is the central difference of the loss Σ c·y² in float64, with a
// batch whose last clip is padding.
func TestNormalisationGradients(t *testing.T) {
	const batch, side, channels = 4, 3, 2
	shapes := map[string][]int{"maps": {batch, side, side, channels}, "vectors": {batch, 5}}
	layers := map[string]func(x, scale, offset, mean, variance, live *Node) *Node{
		"batch": func(x, scale, offset, mean, variance, live *Node) *Node {
			y, _, _ := batchNorm(x, scale, offset, mean, variance, live, ConstAs(x, 0))
			return y
		},
		"batch, frozen": func(x, scale, offset, mean, variance, live *Node) *Node {
			y, _, _ := batchNorm(x, scale, offset, mean, variance, live, ConstAs(x, 1))
			return y
		},
		"layer": func(x, s, o, _, _, _ *Node) *Node {
			return clipNorm(network.LayerNorm, x, s,
				o)
		},
		"instance": func(x, s, o, _, _, _ *Node) *Node {
			return clipNorm(network.InstanceNorm, x, s,
				o)
		},
	}
	for _, b := range backends(t) {
		for shapeName, dims := range shapes {
			for name, layer := range layers {
				t.Run(b.Name+"/"+shapeName+"/"+name, func(t *testing.T) {
					size, c := 1, dims[len(dims)-1]
					for _, d := range dims {
						size *= d
					}
					// x, scale, offset, mean, variance in one vector
					x := normals(size+4*c, 2, 0.5, "normalisation")
					for i := size + 3*c; i < len(x); i++ {
						x[i] = 1 + x[i]*x[i]
					}
					loss := func(flat *Node) *Node {
						g := flat.Graph()
						part := func(from, n int) *Node {
							return Slice(flat,
								AxisRange(from, from+n))
						}
						live := Const(g, []float64{1. / 3, 1. / 3, 1. / 3, 0})
						y := layer(Reshape(part(0, size), dims...), part(size, c), part(size+c, c),
							part(size+2*c, c), part(size+3*c, c), live)
						weights := Const(g, normals(size, 1, 0, "loss weights"))
						return ReduceAllSum(Mul(Mul(Reshape(weights, dims...), perClip(live, y)),
							Square(y)))
					}
					checkGradient(t, b, x[:size+4*c], size+2*c, loss)
				})
			}
		}
	}
}

// checkGradient compares the first n entries of the gradient with central
// differences, relative to the largest.
func checkGradient(t *testing.T, b *Backend, x []float64, n int, loss func(*Node) *Node) {
	t.Helper()
	out := run(t, b, func(in []*Node) []*Node { return []*Node{Gradient(loss(in[0]), in[0])[0]} },
		x)
	gradient := tensors.MustCopyFlatData[float64](out[0])
	exec, err := NewExec(b.Compute, func(x *Node) *Node { return loss(x) })
	if err != nil {
		t.Fatal(err)
	}
	at := func(i int, d float64) float64 {
		moved := append([]float64(nil), x...)
		moved[i] += d
		return tensors.ToScalar[float64](exec.MustCall1(moved))
	}
	const h = 1e-5
	worst, largest := 0.0, 0.0
	for i := range n {
		difference := (at(i, h) - at(i, -h)) / (2 * h)
		worst = max(worst, math.Abs(difference-gradient[i]))
		largest = max(largest, math.Abs(difference))
	}
	if !(worst <= 1e-7*largest) || largest == 0 {
		t.Errorf("gradient differs by %.2g from central differences of size %.2g", worst, largest)
	}
}

// Windows of equal entries are common, since short clips end in zeros. By hand:
// in a column the upper of equals takes the gradient, of equal columns the
// left; the last row of five belongs to no window.
func TestMaxPoolByHand(t *testing.T) {
	x := []float32{
		3, 1, 1, 1,
		3, 1, 0, 0,
		1, 2, 0, 0,
		2, 1, 0, 0,
		9, 9, 9, 9,
	}
	values := []float32{3, 1, 2, 0}
	gradient := []float32{
		1, 0, 2, 0,
		0, 0, 0, 0,
		0, 0, 4, 0,
		3, 0, 0, 0,
		0, 0, 0, 0,
	}
	for _, b := range backends(t) {
		for name, pool := range map[string]func(*Node) *Node{"maxPool2x2": maxPool2x2,
			"maxPoolSelecting": maxPoolSelecting} {
			out := run(t, b, func(in []*Node) []*Node {
				y := pool(in[0])
				y.AssertDims(1, 2, 2, 1)
				factor := Reshape(Const(y.Graph(), []float32{1, 2, 3, 4}), 1, 2, 2, 1)
				return []*Node{y, Gradient(ReduceAllSum(Mul(y, factor)), in[0])[0]}
			}, tensors.FromFlatDataAndDimensions(x, 1, 5, 4, 1))
			if got := tensors.MustCopyFlatData[float32](out[0]); !slices.Equal(got, values) {
				t.Errorf("%s on %s: %v, want %v", name, b.Name, got, values)
			}
			if got := tensors.MustCopyFlatData[float32](out[1]); !slices.Equal(got, gradient) {
				t.Errorf("gradient of %s on %s: %v, want %v", name, b.Name, got, gradient)
			}
		}
	}
}

// firstStep trains one step, whose gradients can be read off Adam's first
// moment, which is 0.1·g after one step.
func firstStep(t *testing.T, b *Backend, norm network.Norm) *network.State {
	t.Helper()
	e := newEngine(t, b, norm)
	s := network.NewState(network.NewWeights(plain, network.Stream(3, "", "weights", "", 0)))
	o := DefaultOptions()
	o.Seed = 5
	if _, err := e.Epoch(s, ascending(DefaultBatch), o); err != nil {
		t.Fatal(err)
	}
	return s
}

// The oracle is the interpreter, whose normalisation and pools the tests above
// hold to differences and to values by hand: a ReduceMax pool, which trains and
// looks right, fails here by 20 to 40 %. Biases before a norm that subtracts
// the channel's mean have no influence on the loss; their gradient is 0 but for
// rounding.
func TestBackendsAgreeOnEveryGradient(t *testing.T) {
	all := backends(t)
	if len(all) < 2 {
		t.Skip("there is no XLA here to compare with")
	}
	for _, norm := range []network.Norm{network.BatchNorm, network.LayerNorm,
		network.InstanceNorm} {
		t.Run(string(norm), func(t *testing.T) {
			tolerance := 1e-5
			if norm == network.LayerNorm {
				// a convolution's bias sums 6,400 positions that nearly cancel:
				// 1.3e-5 was seen
				tolerance = 3e-5
			}
			a, b := firstStep(t, all[0], norm), firstStep(t, all[1], norm)
			for _, tensor := range plain.Tensors() {
				if tensor.Moves() {
					continue
				}
				ga, gb := network.Weights{Learnt: a.M}.Of(tensor),
					network.Weights{Learnt: b.M}.Of(tensor)
				worst, largest := 0.0, 0.0
				for i := range ga {
					worst = max(worst, math.Abs(float64(ga[i]-gb[i])))
					largest = max(largest, math.Abs(float64(ga[i])))
				}
				silent := tensor.Kind == network.Bias &&
					(norm == network.BatchNorm && tensor.Layer != dense3 ||
						norm == network.InstanceNorm && tensor.Layer < dense1)
				t.Logf("%-22s differs by %.1e of %.1e", tensor.Name(), worst, largest)
				switch {
				case silent && !(max(worst, largest) <= 1e-6):
					t.Errorf("%s: gradient %.2g where it must vanish", tensor.Name(),
						max(worst, largest))
				case !silent && !(worst <= tolerance*largest):
					t.Errorf("%s: gradients differ by %.2g of %.2g", tensor.Name(), worst, largest)
				}
			}
		})
	}
}
