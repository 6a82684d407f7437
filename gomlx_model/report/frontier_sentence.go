package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// FrontierSentence says in plain sentences what a method leaves of the speaker
// and what it costs the others, compared with the original, gold and the
// retraining of the same price on test, and advises what to do. The numbers
// choose the words. It uses the seeds of [Headline]; if the other draw of seeds
// advises otherwise, it gives both answers. If the tuned method ends nearer to
// gold, the sentences are about the tuned method. Without runs it says so.
func FrontierSentence(study *records.View, method string) string {
	a, other, ok := drawnAnswers(study, method)
	if !ok {
		return fmt.Sprintf("There are no finished runs of %s.", method)
	}
	return a.tell(method, directClause(Headline(study), a, other)) + " " + adviseBoth(a, other)
}

// tell is all sentences except the advice. Direct is a clause for the sentence
// on errors.
func (a answer) tell(method, direct string) string {
	return a.tunedSentence(method) + a.memorySentence() + " " + a.errorsSentence() + direct + ". " +
		a.retrainSentence()
}

// tunedSentence says whether tuning helped, if it was tried.
func (a answer) tunedSentence(method string) string {
	tuned, ok := rowOf(a.rows, method+names.Tuned)
	plainly, ok2 := rowOf(a.rows, method)
	if !ok || !ok2 {
		return ""
	}
	sum := func(r FrontierRow) string { return plain(r.Test.Mean+r.Excluded.Mean, 2) }
	if a.row.Method == method {
		return fmt.Sprintf("Tuned, `%s` ends no nearer to gold (sum of distances %s, untuned "+
			"%s). ", method, sum(tuned), sum(plainly))
	}
	return fmt.Sprintf("With the paper's settings, `%s` goes %s of the way from the original to gold, "+
		"for %s times gold's errors on the others (its *price*). Tuned, it ends nearer to gold "+
		"(sum of distances %s, untuned %s), so the rest is about `%s`. ", method,
		percentWithEnds(plainly.Way.Estimate), withEnds(plainly.Price, 2), sum(tuned), sum(plainly),
		a.row.Method)
}

// shown are the rows that the sentences compare: the method and, if there is
// one, the shorter retraining of at most its price.
func (a answer) shown() []FrontierRow {
	if row, ok := rowOf(a.rows, a.enough.Method); ok {
		return []FrontierRow{a.row, row}
	}
	return []FrontierRow{a.row}
}

// memorySentence says what is left of the speaker.
func (a answer) memorySentence() string {
	var scores, ways []string
	for _, m := range []string{names.Original, names.Gold} {
		if row, ok := rowOf(a.rows, m); ok {
			scores = append(scores, plain(row.F1.Mean, 3)+" for "+
				map[string]string{names.Original: "the original", names.Gold: "gold"}[m])
		}
	}
	beyond, goes := "", " goes"
	for _, r := range a.shown() {
		scores = append(scores, fmt.Sprintf("%s for `%s`", plain(r.F1.Mean, 3), r.Method))
		ways = append(ways, fmt.Sprintf("`%s`%s %s", r.Method, goes, percentWithEnds(r.Way.Estimate)))
		goes = ""
		if r.Way.Mean > 1 {
			beyond = " (above 100 %: scoring below gold)"
		}
	}
	return fmt.Sprintf("On the speaker to forget, macro F1 is %s; %s of the way to gold%s.",
		listed(scores), listed(ways), beyond)
}

// errorsSentence gives the shares of errors on the other speakers, without its
// full stop.
func (a answer) errorsSentence() string {
	shares := []string{percent(a.row.GoldErrors.Mean) + " for gold"}
	for _, r := range a.shown() {
		shares = append(shares, fmt.Sprintf("%s for `%s`", percent(r.Errors.Mean), r.Method))
	}
	return "Test error on the others is " + listed(shares)
}

// directClause compares the method with retrainings on the others' clips,
// paired by speaker: with those that the two draws of seeds find enough, or, if
// they agree, with that one and the next longer one.
func directClause(v *records.View, a, other answer) string {
	var parts, seen []string
	for _, point := range slices.Concat([]FrontierRow{a.enough, other.enough}, a.longer()) {
		m := point.Method
		if _, _, ok := names.Retraining(m); !ok || len(seen) == 2 || slices.Contains(seen, m) {
			continue
		}
		seen = append(seen, m)
		ratio := estimateOf(logErrors(v, names.SetTest, []string{a.row.Method}, m), math.Exp)
		if math.IsNaN(ratio.Low) {
			continue
		}
		word := "not shown to differ"
		switch {
		case ratio.Low > 1:
			word = "retraining does better"
		case ratio.High < 1:
			word = "retraining does worse"
		}
		parts = append(parts, fmt.Sprintf("%s times that of `%s` (%s)", withEnds(ratio, 2), m, word))
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("; paired by speaker, the price of `%s` is %s", a.row.Method,
		strings.Join(parts, ", and "))
}

// longer are the points of the line after the one that is enough.
func (a answer) longer() []FrontierRow {
	points := line(a.rows)
	i := slices.IndexFunc(points, func(p FrontierRow) bool { return p.Method == a.enough.Method })
	return points[i+1:]
}

// retrainSentence says at which cost retraining reaches the method's price.
func (a answer) retrainSentence() string {
	r := a.row
	costs := fmt.Sprintf("`%s` costs %s of gold's passes", r.Method, percent(r.Cost.Share))
	switch a.reach {
	case NoLine:
		return costs + "; what a shorter retraining costs was not measured."
	case NotReached:
		return costs + "; no retraining without the speaker, gold included, does as well on the " +
			"others."
	case Cheaper:
		return fmt.Sprintf("%s; retraining without the speaker does at least as well on the others "+
			"for %s or less (`%s`, the shortest tried).", costs, percent(a.share), a.enough.Method)
	}
	return fmt.Sprintf("%s; retraining reaches its price of %s at about %s%s, %s times as many.",
		costs, withEnds(r.Price, 2), plain(100*a.share, 0)+" %",
		priceRange(a.rows, r), plain(a.share/r.Cost.Share, 1))
}

// priceRange gives the shares at which retraining reaches the two ends of the
// interval of a method's price. The line itself is taken as known.
func priceRange(rows []FrontierRow, r FrontierRow) string {
	least, atLeast := RetrainingFor(rows, r.Price.High)
	most, atMost := RetrainingFor(rows, r.Price.Low)
	if atLeast != Within || atMost != Within {
		return ""
	}
	return fmt.Sprintf(" (%s to %s %% by its interval)", plain(100*least, 0),
		plain(100*most, 0))
}
