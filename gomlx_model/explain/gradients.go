package explain

import (
	"fmt"
	"math"
)

// Attributions say how much each feature of each clip adds to the weighted
// logits.
type Attributions struct {
	Values []float64 // clip × feature
	Change []float64 // of each clip's weighted logits, from the baseline to the clip
	Steps  int       // the number that was enough
	Gap    float64   // the worst |Σ values − change|, over what its tolerance is a share of
}

// The integral's first and largest number of steps; the number is doubled until
// it is enough. Trained networks needed 64 to 128 steps, one of random weights
// 512.
const (
	firstSteps   = 64
	mostSteps    = 4096
	completeness = 0.01
)

// Integrate returns integrated gradients (M. Sundararajan, A. Taly and Q. Yan,
// arXiv:1703.01365) from a baseline clip x⁰, such as [MeanClip] of the retained
// set, to each clip x,
//
//	value_i = (x_i − x⁰_i) · 1/S Σ_{s=1…S} ∂f/∂x_i (x⁰ + (s − ½)/S·(x − x⁰))
//	f       = Σ_k factors_k·logit_k
//
// by the midpoints of S steps. They must add up to f(x) − f(x⁰): steps are
// doubled until each clip's sum is within 1 % of its change, or of the mean
// |change| where that is larger. It is an error if 4,096 steps are not enough,
// or the sizes do not fit.
func Integrate(m Model, features, baseline, factors []float32) (*Attributions, error) {
	size := len(baseline)
	if size == 0 || len(features) == 0 || len(features)%size != 0 {
		return nil, fmt.Errorf("integrated gradients: %d features, the baseline has %d: each clip "+
			"needs as many", len(features), size)
	}
	a := &Attributions{}
	clips := len(features) / size
	var err error
	if a.Change, err = changeOfLogits(m, features, baseline, factors); err != nil {
		return nil, err
	}
	unit := 0.0
	for _, c := range a.Change {
		unit += math.Abs(c) / float64(clips)
	}
	for a.Steps = firstSteps; a.Steps <= mostSteps; a.Steps *= 2 {
		if a.Values, err = midpoints(m, features, baseline, factors, a.Steps); err != nil {
			return nil, err
		}
		a.Gap = 0
		for i, change := range a.Change {
			sum := 0.0
			for _, v := range a.Values[i*size:][:size] {
				sum += v
			}
			if gap := math.Abs(sum - change); gap > 0 {
				a.Gap = max(a.Gap, gap/max(unit, math.Abs(change)))
			}
		}
		if a.Gap <= completeness {
			return a, nil
		}
	}
	return nil, fmt.Errorf("integrated gradients: after %d steps the worst sum is still %.2g of "+
		"the change off: the model is too rough between baseline and clip", mostSteps, a.Gap)
}

// together is about how many clips a model gets at once: for few clips, several
// steps cost no more than one.
const together = 500

func midpoints(m Model, features, baseline, factors []float32, steps int) ([]float64, error) {
	values, size := make([]float64, len(features)), len(baseline)
	atOnce := max(1, together*size/len(features))
	for first := 0; first < steps; first += atOnce {
		var at, asked []float32
		for s := first; s < min(first+atOnce, steps); s++ {
			share := (float64(s) + 0.5) / float64(steps)
			for i, x := range features {
				x0 := float64(baseline[i%size])
				at = append(at, float32(x0+share*(float64(x)-x0)))
			}
			asked = append(asked, factors...)
		}
		gradient, err := m.InputGradient(at, asked)
		if err != nil {
			return nil, err
		}
		for i, g := range gradient {
			values[i%len(features)] += float64(g) / float64(steps)
		}
	}
	for i := range values {
		values[i] *= float64(features[i]) - float64(baseline[i%size])
	}
	return values, nil
}
