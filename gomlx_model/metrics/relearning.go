package metrics

import (
	"fmt"
	"math"
)

// RelearningArea says how much sooner a model learns a speaker again than gold
// learns them for the first time: the area between their learning curves, per
// interval, in the unit of the curves,
//
//	1/n · Σ_intervals ½·(gap before + gap after),   gap = gold's loss − the model's
//
// Both curves are mean losses on clips of the speaker that are not learnt from,
// before the first step and after each of n equal parts of the same training.
// Gold scores 0, and gold2 scores the difference of two trainings. More than
// that means that something was left; less means that the model was pushed
// away. The anamnesis index of Chundawat et al. (arXiv:2201.05629), which
// compares how soon a target is reached, is undefined if gold reaches it at
// once, as it does on digits that other speakers say too.
func RelearningArea(model, gold []float64) (float64, error) {
	if len(model) != len(gold) || len(gold) < 2 {
		return 0, fmt.Errorf("relearning: curves of %d and %d points: give as many of each, at "+
			"least 2", len(model), len(gold))
	}
	area := 0.0
	for i := 1; i < len(gold); i++ {
		area += (gold[i-1] - model[i-1] + gold[i] - model[i]) / 2
	}
	if math.IsNaN(area) || math.IsInf(area, 0) {
		return 0, fmt.Errorf("relearning: %w", ErrDiverged)
	}
	return area / float64(len(gold)-1), nil
}
