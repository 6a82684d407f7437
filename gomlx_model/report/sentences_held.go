package report

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// HeldSentence says what [HeldTable] shows of the original and the schemes.
// They remember clips if they score more on the clips to forget than on unheard
// clips of the same voice, beyond gold's difference. They know the voice if
// they score more than gold on the unheard clips.
func HeldSentence(v *records.View) string {
	beyond := func(m string) records.Sample {
		d := func(m string) records.Sample {
			return v.Level(records.F1, names.SetExcluded, m).
				Minus(v.Level(records.F1, names.SetExcludedHeld, m))
		}
		return d(m).Minus(d(names.Gold))
	}
	voice := func(m string) records.Sample {
		return v.Difference(records.F1, names.SetExcludedHeld, m, names.Gold)
	}
	methods := ranOf(append([]string{names.Original}, names.Schemes()...), beyond)
	if len(methods) == 0 {
		return "No run has unheard clips of the excluded speaker beside a gold."
	}
	numbers := func(of func(string) records.Sample) string {
		return withNumbers(methods, func(m string) string { return estimated(of(m).Test(), 3) })
	}
	return fmt.Sprintf("Memory of clips is the score on clips to forget minus that on unheard "+
		"clips of the same voice, minus gold's difference: %s (%s). Knowledge of the voice is the "+
		"score on unheard clips minus gold's: %s. %s", numbers(beyond), beyond(methods[0]).Size(),
		numbers(voice), whatIsKept(methods, beyond, voice))
}

// whatIsKept says for which methods memory and knowledge are shown.
func whatIsKept(methods []string, beyond, voice func(string) records.Sample) string {
	shown := func(of func(string) records.Sample) (list []string) {
		for _, m := range methods {
			if side(of(m).Test()) > 0 {
				list = append(list, m)
			}
		}
		return list
	}
	clips, knows := shown(beyond), shown(voice)
	text := "Memory of clips is shown for none"
	if len(clips) > 0 {
		text = "Memory of clips is shown for " + coded(clips)
	}
	if len(knows) == 0 {
		return text + ", knowledge of the voice for none."
	}
	return text + ", knowledge of the voice for " + coded(knows) + "."
}
