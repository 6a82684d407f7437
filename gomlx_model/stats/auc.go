package stats

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate"
	"gonum.org/v1/gonum/stat"
)

// AUC returns the area under the ROC curve: the chance that a random member
// scores above a random non-member, ties counting half. 0.5 means that the
// score does not tell them apart. It is NaN if either group is empty.
//
// Let the scores be logit margins, the members clips that were trained on, and
// the others unheard clips of the same speaker: this is the
// membership-inference attack that protocol M makes possible.
func AUC(members, others []float64) float64 {
	if len(members) == 0 || len(others) == 0 {
		return math.NaN()
	}
	type scored struct {
		score  float64
		member bool
	}
	all := make([]scored, 0, len(members)+len(others))
	for _, s := range members {
		all = append(all, scored{s, true})
	}
	for _, s := range others {
		all = append(all, scored{s, false})
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	scores, classes := make([]float64, len(all)), make([]bool, len(all))
	for i, s := range all {
		scores[i], classes[i] = s.score, s.member
	}
	truePositives, falsePositives, _ := stat.ROC(nil, scores, classes, nil)
	return integrate.Trapezoidal(falsePositives, truePositives)
}
