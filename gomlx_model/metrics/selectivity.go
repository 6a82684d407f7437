package metrics

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Selectivity is what a linear probe finds of a speaker beyond what such a
// probe can memorise.
type Selectivity struct {
	AUC     float64 // of the probe for the speaker, as ProbeAUC
	Control float64 // mean AUC of probes for speakers that do not exist
}

// Value is the difference: near 0 if the activations say no more of the speaker
// than of an arbitrary mixture of others. Gold's activations know voices too,
// so set a model's value against gold's, and gold2's beside it.
func (s Selectivity) Value() float64 { return s.AUC - s.Control }

// ProbeSelectivity measures it (Hewitt and Liang, arXiv:1909.03368). A control
// speaker takes each label from one of the others, drawn at random and the same
// for all takes: as many clips, spread as evenly over the folds, but no voice.
// Speakers and labels have an entry a clip; the rest is as in [ProbeAUC]. It is
// an error if who is not among two or more speakers, or if there is no control.
func ProbeSelectivity(activations []float32, units int, speakers []string, labels []int32,
	who string, fold []int, folds, controls int, random *rand.Rand) (s Selectivity, err error) {
	others := slices.Compact(slices.Sorted(slices.Values(speakers)))
	others = slices.DeleteFunc(others, func(s string) bool { return s == who })
	if !slices.Contains(speakers, who) || len(others) == 0 || len(labels) != len(speakers) ||
		controls < 1 {
		return s, fmt.Errorf("selectivity: %d labels of %d clips, %d controls, speaker %q: they do "+
			"not fit", len(labels), len(speakers), controls, who)
	}
	probe := func(is func(clip int) bool) (float64, error) {
		member := make([]bool, len(speakers))
		for i := range member {
			member[i] = is(i)
		}
		return ProbeAUC(activations, units, member, fold, folds)
	}
	if s.AUC, err = probe(func(i int) bool { return speakers[i] == who }); err != nil {
		return s, err
	}
	for range controls {
		of := make([]string, slices.Max(labels)+1)
		for l := range of {
			of[l] = others[random.IntN(len(others))]
		}
		auc, err := probe(func(i int) bool { return speakers[i] == of[labels[i]] })
		if err != nil {
			return s, err
		}
		s.Control += auc / float64(controls)
	}
	return s, nil
}
