package report

import (
	"fmt"
	"strings"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// ChangedSentence says what [ChangedTable] shows: how many answers the methods
// change, how many of the changes lead to gold's answer, and whether a method
// agrees with gold more or less than the original did.
func ChangedSentence(r *records.Results, speech *corpus.Corpus) (string, error) {
	clips := split.ClipsOf(speech)
	start, err := changesOf(r, clips, names.Original)
	if err != nil {
		return "", err
	}
	found := map[string]changes{}
	var methods []string
	for _, m := range r.Settings.Methods {
		of, err := changesOf(r, clips, m)
		if err != nil {
			return "", err
		}
		if len(of.agree.Minus(start.agree).Pairs) > 0 {
			found[m], methods = of, append(methods, m)
		}
	}
	if len(methods) == 0 {
		return "No method has answers beside those of an original and a gold.", nil
	}
	change := func(m string) records.Sample { return found[m].agree.Minus(start.agree) }
	var moved, agreed []string
	for _, m := range methods {
		of := found[m]
		moved = append(moved, fmt.Sprintf("`%s` %s (%s)", m, plain(of.changed.Test().Mean, 1),
			toGold(of)))
	}
	for _, g := range grouped(methods, func(m string) string {
		return bySide(change(m).Test(), "fell", noChange, "rose")
	}) {
		agreed = append(agreed, withNumbers(g.methods,
			func(m string) string { return points(change(m)) })+" "+g.word)
	}
	return fmt.Sprintf("Of %s answers, this many differ from the original's (in brackets, the share "+
		"of them that is gold's answer): %s (means, %s). Agreement with gold was %s for the "+
		"original; relative to that, in points, %s.", plain(start.all.Test().Mean, 0), listed(moved),
		found[methods[0]].all.Size(), percent(start.agree.Test().Mean),
		strings.Join(agreed, "; ")), nil
}

// toGold is the share of a method's changed answers that agree with gold.
func toGold(of changes) string {
	if of.changed.Test().Mean == 0 {
		return "no share"
	}
	return percent(of.toGold.Test().Mean / of.changed.Test().Mean)
}
