package report

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// AgreementTable asks whether a model errs where gold errs, on the excluded
// clips. Beside the methods stand the original, which forgot nothing, gold2,
// the best that can be asked for, and noise that only does damage. Forgetting
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
	t.Notes = append([]string{"Shares of clips in percent, of each pair. Same wrong answer: " +
		"where both err, over the pairs in which they do, which for the original are few. Rank " +
		"correlation: Spearman's, of the margins of the true class. In brackets 95 % " +
		"intervals."}, notes(samples...)...)
	return t
}

// SofteningTable tells forgetting from doubting everybody: margins and
// confidence on test, where nothing is to be forgotten, beside those on
// excluded, and how far the difference of the two, excluded − test, goes from
// the original's to gold's. The confidence is the view's; for a method without
// records its cells are empty.
func SofteningTable(list []Agreement, v *records.View) Table {
	t := Table{Title: "Forgetting or softening? Margins and confidence, excluded against test",
		Header: []string{"Method", "Margin, test", "Share of gold's", "Margin, excluded",
			"Confidence, test", "Confidence, excluded", "Way by margin, excluded − test",
			"Way by confidence, excluded − test", "n"}}
	var samples []records.Sample
	for _, a := range list {
		share := estimateOf(shares(a.Test, a.GoldTest), unchanged)
		margin, confidence := way(a.Gone, a.Room), confidenceWay(v, a.Method)
		row := []string{a.Method, plain(a.Test.Test().Mean, 1), percentWithEnds(share),
			plain(a.Excluded.Test().Mean, 1)}
		for _, set := range []string{names.SetTest, names.SetExcluded} {
			row = append(row, plain(v.Level(records.Confidence, set, a.Method).Test().Mean, 3))
		}
		t.Rows = append(t.Rows, append(row, percentWithEnds(margin.Estimate),
			percentWithEnds(confidence.Estimate), a.Test.Size()))
		samples = append(samples, a.Test)
	}
	t.Notes = append([]string{"Margins of the true class in nats; the published ones are rounded " +
		"to half a nat and at most 50. Way: the mean on excluded minus that on test, from the " +
		"original's difference (0 %) to gold's (100 %), by speaker: what a model loses on " +
		"everybody cancels. In brackets 95 % intervals."}, notes(samples...)...)
	return t
}

// confidenceWay is the difference in differences of mean confidence, excluded
// − test, as the way from the original's to gold's.
func confidenceWay(v *records.View, method string) Way {
	three := []string{method, names.Original, names.Gold}
	contrast := func(which int) records.Sample {
		on := func(set string) records.Sample {
			return v.Combine(set, three, func(r []records.Record) float64 {
				return r[which].Confidence - r[1].Confidence
			})
		}
		return on(names.SetExcluded).Minus(on(names.SetTest))
	}
	return way(contrast(0), contrast(2))
}

// AgreementSentence says what a method's answers show: how often it errs where
// gold errs and where gold is right, beside gold2 and noise that only does
// damage, and whether its margins are smaller on everybody.
func AgreementSentence(list []Agreement, method string) string {
	a, ok := agreementOf(list, method)
	again, ok2 := agreementOf(list, names.Gold2)
	if !ok || !ok2 {
		return fmt.Sprintf("There are no answers of both %s and %s.", method, names.Gold2)
	}
	text := fmt.Sprintf("`%s` errs on %s of the excluded clips that gold gets wrong and on %s of "+
		"those it gets right", method, percent(a.WrongToo.Test().Mean),
		percent(a.WrongAlone.Test().Mean))
	for _, beside := range []struct{ name, method string }{{"a second gold", names.Gold2},
		{"noise that only damages", "noise-0.16"}} {
		if b, ok := agreementOf(list, beside.method); ok && beside.method != method {
			text += fmt.Sprintf("; %s on %s and %s", beside.name, percent(b.WrongToo.Test().Mean),
				percent(b.WrongAlone.Test().Mean))
		}
	}
	share := a.WrongToo.Test().Mean / again.WrongToo.Test().Mean
	return text + fmt.Sprintf(". It shares %s of the errors that two golds share. ",
		percent(share)) + softeningSentence(a)
}

// softeningSentence says whether a method is less sure of everybody.
func softeningSentence(a Agreement) string {
	share := estimateOf(shares(a.Test, a.GoldTest), unchanged)
	text := fmt.Sprintf("On the other speakers' test clips its margins are %s of gold's (%s)",
		percent(share.Mean), percentEnds(share))
	switch {
	case share.High < 1:
		return text + ": it doubts everybody more than gold does."
	case share.Low > 1:
		return text + ": it is surer of them than gold is."
	}
	return text + ", which cannot be told from gold's."
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
