package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// TrustedMetrics names the metrics that distinguish every control from gold2 and
// do not take damage for forgetting. They have at least two controls, since one
// proves little.
func TrustedMetrics(powers []Power) (trusted []string) {
	controls, metrics, cells := powerGrid(powers)
	for _, m := range metrics {
		tried, seen := 0, 0
		for _, c := range controls {
			p := cells[[2]string{m, c}]
			tried += count(len(p.AUC.Sample.Pairs) > 0)
			seen += count(p.Sees())
		}
		if tried > 1 && seen == tried && howFooled(powers, m) == "" {
			trusted = append(trusted, m)
		}
	}
	return trusted
}

// TrustedSentence says what the metrics that can be trusted find in the method
// that [MethodsAnswer] advises, beside gold2 of the same pairs: more of the
// speaker left, less, or no difference shown. Differences are paired, and their
// 95 % t intervals are over speakers.
func TrustedSentence(v *records.View, scores []Score) string {
	methods, _ := answeringMethods(v)
	best, ok := cheapest(rowsOf(v, methods))
	trusted := TrustedMetrics(Powers(scores))
	if !ok || len(trusted) == 0 {
		return "There is no method near gold, or no metric that can be trusted to judge it."
	}
	var more, less, equal, unmeasured []string
	for _, s := range scoresBy(scores, trusted...) {
		further := s.By[best.Method].Minus(s.By[names.Gold2])
		if len(further.Pairs) == 0 {
			unmeasured = append(unmeasured, s.Name)
			continue
		}
		e := estimateOf(further, unchanged)
		text := fmt.Sprintf("%s (%s %s)", s.Name, signed(e.Mean, digitsOf(s)), ends(e, digitsOf(s)))
		switch left := float64(s.Left); {
		case math.IsNaN(e.Low) || e.Low <= 0 && e.High >= 0:
			equal = append(equal, text)
		case left*e.Mean > 0:
			more = append(more, text)
		default:
			less = append(less, text)
		}
	}
	text := fmt.Sprintf("What do the metrics that can be trusted find in %s, less gold2 on the same "+
		"pairs?", best.Method)
	for _, part := range []struct {
		what string
		list []string
	}{{"More is left", more}, {"Less is left, which reveals a deletion", less},
		{"No difference is shown", equal}, {"Not measured", unmeasured}} {
		if len(part.list) > 0 {
			text += fmt.Sprintf(" %s: %s.", part.what, listed(part.list))
		}
	}
	return text
}
