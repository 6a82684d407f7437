package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// damage is the control with the strongest noise.
const damage = "noise-0.16"

// ProbeSentence says what [ProbeTable] shows: whether a voice that was trained
// on stands out less or more than a new one, where the schemes end between the
// two, and whether strong noise, which harms everybody, ends as near to gold.
// The view says whether that noise does damage.
func ProbeSentence(findings []records.Finding, v *records.View) string {
	of := func(m string) records.Sample {
		return records.SampleOf(findings, names.ProtocolPaper, m, records.ProbeMeasure)
	}
	start := of(names.Original).Minus(of(names.Gold))
	if len(start.Pairs) == 0 {
		return "No original was probed beside a gold."
	}
	t := start.Test()
	text := fmt.Sprintf("The probe separates a voice that was trained on from the others with an "+
		"AUC of %s (original), and a new voice with %s (gold); the difference is %s (%s): %s.",
		plain(of(names.Original).Test().Mean, 3), plain(of(names.Gold).Test().Mean, 3),
		estimated(t, 3), start.Size(), bySide(t, "training makes a voice blend in, so "+
			"forgetting should make it stand out", "no difference is shown, so the probe says nothing "+
			"about forgetting", "training makes a voice stand out, so forgetting should make it blend "+
			"in"))
	towards := -side(t)
	schemes := ranOf(names.Schemes(), of)
	if towards == 0 || len(schemes) == 0 {
		return text
	}
	text += " Of the schemes, " + clauses(grouped(schemes, func(m string) string {
		return alongTheWay(of(m).Minus(of(names.Original)), of(m).Minus(of(names.Gold)), towards)
	})) + "."
	return text + damageSentence(of, schemes, v)
}

// alongTheWay says where a method ends by its differences from the original and
// from gold, where gold lies towards −1 or 1 of the original.
func alongTheWay(fromOriginal, fromGold records.Sample, towards int) string {
	gone, left := towards*side(fromOriginal.Test()), towards*side(fromGold.Test())
	switch {
	case gone < 0:
		return "moved away from gold"
	case left > 0:
		return "went beyond gold"
	case left == 0 && gone > 0:
		return "moved and showed no difference from gold"
	case left == 0:
		return "showed no difference from gold or from the original"
	case gone > 0:
		return "moved towards gold and stopped short of it"
	}
	return "showed no difference from the original"
}

// damageSentence says whether strong noise ends nearer to gold than every
// scheme, and what that means if it is damage.
func damageSentence(of func(string) records.Sample, schemes []string, v *records.View) string {
	harmed := of(damage).Minus(of(names.Gold))
	if len(harmed.Pairs) == 0 {
		return ""
	}
	nearest := schemes[0]
	left := func(m string) float64 { return math.Abs(of(m).Minus(of(names.Gold)).Test().Mean) }
	for _, m := range schemes {
		if left(m) < left(nearest) {
			nearest = m
		}
	}
	kind := "not shown to be below gold on both sets"
	if belowGold(v, damage) {
		kind = fmt.Sprintf("damaged, with F1 of %s on test",
			plain(v.Level(records.F1, names.SetTest, damage).Test().Mean, 3))
	}
	text := fmt.Sprintf(" `%s`, %s, ends at %s from gold (%s)", damage, kind,
		estimated(harmed.Test(), 3), harmed.Size())
	nearestText := fmt.Sprintf("the nearest scheme (`%s`, %s)", nearest,
		signed(of(nearest).Minus(of(names.Gold)).Test().Mean, 3))
	switch {
	case left(damage) >= left(nearest):
		return text + ", no nearer than " + nearestText + "."
	case belowGold(v, damage):
		return text + ", nearer than " + nearestText + ": damage brings a model there too, so " +
			"nearness to gold by this probe is no sign of forgetting."
	}
	return text + ", nearer than " + nearestText + "."
}

// AttackSentence says what [AttackTable] shows: whether margins tell the clips
// that the original heard from those that it did not, beyond what gold's do,
// and whether they still do after unlearning.
func AttackSentence(findings []records.Finding) string {
	of := func(m string) records.Sample {
		return records.SampleOf(findings, names.ProtocolHeldOut, m, records.AttackMeasure)
	}
	start := of(names.Original).Minus(of(names.Gold))
	if len(start.Pairs) == 0 {
		return "No original was attacked beside a gold."
	}
	t := start.Test()
	text := fmt.Sprintf("Before unlearning, the attack's AUC is %s, %s beyond gold's (%s): %s.",
		plain(of(names.Original).Test().Mean, 3), estimated(t, 3), start.Size(),
		bySide(t, "the model is less sure of heard clips than of unheard ones, so this is no "+
			"attack", "it is not shown to separate heard clips from unheard ones, so it cannot "+
			"show forgetting either", "margins separate heard clips from unheard ones"))
	schemes := ranOf(names.Schemes(), of)
	if side(t) <= 0 || len(schemes) == 0 {
		return text
	}
	return text + " After unlearning, " + clauses(grouped(schemes, func(m string) string {
		return bySide(of(m).Minus(of(names.Gold)).Test(), "ended below gold",
			"showed no difference from gold", "still separated heard clips from unheard ones")
	})) + "; " + lessThanBefore(of, schemes) + "."
}

// lessThanBefore says which schemes lowered the attack's AUC.
func lessThanBefore(of func(string) records.Sample, schemes []string) string {
	less := 0
	for _, m := range schemes {
		if side(of(m).Minus(of(names.Original)).Test()) < 0 {
			less++
		}
	}
	return fmt.Sprintf("a fall from the original's AUC is shown for %d of %s", less,
		records.Plural(len(schemes), "scheme"))
}
