package metrics

import (
	"fmt"
	"math"
)

// JensenShannon returns the divergence of two distributions over classes,
//
//	½·KL(p ‖ m) + ½·KL(q ‖ m),   m = (p + q)/2,
//
// in nats: 0 where they are equal, ln 2 where they have nothing in common
// (Lin, IEEE Trans. Inf. Theory 37, 1991). NaN where their lengths differ.
func JensenShannon(p, q []float64) float64 {
	if len(p) != len(q) {
		return math.NaN()
	}
	sum := 0.0
	for i := range p {
		m := (p[i] + q[i]) / 2
		for _, x := range []float64{p[i], q[i]} {
			if x > 0 {
				sum += x * math.Log(x/m) / 2
			}
		}
	}
	return max(0, sum)
}

// Divergence returns the mean over clips of the Jensen-Shannon divergence of
// two models' answers, in nats, from their logits, clip × class. Gold's
// divergence from gold is 0. Divide other models' by gold2's, the floor: 1 is
// then the divergence of two retrainings.
func Divergence(a, b []float32, classes int) (float64, error) {
	if classes < 2 || len(a) == 0 || len(a) != len(b) || len(a)%classes != 0 {
		return 0, fmt.Errorf("divergence: %d and %d logits of %d classes: give as many of each",
			len(a), len(b), classes)
	}
	sum := 0.0
	for i := 0; i < len(a); i += classes {
		sum += JensenShannon(Softmax(a[i:i+classes]), Softmax(b[i:i+classes]))
	}
	if mean := sum / float64(len(a)/classes); !math.IsNaN(mean) {
		return mean, nil
	}
	return 0, fmt.Errorf("divergence of logits: %w", ErrDiverged)
}

// Recovered is the share of the original's divergence from gold that a method
// removed, not counting the divergence of two golds:
//
//	1 − (JS(m) − JS(gold2)) / (JS(original) − JS(gold2))
//
// where each JS is the divergence from gold. The original scores exactly 0 and
// gold2 exactly 1. Gold itself, which no method can be expected to match,
// scores a little more. The result is NaN if the original is no farther from
// gold than gold2 is: there is nothing to recover.
func Recovered(model, original, gold2 float64) float64 {
	if !(original > gold2) {
		return math.NaN()
	}
	return (original - model) / (original - gold2)
}

// Softmax returns the probabilities of a clip's logits.
func Softmax(row []float32) []float64 {
	p, norm := make([]float64, len(row)), logSumExp(row, -1)
	for i, z := range row {
		p[i] = math.Exp(float64(z) - norm)
	}
	return p
}
