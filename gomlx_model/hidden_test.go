package gomlxmodel

import (
	"math"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// The last hidden layer is what the last layer reads: its activations, times
// that layer's kernel, plus its bias, are the logits, for more clips than one
// batch holds, in any order. The oracle is the product in float64, in Go. ReLU
// leaves none below 0.
func TestHiddenGivesTheLogits(t *testing.T) {
	const clips = evalBatch + 44
	var order []int32
	for i := range clips {
		order = append(order, int32(i*7%clips))
	}
	for _, b := range backends(t) {
		for _, norm := range []network.Norm{network.BatchNorm, network.LayerNorm,
			network.InstanceNorm} {
			e := newEngine(t, b, norm)
			w := formulaWeights()
			hidden, err := e.Hidden(w, order)
			if err != nil || len(hidden) != clips*plain.HiddenUnits() {
				t.Fatalf("%s, %s: %d activations, error %v", b.Name, norm, len(hidden), err)
			}
			logits, err := e.Logits(w, order)
			if err != nil {
				t.Fatal(err)
			}
			var kernel, bias []float32
			for _, tensor := range plain.Tensors() {
				switch tensor.Name() {
				case "dense3/kernel":
					kernel = w.Of(tensor)
				case "dense3/bias":
					bias = w.Of(tensor)
				}
			}
			worst := 0.0
			for i := range clips {
				for class := range plain.Classes {
					sum := float64(bias[class])
					for unit := range plain.HiddenUnits() {
						h := hidden[i*plain.HiddenUnits()+unit]
						if h < 0 {
							t.Fatalf("%s, %s: activation %v", b.Name, norm, h)
						}
						sum += float64(h) * float64(kernel[unit*plain.Classes+class])
					}
					worst = max(worst, math.Abs(sum-float64(logits[i*plain.Classes+class])))
				}
			}
			if !(worst <= 1e-4) {
				t.Errorf("%s, %s: a logit is off by %.2g", b.Name, norm, worst)
			}
		}
	}
}

// On XLA CPU a clip has the same logits, bit for bit, wherever it stands in a
// batch and whatever stands beside it, padding included: records do not depend
// on how evaluation is batched. The interpreter does not promise that; at the
// end of a full batch it was seen to round otherwise.
func TestLogitsDoNotDependOnTheBatch(t *testing.T) {
	const clips = evalBatch + 10
	for _, b := range backends(t) {
		if b.Name == "go" {
			continue
		}
		e := newEngine(t, b, network.BatchNorm)
		w := formulaWeights()
		all, err := e.Logits(w, ascending(clips))
		if err != nil {
			t.Fatal(err)
		}
		for _, clip := range []int32{0, 57, evalBatch - 1, evalBatch + 3} {
			want := all[int(clip)*plain.Classes : int(clip+1)*plain.Classes]
			for _, order := range [][]int32{{clip}, {1, 2, clip}} {
				got, err := e.Logits(w, order)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(got[(len(order)-1)*plain.Classes:], want) {
					t.Errorf("%s: clip %d among %d has other logits", b.Name, clip, len(order))
				}
			}
		}
	}
}
