package report

import (
	"fmt"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// AgreementTable says whether a model errs where gold errs, on the excluded
// clips. Beside the methods stand the original, which forgot nothing; gold2,
// the best that one can ask for; and noise that only does damage. Forgetting
// raises the errors where gold errs and hardly any others; damage raises both.
func AgreementTable(list []Agreement) Table {
	t := Table{Title: "Does it err where gold errs? Answers to the excluded clips",
		Header: []string{"Method", "Agrees with gold", "Errs where gold errs",
			"Errs where gold is right", "Same wrong answer", "Rank correlation of margins", "n"}}
	var samples []records.Sample
	for _, a := range list {
		row := []string{a.Method}
		for _, s := range []records.Sample{a.AsGold, a.WrongToo, a.WrongAlone} {
			row = append(row, percentWithEnds(estimateOf(s, unchanged)))
		}
		t.Rows = append(t.Rows, append(row, percent(a.SameWrong.Test().Mean),
			withEnds(estimateOf(a.Rank, unchanged), 2), a.AsGold.Size()))
		samples = append(samples, a.AsGold)
	}
	t.Notes = append([]string{"Shares are of each pair's clips. Same wrong answer: where both " +
		"err, over the pairs in which they do, few for the original. Rank correlation: Spearman's, " +
		"of the margins of the true class. Shorter retraining is compared with gold2, since it is " +
		"the beginning of its own gold. In brackets: 95 % intervals."}, notes(samples...)...)
	return t
}

// AgreementSentence says what a method's answers show, in words that the
// numbers choose: how often it errs where gold errs and where gold is right,
// and whether it makes gold's mistakes, compared with gold2 and with noise that
// only damages; and whether it is less sure of everybody.
func AgreementSentence(list []Agreement, method string) string {
	a, ok := agreementOf(list, method)
	again, ok2 := agreementOf(list, names.Gold2)
	if !ok || !ok2 {
		return fmt.Sprintf("There are no answers of both %s and %s.", method, names.Gold2)
	}
	beside := func(number func(Agreement) string) string {
		text := number(a)
		var others []string
		for _, other := range []struct{ name, method string }{{"a second gold", names.Gold2},
			{"noise that only damages", "noise-0.16"}} {
			if b, ok := agreementOf(list, other.method); ok && other.method != method {
				others = append(others, other.name+" "+number(b))
			}
		}
		if len(others) == 0 {
			return text
		}
		return text + " (" + strings.Join(others, ", ") + ")"
	}
	share := func(of func(Agreement) records.Sample) string {
		return beside(func(b Agreement) string { return percent(of(b).Test().Mean) })
	}
	return fmt.Sprintf("`%s` errs on %s of the excluded clips that gold gets wrong, and on %s of "+
		"those it gets right. On gold's errors, it errs %s as often as a second gold. Where both "+
		"err, it gives "+
		"gold's wrong answer to %s. Its margins order the clips like gold's with a rank correlation "+
		"of %s. ", method,
		share(func(b Agreement) records.Sample { return b.WrongToo }),
		share(func(b Agreement) records.Sample { return b.WrongAlone }),
		percent(a.WrongToo.Test().Mean/again.WrongToo.Test().Mean),
		share(func(b Agreement) records.Sample { return b.SameWrong }),
		beside(func(b Agreement) string { return plain(b.Rank.Test().Mean, 2) })) +
		softeningSentence(a)
}

// agreementOf finds a method.
func agreementOf(list []Agreement, method string) (Agreement, bool) {
	for _, a := range list {
		if a.Method == method {
			return a, true
		}
	}
	return Agreement{}, false
}
