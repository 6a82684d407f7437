package gomlxmodel

import (
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// The oracle is the central difference of the loss along each tensor's own
// gradient, which should be ‖gradient‖². An epoch at a rate of 0 returns that
// loss, with the same dropout and with batch norms on their moving statistics.
// The loss is near 3 and in float32, so a difference over steps that move it by
// 0.004 is good to 1e-3. Kinks of ReLU and of pools cost up to 0.01 or, with
// layer norm, where every clip has other statistics, 0.05. A wrong sign,
// statistic or channel is off by more.
func TestGradient(t *testing.T) {
	all := backends(t)
	for norm, tolerance := range map[network.Norm]float64{network.BatchNorm: 0.02,
		network.LayerNorm: 0.06} {
		if testing.Short() && norm != network.BatchNorm {
			continue // 64 epochs each, which take seconds on the interpreter
		}
		n := withNorm(norm)
		e := formulaEngine(t, all[len(all)-1], norm)
		w := formulaWeights()
		w.Network = n
		clips := []int32{3, 1, 4, 1, 5, 9, 2, 6}
		g, err := e.Gradient(w, clips, 7)
		if err != nil {
			t.Fatal(err)
		}
		loss := func(w network.Weights) float64 {
			o := DefaultOptions()
			o.Rate, o.Seed = 0, 7
			if norm == network.BatchNorm {
				o.Frozen = n.Norms()
			}
			return mustTrain(t, e, network.NewState(w), clips, o)
		}
		for _, tensor := range n.Tensors() {
			if tensor.Moves() {
				continue
			}
			direction := network.Weights{Learnt: g}.Of(tensor)
			square := 0.0
			for _, x := range direction {
				square += float64(x) * float64(x)
			}
			step := 0.002 / square
			moved := func(by float64) network.Weights {
				c := w.Clone()
				values := c.Of(tensor)
				for i := range values {
					values[i] += float32(by * float64(direction[i]))
				}
				return c
			}
			got := (loss(moved(step)) - loss(moved(-step))) / (2 * step)
			if far(got/square, 1, tolerance) {
				t.Errorf("%s, %s: the loss rises by %.5g along the gradient, want %.5g", norm,
					tensor.Name(), got, square)
			}
		}
		if !slices.Equal(w.Learnt, formulaWeights().Learnt) {
			t.Error("the weights were changed")
		}
		if _, err := e.Gradient(w, make([]int32, 17), 7); err == nil ||
			!strings.Contains(err.Error(), "at most 16") {
			t.Errorf("the gradient of 17 clips: %v", err)
		}
	}
}
