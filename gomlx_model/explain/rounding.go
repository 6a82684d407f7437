package explain

import (
	"math"

	"audiounlearning/gomlx_model/network"
)

// Rounded returns the weights as they are after being stored in that many bits,
// for example 8. Each kernel is divided into equal steps from −largest to
// +largest,
//
//	s = max|w| / (2^(bits−1) − 1),   w ← s · round(w/s)
//
// symmetric and by tensor, as is usual for kernels (B. Jacob et al.,
// arXiv:1712.05877); biases, norms and moving statistics, which are few, stay
// as they are. Rounding undoes unlearning that moves weights by less than half
// a step: in Z. Zhang et al., arXiv:2410.16454, what was forgotten came back.
// Rounded panics unless bits are in 2…16.
func Rounded(w network.Weights, bits int) network.Weights {
	if bits < 2 || bits > 16 {
		panic("explain: bits must be in 2…16")
	}
	out := w.Clone()
	for _, t := range w.Network.Tensors() {
		if t.Kind != network.Kernel {
			continue
		}
		values, largest := out.Of(t), 0.0
		for _, v := range values {
			largest = max(largest, math.Abs(float64(v)))
		}
		step := largest / float64(int(1)<<(bits-1)-1)
		if step == 0 {
			continue
		}
		for i, v := range values {
			values[i] = float32(step * math.Round(float64(v)/step))
		}
	}
	return out
}

// A Rounding is a score before and after the weights were rounded.
type Rounding struct{ Before, After float64 }

// Roundings scores each model of a lineup before and after its kernels are
// rounded to that many bits: does what was forgotten come back? Gold2 shows
// what rounding does to a model that never heard the speaker.
func Roundings(models Lineup[network.Weights], bits int,
	score func(network.Weights) (float64, error)) (Judged[Rounding], error) {
	return Judge(models, func(w network.Weights) (r Rounding, err error) {
		if r.Before, err = score(w); err != nil {
			return r, err
		}
		r.After, err = score(Rounded(w, bits))
		return r, err
	})
}
