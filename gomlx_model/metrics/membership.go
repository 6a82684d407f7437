package metrics

import (
	"math"
	"slices"

	"audiounlearning/gomlx_model/stats"
)

// A Membership is how well a threshold on clips' margins tells clips that were
// trained on from clips of the same speaker that no model heard, which protocol
// M holds out. Clips of other speakers would not do: the attack would find the
// voice, not the training.
type Membership struct {
	AUC float64 // area under the ROC curve, 0.5 for chance
	TPR float64 // share of members found while at most 5 % of the others are taken for members
}

// membershipFPR is the share of false alarms that the attack may raise (Carlini
// et al., arXiv:2112.03570, ask for few; with 50 unheard clips 5 % are two).
const membershipFPR = 0.05

// AttackMargins is the attack on margins (see [Margins]); both are NaN if one
// side is empty. Gold never heard either, so it and gold2 score 0.5 and 0.05,
// apart from chance, whose standard deviation is √((m + n + 1)/(12·m·n)), 0.04
// with 450 and 50 clips. Report the difference from gold's: an AUC below 0.5
// shows an attacker that something was forgotten.
func AttackMargins(members, others []float64) Membership {
	return Membership{AUC: stats.AUC(members, others),
		TPR: TPRAt(members, others, membershipFPR)}
}

// TPRAt returns the share of members above a threshold: the lowest one that at
// most a share fpr of the others are above. Thresholds lie at scores, and ties
// count as below. It is NaN if one side is empty.
func TPRAt(members, others []float64, fpr float64) float64 {
	if len(members) == 0 || len(others) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(others))
	allowed := int(fpr * float64(len(others)))
	threshold := math.Inf(-1)
	if allowed < len(others) {
		threshold = sorted[len(others)-1-allowed]
	}
	found := 0
	for _, m := range members {
		if m > threshold {
			found++
		}
	}
	return float64(found) / float64(len(members))
}
