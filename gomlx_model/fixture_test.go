package gomlxmodel

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// plain is the default network, and plainLearnt how many weights it learns.
var (
	plain          = network.Default()
	plainLearnt, _ = plain.Sizes()
)

// The layers of the default network.
const (
	conv1 network.Layer = iota
	norm1
	conv2
	norm2
	conv3
	norm3
	dense1
	norm4
	dense2
	norm5
	dense3
)

func withNorm(norm network.Norm) network.Network {
	n := plain
	n.Norm = norm
	return n
}

// lcg returns n numbers in [-1, 1) that every language computes alike: x ←
// 1664525·x + 1013904223 mod 2³², each as x/2³¹ − 1. It is
// testdata/formula.py's stream, as the two functions below are its weights and
// clips.
func lcg(seed uint32, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		seed = 1664525*seed + 1013904223
		out[i] = float64(seed)/(1<<31) - 1
	}
	return out
}

// lcg32 returns a + b·lcg, rounded to float32 once.
func lcg32(seed uint32, n int, a, b float64) []float32 {
	out := make([]float32, n)
	for i, u := range lcg(seed, n) {
		out[i] = float32(a + float64(b*u))
	}
	return out
}

func formulaWeights() network.Weights {
	w := network.NewWeights(plain, network.Stream(0, "", "", "", 0)) // of which nothing stays
	for i, t := range plain.Tensors() {
		a, b := 0.0, 0.25
		switch t.Kind {
		case network.Kernel:
			window, d := 1, t.Dims
			if len(d) == 4 {
				window = 9
			}
			b = math.Sqrt(6 / float64(window*(d[0]+d[len(d)-1])))
		case network.Scale, network.MovingVariance:
			a, b = 1, 0.5
		}
		copy(w.Of(t), lcg32(uint32(1000+i), t.Size(), a, b))
	}
	return w
}

func formulaData() Data {
	d := Data{Features: lcg32(1, sharedClips*plain.Features(), 0, 3),
		Labels: make([]int32, sharedClips)}
	for i := range d.Labels {
		d.Labels[i] = int32(i * 7 % plain.Classes)
	}
	return d
}

func readJSON(t testing.TB, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// far reports whether got is further from want than the tolerance. NaN always
// is.
func far(got, want, tolerance float64) bool { return !(math.Abs(got-want) <= tolerance) }
