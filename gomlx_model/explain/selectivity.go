package explain

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"audiounlearning/gomlx_model/metrics"

	"gonum.org/v1/gonum/stat"
)

// A Selectivity says how well a linear probe finds a speaker in a layer, and how
// well the same probe finds speakers that are not there.
type Selectivity struct {
	AUC      float64 // metrics.ProbeAUC of the speaker
	Shuffled float64 // mean of the same for shuffled speakers
	Value    float64 // AUC − Shuffled
}

// SelectivityOf probes the activations, clip × unit, for the clips of a speaker,
// and again so many times with the speakers shuffled among the clips. A probe
// that finds shuffled speakers learns by heart, and its AUC says nothing of the
// layer (J. Hewitt and P. Liang, arXiv:1909.03368). Which clips are left out
// together is as in [metrics.ProbeAUC]. It is an error if there are no
// shufflings, or where that function returns one.
func SelectivityOf(activations []float32, units int, isMember []bool, fold []int, shuffles int,
	random *rand.Rand) (s Selectivity, err error) {
	if shuffles < 1 {
		return s, fmt.Errorf("selectivity: %d shufflings: it needs one or more", shuffles)
	}
	if s.AUC, err = metrics.ProbeAUC(activations, units, isMember, fold,
		metrics.ProbeFolds); err != nil {
		return s, err
	}
	var control []float64
	for range shuffles {
		shuffled := slices.Clone(isMember)
		random.Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		auc, err := metrics.ProbeAUC(activations, units, shuffled, fold, metrics.ProbeFolds)
		if err != nil {
			return s, fmt.Errorf("shuffled: %w", err)
		}
		control = append(control, auc)
	}
	s.Shuffled = stat.Mean(control, nil)
	s.Value = s.AUC - s.Shuffled
	return s, nil
}
