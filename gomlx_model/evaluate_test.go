package gomlxmodel

import (
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// Activations are named, have the shapes of their maps, and end in what Hidden
// and Logits give, bit for bit on XLA. Between the last maps and the logits the
// oracle is the dense layers in float64, in Go.
func TestActivations(t *testing.T) {
	const clips = evalBatch + 3
	for _, b := range backends(t) {
		e := newEngine(t, b, network.BatchNorm)
		w := formulaWeights()
		all, err := e.Activations(w, ascending(clips))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, a := range all {
			names = append(names, a.Name)
			size := clips
			for _, d := range a.Dims {
				size *= d
			}
			if len(a.Values) != size {
				t.Errorf("%s: %s has %d values, want %d", b.Name, a.Name, len(a.Values), size)
			}
		}
		if want := []string{"conv1", "conv2", "conv3", "dense1", "dense2",
			"dense3"}; !slices.Equal(names, want) {
			t.Fatalf("%s: layers %v, want %v", b.Name, names, want)
		}
		if !slices.Equal(all[0].Dims, []int{10, 10, 16}) ||
			!slices.Equal(all[2].Dims, []int{2, 2, 64}) {
			t.Errorf("%s: maps of %v and %v", b.Name, all[0].Dims, all[2].Dims)
		}
		hidden, err1 := e.Hidden(w, ascending(clips))
		logits, err2 := e.Logits(w, ascending(clips))
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if !slices.Equal(all[4].Values, hidden) || !slices.Equal(all[5].Values, logits) {
			t.Errorf("%s: activations differ from Hidden or from Logits", b.Name)
		}
		for _, clip := range []int{0, clips - 1} {
			x := toFloat64(all[2].Values[clip*256:][:256])
			for i, layer := range plain.DenseLayers() {
				x = denseByHand(w, layer, x)
				for j, got := range all[3+i].Values[clip*len(x):][:len(x)] {
					if far(float64(got), x[j], 1e-4*max(1, math.Abs(x[j]))) {
						t.Fatalf("%s: clip %d: unit %d of %s is %v, want %v", b.Name, clip, j,
							all[3+i].Name, got, x[j])
					}
				}
			}
		}
	}
}

// denseByHand is a dense layer with its norm and ReLU, if it has them.
func denseByHand(w network.Weights, layer network.Layer, x []float64) []float64 {
	of := map[network.Layer]map[network.Kind][]float32{layer: {}, layer + 1: {}}
	for _, t := range plain.Tensors() {
		if of[t.Layer] != nil {
			of[t.Layer][t.Kind] = w.Of(t)
		}
	}
	bias, kernel, norm := of[layer][network.Bias], of[layer][network.Kernel], of[layer+1]
	y := toFloat64(bias)
	for j := range y {
		for i := range x {
			y[j] += x[i] * float64(kernel[i*len(y)+j])
		}
		if len(norm) > 0 {
			factor := float64(norm[network.Scale][j]) / math.Sqrt(
				float64(norm[network.MovingVariance][j])+normEpsilon)
			y[j] = max(0, (y[j]-float64(norm[network.MovingMean][j]))*factor+float64(
				norm[network.Offset][j]))
		}
	}
	return y
}

// The logits of given features are those of the clips with these features.
func TestLogitsOf(t *testing.T) {
	const clips = evalBatch + 3
	for _, b := range backends(t) {
		e := newEngine(t, b, network.BatchNorm)
		w := formulaWeights()
		want, err1 := e.Logits(w, ascending(clips))
		got, err2 := e.LogitsOf(w, e.Data.Features[:clips*plain.Features()])
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		for i := range want {
			if far(float64(got[i]), float64(want[i]), 1e-5*max(1, math.Abs(float64(want[i])))) {
				t.Fatalf("%s: logit %d is %v, want %v", b.Name, i, got[i], want[i])
			}
		}
	}
}

// The oracle is the central difference of logits in float32 along the gradient
// and along its entries. ReLU and max-pool have kinks, which a difference may
// straddle, so single entries are judged by the share that fits.
func TestInputGradient(t *testing.T) {
	const clips = 3
	for _, b := range backends(t) {
		for _, norm := range []network.Norm{network.BatchNorm, network.LayerNorm,
			network.InstanceNorm} {
			e := newEngine(t, b, norm) // whose own clips are not asked
			w := formulaWeights()
			size := plain.Features()
			x := formula().Features[:clips*size]
			coefficients := lcg32(21, clips*plain.Classes, 0, 1)
			gradient, err := e.InputGradient(w, x, coefficients)
			if err != nil || len(gradient) != len(x) {
				t.Fatalf("%d values, error %v", len(gradient), err)
			}
			// All moved clips are asked for at once: two for each difference.
			var moved []float32
			var checks []func(difference float64)
			difference := func(clip int, direction []float64, h float64, check func(float64)) {
				for _, sign := range []float64{1, -1} {
					for i, d := range direction {
						moved = append(moved, x[clip*size+i]+float32(sign*h*d))
					}
				}
				checks = append(checks, func(d float64) { check(d / (2 * h)) })
			}
			off := 0
			var clipOf []int
			for clip := range clips {
				g := toFloat64(gradient[clip*size : (clip+1)*size])
				square, largest := 0.0, 0.0
				for _, d := range g {
					square += d * d
					largest = max(largest, math.Abs(d))
				}
				difference(clip, g, 1e-2/math.Sqrt(square), func(along float64) {
					if far(along, square, 0.02*square) {
						t.Errorf(
							"%s, %s: clip %d: the difference along the gradient is %v, want %v",
							b.Name, norm, clip, along, square)
					}
				})
				for i := clip; i < size; i += 29 {
					one := make([]float64, size)
					one[i] = 1
					difference(clip, one, 5e-3, func(d float64) {
						if far(d, g[i], 0.01*largest) {
							off++
						}
					})
				}
				for len(clipOf) < len(checks) {
					clipOf = append(clipOf, clip)
				}
			}
			logits, err := e.LogitsOf(w, moved)
			if err != nil {
				t.Fatal(err)
			}
			for i, check := range checks {
				sum := 0.0
				for k := range plain.Classes {
					up, down := logits[2*i*plain.Classes+k], logits[(2*i+1)*plain.Classes+k]
					sum += (float64(up) - float64(down)) *
						float64(coefficients[clipOf[i]*plain.Classes+k])
				}
				check(sum)
			}
			t.Logf("%s, %s: %d of 42 single differences straddle a kink", b.Name, norm, off)
			if off > 6 {
				t.Errorf("%s, %s: %d of 42 entries differ from central differences", b.Name, norm,
					off)
			}
		}
	}
}

func TestBadFeatures(t *testing.T) {
	e := newEngine(t, backends(t)[0], network.BatchNorm)
	w := formulaWeights()
	if _, err := e.LogitsOf(w, make([]float32, 399)); err == nil ||
		!strings.Contains(err.Error(), "needs 20×20") {
		t.Errorf("399 features: %v", err)
	}
	if _, err := e.InputGradient(w, make([]float32, 400), make([]float32, 9)); err == nil ||
		!strings.Contains(err.Error(), "coefficients") {
		t.Errorf("9 coefficients: %v", err)
	}
	if _, err := e.Activations(w, nil); err == nil {
		t.Error("no clips were accepted")
	}
}
