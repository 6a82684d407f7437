package metrics

import "math"

// A Trade holds the quantities that CGUM weighs against each other.
type Trade struct {
	F1, GoldF1 float64 // on test
	// accuracy of a membership attack on the clips to forget: any attack, but
	// the same one for all three
	Attack, GoldAttack, OriginalAttack float64
	// both in the same unit, which must be stated: CGUM adds 1 to each, so
	// seconds and passes over the retain set give different values
	Cost, GoldCost float64
	Classes        int
}

// CGUM is the harmonic mean of utility, efficacy and speed of UnSLU-BENCH+
// (github.com/koudounasalkis/UnSLU-BENCH, arXiv:2505.15700),
//
//	U = (F1 − 1/C) / (F1_gold − 1/C + ε)
//	E = 1 − |attack − attack_gold| / (|attack_original − attack_gold| + ε)
//	T = 1 − ln(cost + 1) / (ln(cost_gold + 1) + ε)
//	CGUM = 3·U·E·T / (E·T + U·T + U·E + ε),   ε = 1e-6
//
// each clipped to 0…1. It ranks trades and not forgetting: gold and gold2 score
// 0 for their cost, and the original scores 0 for its efficacy. An F1 above
// gold's is not penalised. Where the attack does as well on the original as on
// gold, E is noise: do not report it if the two attacks differ by less than two
// standard deviations.
func (t Trade) CGUM() float64 {
	const epsilon = 1e-6
	hold := func(x float64) float64 { return max(0, min(1, x)) }
	chance := 1 / float64(t.Classes)
	u := hold((t.F1 - chance) / (t.GoldF1 - chance + epsilon))
	e := hold(1 - math.Abs(t.Attack-t.GoldAttack)/
		(math.Abs(t.OriginalAttack-t.GoldAttack)+epsilon))
	s := hold(1 - math.Log1p(t.Cost)/(math.Log1p(t.GoldCost)+epsilon))
	return 3 * u * e * s / (e*s + u*s + u*e + epsilon)
}
