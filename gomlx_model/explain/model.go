package explain

import "fmt"

// A Model is what an analysis of inputs needs of a model. Features are clip ×
// coefficient × frame, logits and factors clip × class. InputGradient is the
// gradient of Σ_k factors·logit_k with respect to each clip's features.
type Model interface {
	LogitsOf(features []float32) ([]float32, error)
	InputGradient(features, factors []float32) ([]float32, error)
}

// changeOfLogits returns f(x) − f(x⁰) of each clip.
func changeOfLogits(m Model, features, baseline, factors []float32) ([]float64, error) {
	logits, err := m.LogitsOf(features)
	if err != nil {
		return nil, err
	}
	before, err := m.LogitsOf(baseline)
	if err != nil {
		return nil, err
	}
	if len(factors) != len(logits) || len(before) == 0 {
		return nil, fmt.Errorf("attributions: %d factors of %d logits: each needs one",
			len(factors), len(logits))
	}
	change := make([]float64, len(features)/len(baseline))
	for i, z := range logits {
		change[i/len(before)] += float64(factors[i]) *
			(float64(z) - float64(before[i%len(before)]))
	}
	return change, nil
}

// weighted returns Σ_k factors_k·logit_k of each clip; a clip has size
// features.
func weighted(m Model, features, factors []float32, size int) ([]float64, error) {
	logits, err := m.LogitsOf(features)
	if err != nil {
		return nil, err
	}
	if len(logits) != len(factors) {
		return nil, fmt.Errorf("attributions: %d factors of %d logits: each needs one",
			len(factors), len(logits))
	}
	clips := len(features) / size
	sums := make([]float64, clips)
	for i, z := range logits {
		sums[i/(len(logits)/clips)] += float64(factors[i]) * float64(z)
	}
	return sums, nil
}
