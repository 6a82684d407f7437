package explain

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A LeftOut is the true effect of leaving a speaker out of the training on the
// loss of each test clip, in nats: gold's − original's, of one pair. Estimates
// of influence should rank the clips by it.
type LeftOut struct {
	records.PairKey
	Clips  []int     // the test clips, in the corpus
	Effect []float64 // by gold
	Again  []float64 // by gold2, which has other initial weights and draws
	// By noise that only does damage. An estimate that ranks only by the clips'
	// difficulty would match this as well.
	Control []float64
}

// LeftOut returns the effects of each pair that has what they need.
func (a *Answers) LeftOut() (list []LeftOut, err error) {
	pairs, err := a.with(names.Original, names.Gold, names.Gold2, Noise)
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		effect := LeftOut{PairKey: p.PairKey, Clips: p.Split.Test}
		for _, of := range []struct {
			method string
			into   *[]float64
		}{{names.Gold, &effect.Effect}, {names.Gold2, &effect.Again}, {Noise, &effect.Control}} {
			for _, clip := range p.Split.Test {
				*of.into = append(*of.into,
					Loss(float64(p.Runs[of.method].Margins[clip]), 0, 0)-
						Loss(float64(p.Runs[names.Original].Margins[clip]), 0, 0))
			}
		}
		list = append(list, effect)
	}
	return list, nil
}

// Ranked says how well an estimate of influence ranks the test clips by the
// true effect: Spearman's correlation. The correlation of gold2's effect is the
// most that can be expected, and that of noise is the control. Both contain the
// original's loss, as the effect does. The estimate does not, so the comparison
// is hard on it. It is an error if there is not an estimate for each clip.
func (l LeftOut) Ranked(name string, estimate []float64) (Judged[float64], error) {
	return Judge(Lineup[[]float64]{Method: name, Found: estimate, Gold2: l.Again,
		Control: l.Control, ControlName: Noise}, func(x []float64) (float64, error) {
		if len(x) != len(l.Effect) {
			return 0, fmt.Errorf("%d estimates for %d test clips: each needs one", len(x),
				len(l.Effect))
		}
		return stats.Spearman(x, l.Effect), nil
	})
}
