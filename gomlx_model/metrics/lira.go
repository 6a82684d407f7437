package metrics

import (
	"fmt"
	"math"
)

// A LiRA says how well an attacker who has models of both kinds can tell a
// model that unlearned a speaker from one that never heard them.
type LiRA struct {
	AUC     float64 // by the speaker's clips; 0.5 where they cannot be told apart
	Control float64 // by other speakers' clips: what the attack finds without the speaker
}

// SpeakerLiRA is U-LiRA (Hayes et al., arXiv:2403.01218) with the speaker as
// the unit. For each clip, the margins of the models that unlearned and of the
// golds have a mean each. All share one pooled variance σ², because there are
// few models. A model scores
//
//	mean over clips of  ln N(margin; μ_unlearned, σ²) − ln N(margin; μ_gold, σ²)
//	= mean of (μ_unlearned − μ_gold)·(margin − (μ_unlearned + μ_gold)/2) / σ²
//
// Every unlearned model i is compared with every gold j, with means over the
// pairs other than i and j, so that no model is scored by itself or by a model
// of its own seed. The AUC is the share of comparisons that the unlearned model
// wins, ties counting half. Rows are models, of the same pairs in both lists;
// columns are clips. At least four pairs are needed. Gold2 in place of the
// unlearned models scores 0.5, apart from chance. The same on other speakers'
// clips is the control: an attack that wins there too has found damage, not
// memory.
func SpeakerLiRA(unlearned, gold, unlearnedOthers, goldOthers [][]float64) (l LiRA, err error) {
	if l.AUC, err = leavePairsOut(unlearned, gold); err != nil {
		return l, fmt.Errorf("the speaker's clips: %w", err)
	}
	if l.Control, err = leavePairsOut(unlearnedOthers, goldOthers); err != nil {
		return l, fmt.Errorf("other speakers' clips: %w", err)
	}
	return l, nil
}

func leavePairsOut(unlearned, gold [][]float64) (float64, error) {
	if err := checkModels(4, unlearned, gold); err != nil {
		return 0, err
	}
	if len(unlearned) != len(gold) {
		return 0, fmt.Errorf("%d models that unlearned and %d golds: give the same pairs",
			len(unlearned), len(gold))
	}
	wins := 0.0
	for i := range unlearned {
		for j := range gold {
			mine, golds := meansWithout(unlearned, i, j), meansWithout(gold, i, j)
			score := func(margins []float64) (sum float64) { // σ² and 1/n move no order
				for c, m := range margins {
					sum += (mine[c] - golds[c]) * (m - (mine[c]+golds[c])/2)
				}
				return sum
			}
			switch u, g := score(unlearned[i]), score(gold[j]); {
			case u > g:
				wins++
			case u == g:
				wins += 0.5
			}
		}
	}
	return wins / float64(len(unlearned)*len(gold)), nil
}

// meansWithout returns the mean margin of each clip over the models but two.
func meansWithout(models [][]float64, i, j int) []float64 {
	means, n := make([]float64, len(models[0])), 0
	for k, margins := range models {
		if k == i || k == j {
			continue
		}
		n++
		for c, m := range margins {
			means[c] += m
		}
	}
	for c := range means {
		means[c] /= float64(n)
	}
	return means
}

// checkModels refuses lists of models' margins that are too short, that cover
// other clips than the first, or that are not finite.
func checkModels(least int, lists ...[][]float64) error {
	for _, models := range lists {
		if len(models) < least {
			return fmt.Errorf("too few models (%d): at least %d are needed", len(models), least)
		}
		for i, margins := range models {
			if len(margins) == 0 || len(margins) != len(lists[0][0]) {
				return fmt.Errorf("model %d has margins of %d clips, the first of %d: give the "+
					"same clips, and at least one", i, len(margins), len(lists[0][0]))
			}
			for c, m := range margins {
				if math.IsNaN(m) || math.IsInf(m, 0) {
					return fmt.Errorf("margin of clip %d of model %d is %v: %w", c, i, m,
						ErrDiverged)
				}
			}
		}
	}
	return nil
}
