package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// MuchTaken is the share of the way to gold2 that damage may not seem to go, by
// a metric that is trusted: the interval must end below a tenth. It was fixed
// before the controls of seeds 4–8 were looked at.
const MuchTaken = 0.1

// undertrained is the model that shows what a trusted metric finds in one that
// never heard the speaker, and is not gold: gold, stopped at half of its
// epochs.
const undertrained = "retrain-60"

// distances are metrics of the distance from gold. They say nothing of the
// direction: a model that forgets too much is far from gold too.
var distances = []string{"F1 gap", "tug of war", "agreement", "same errors", "JS"}

// trustedMetrics names the metrics that distinguish every control that they
// were tried on from gold2, damage among these, and by which damage goes less
// than a tenth of the way.
func trustedMetrics(powers []Power) (trusted []string) {
	_, metrics, _ := powerGrid(powers)
	for _, m := range metrics {
		tried, missed := triedOn(powers, m)
		onDamage := slices.ContainsFunc(tried, isDamage)
		fooled := slices.ContainsFunc(powers, func(p Power) bool {
			return p.Metric == m && isDamage(p.Control) && !(p.Taken.High < MuchTaken)
		})
		if onDamage && len(missed) == 0 && !fooled {
			trusted = append(trusted, m)
		}
	}
	return trusted
}

// isDamage reports whether a control is a damaged original.
func isDamage(control string) bool { return strings.HasPrefix(control, names.Damage) }

// TrustedSentence says what the metrics that can be trusted find in the method
// that [MethodsAnswer] advises, compared with gold2 of the same pairs: whether
// it is nearer to the original, beyond gold2, farther from gold, or not shown
// to differ. Differences are paired, and their 95 % t intervals are over
// speakers. In brackets stands the same of a model that never heard the
// speaker, but was trained for less: what it shows too is no memory.
func TrustedSentence(v *records.View, scores []Score) string {
	methods, _ := answeringMethods(v)
	best, ok := cheapest(rowsOf(v, methods))
	trusted := scoresBy(scores, trustedMetrics(Powers(scores))...)
	switch {
	case !ok:
		return "No method ends near gold, so none was judged by the metrics that can be trusted."
	case len(trusted) == 0:
		return "No metric was shown to be one that can be trusted."
	}
	var original, beyond, farther, equal, unmeasured, seeds []string
	for _, s := range trusted {
		further := s.By[best.Method].Minus(s.By[names.Gold2])
		if len(further.Pairs) == 0 {
			unmeasured = append(unmeasured, s.Name)
			continue
		}
		if run := seedsOf(further); !slices.Contains(seeds, run) {
			seeds = append(seeds, run)
		}
		e := estimateOf(further, unchanged)
		digits := digitsOf(s)
		text := fmt.Sprintf("%s %s %s", s.Name, signed(e.Mean, digits), ends(e, digits))
		if less := s.By[undertrained].Minus(s.By[names.Gold2]); len(less.Pairs) > 0 {
			text += fmt.Sprintf(" (%s)", signed(less.Test().Mean, digits))
		}
		switch left := float64(s.Left) * e.Mean; {
		case math.IsNaN(e.Low) || e.Low <= 0 && e.High >= 0:
			equal = append(equal, text)
		case slices.Contains(distances, s.Name) && left > 0:
			farther = append(farther, text)
		case left > 0:
			original = append(original, text)
		case slices.Contains(distances, s.Name):
			equal = append(equal, text) // nearer to gold than gold2 is
		default:
			beyond = append(beyond, text)
		}
	}
	text := fmt.Sprintf("By the metrics that can be trusted, `%s` compared with gold2 of the same "+
		"pairs (seeds %s; in round brackets %s, which never heard the speaker):", best.Method,
		strings.Join(seeds, " or "), undertrained)
	separator := " "
	for _, part := range []struct {
		what string
		list []string
	}{{"nearer to the original", original}, {"beyond gold2, which reveals a deletion", beyond},
		{"farther from gold", farther}, {"not shown to differ", equal},
		{"not measured", unmeasured}} {
		if len(part.list) > 0 {
			text += separator + part.what + ": " + strings.Join(part.list, ", ")
			separator = "; "
		}
	}
	if text += "."; slices.ContainsFunc(trusted, func(s Score) bool { return s.Name == "F1" }) {
		text += " The method was chosen by its F1, so F1, F1 gap and tug of war are no new witnesses."
	}
	return text
}
