package metrics

import "math"

// TugOfWar says how near a model comes to gold on all sets at once,
//
//	Π_sets (1 − |F1_m − F1_gold|)
//
// in 0…1: 1 is gold's F1 everywhere, and one bad set spoils the whole. The sets
// are the excluded, the retained and the test clips (Zhao et al.,
// arXiv:2406.01257, with accuracy in place of macro F1). Gold scores 1 by
// definition, and gold2 shows how much of that a second retraining keeps. The
// original scores high if gold recognises the speaker's digits well. A model
// can match gold's F1 with other mistakes than gold's, so read this beside an
// agreement or a divergence. It is NaN if the two do not have equally many
// sets.
func TugOfWar(model, gold []float64) float64 {
	gaps := F1Gaps(model, gold)
	if gaps == nil {
		return math.NaN()
	}
	product := 1.0
	for _, gap := range gaps {
		product *= 1 - gap
	}
	return product
}

// F1Gaps returns |F1_m − F1_gold| for each set; nil if the two do not have as
// many sets.
func F1Gaps(model, gold []float64) []float64 {
	if len(model) != len(gold) {
		return nil
	}
	gaps := make([]float64, len(model))
	for i := range gaps {
		gaps[i] = math.Abs(model[i] - gold[i])
	}
	return gaps
}
