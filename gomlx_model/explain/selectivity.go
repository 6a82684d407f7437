package explain

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"audiounlearning/gomlx_model/metrics"

	"gonum.org/v1/gonum/stat"
)

// A Selectivity says how well a linear probe finds a speaker in a layer, and
// how well the same probe finds invented speakers.
type Selectivity struct {
	Layer    string
	AUC      float64 // metrics.ProbeAUC of the speaker
	Shuffled float64 // mean of the same for shuffled speakers
	Value    float64 // AUC − Shuffled
}

// ProbeLayers probes the layers of each of a lineup for a speaker's clips, maps
// by the mean of each channel. Fold says with which part a clip is left out, as
// in [metrics.ProbeAUC]; the seed decides the shufflings. Gold2 never heard the
// speaker, and yet a probe can recognise the voice: forgetting like gold means
// an AUC no higher than gold2's, not 0.5. The control is a network of random
// weights.
func ProbeLayers(models Lineup[[]Layer], isMember []bool, fold []int, shuffles int, seed uint64) (
	Judged[[]Selectivity], error) {
	return Judge(models, func(layers []Layer) (list []Selectivity, err error) {
		random := rand.New(rand.NewPCG(seed, 0)) // the same shufflings for all
		for _, l := range layers {
			s, err := selectivity(l.Pooled(), l.Channels, isMember, fold, shuffles, random)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", l.Name, err)
			}
			s.Layer = l.Name
			list = append(list, s)
		}
		return list, nil
	})
}

// selectivity probes the activations, clip × unit, for the clips of a speaker,
// and again so many times with the speakers shuffled among the clips. A probe
// that finds shuffled speakers memorises clips, and its AUC says nothing about
// the layer (J. Hewitt and P. Liang, arXiv:1909.03368). Which clips are left
// out together is as in [metrics.ProbeAUC]. It is an error if there are no
// shufflings, or if that function returns one.
func selectivity(activations []float32, units int, isMember []bool, fold []int, shuffles int,
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
