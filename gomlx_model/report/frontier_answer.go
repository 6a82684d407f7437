package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
)

// An advice says whether to use a method or to retrain.
type advice int

const (
	tooLittle     advice = iota // too few runs to advise
	retrainForIt                // retraining costs no more and does as well
	damaging                    // the method goes beyond gold
	unlearnBest                 // it equals gold on the speaker, no retraining has its price
	unlearnScores               // it equals gold on the speaker, for less than retraining
	doesNothing                 // it is not shown to forget
	retrainAnyway               // it forgets in part, no retraining has its price
	retrainLess                 // it forgets in part, retraining of its price costs more
)

// An answer compares a method with retraining, by one draw of seeds.
type answer struct {
	rows   []FrontierRow
	seeds  string      // of the draw, as in "11–17"
	row    FrontierRow // of the method
	share  float64     // of gold's passes, at which retraining reaches its price
	reach  Reach
	enough FrontierRow // the first tried retraining that reaches it; no name if none does
}

// answerOf returns the answer about a method. It reports false if the method
// has no finished runs.
func answerOf(rows []FrontierRow, method, seeds string) (answer, bool) {
	a := answer{rows: rows, seeds: seeds}
	var ok bool
	if a.row, ok = rowOf(rows, method); !ok {
		return a, false
	}
	a.share, a.reach = RetrainingFor(rows, a.row.Price.Mean)
	if a.reach == Within || a.reach == Cheaper {
		a.enough = enoughFor(rows, a.share)
	}
	return a, true
}

// asTuned returns the name of a tuned method if that ends nearer to gold than
// the method itself, and else the method.
func asTuned(rows []FrontierRow, method string) string {
	plainly, ok := rowOf(rows, method)
	tuned, ok2 := rowOf(rows, method+names.Tuned)
	if ok && ok2 && nearer(tuned, plainly) {
		return tuned.Method
	}
	return method
}

// nearer reports whether a ends nearer to gold than b, by the criterion of
// tuning: the sum of the distances on both sets.
func nearer(a, b FrontierRow) bool {
	return a.Test.Mean+a.Excluded.Mean < b.Test.Mean+b.Excluded.Mean
}

// advice decides what to do. It depends on whether the method is shown to equal
// gold on the speaker, within the margin of two golds, and whether retraining
// of the same price costs more.
func (a answer) advice() advice {
	way, asGold := a.row.Way.Estimate, a.row.AsGold.Equivalent()
	switch {
	case a.reach == NoLine || math.IsNaN(way.Low):
		return tooLittle
	case a.reach != NotReached && a.share <= a.row.Cost.Share+1e-9:
		return retrainForIt
	case asGold && a.reach == NotReached:
		return unlearnBest
	case asGold:
		return unlearnScores
	case way.Low > 1:
		return damaging
	case !(way.Low > 0):
		return doesNothing
	case a.reach == NotReached:
		return retrainAnyway
	}
	return retrainLess
}

// advise says what to do, in words.
func (a answer) advise() string {
	method, left := a.row.Method, percent(1-a.row.Way.Mean)
	const gone = "**If the speaker must be gone, retrain without them"
	switch a.advice() {
	case tooLittle:
		return "These runs are too few to advise by."
	case retrainForIt:
		return fmt.Sprintf("**Retrain for less (`%s`):** it costs no more than `%s`, does as well "+
			"on the others, and has never heard the speaker.", a.enough.Method, method)
	case damaging:
		return fmt.Sprintf("%s:** `%s` goes beyond gold, which is damage rather than forgetting.",
			gone, method)
	case unlearnBest:
		return fmt.Sprintf("**Unlearn:** by these scores `%s` equals gold within the margin, and no "+
			"retraining makes as few errors on the others.", method)
	case unlearnScores:
		return fmt.Sprintf("**Unlearn if scores are enough:** by them `%s` equals gold within the "+
			"margin, and it costs less than any retraining of its price; they do not prove that "+
			"nothing is left.", method)
	case doesNothing:
		return fmt.Sprintf("%s:** `%s` is not shown to forget anything.", gone, method)
	case retrainAnyway:
		return fmt.Sprintf("%s,** whatever it costs the others: `%s` leaves %s of the way undone.",
			gone, method, left)
	}
	return fmt.Sprintf("%s%s;** `%s` is cheaper but leaves %s of the way undone: use it only if "+
		"a weaker memory is enough.", gone, a.how(), method, left)
}

// how says how to retrain.
func (a answer) how() string {
	if a.enough.Method == names.Gold {
		return ", at gold's full length"
	}
	return fmt.Sprintf(", for less (`%s`, %s of gold's passes)", a.enough.Method,
		percent(a.enough.Cost.Share))
}

// sameAdvice reports whether two draws give the same advice.
func sameAdvice(a, b answer) bool {
	return a.advice() == b.advice() && a.enough.Method == b.enough.Method
}

// adviseBoth says what to do by two draws of seeds, and gives both answers if
// they differ.
func adviseBoth(a, other answer) string {
	switch {
	case other.advice() == tooLittle || sameAdvice(a, other):
		return a.advise()
	case a.advice() != retrainLess || other.advice() != retrainLess:
		return fmt.Sprintf("%s Seeds %s alone would advise otherwise: %s", a.advise(), other.seeds,
			other.advise())
	}
	few, many := a.enough, other.enough
	if few.Cost.Share > many.Cost.Share {
		few, many = many, few
	}
	how := fmt.Sprintf("`%s` to `%s`", few.Method, many.Method)
	from, constant := plainRetraining(few.Method)
	if to, also := plainRetraining(many.Method); constant && also {
		how = fmt.Sprintf("for %d to %d epochs", from, to)
	}
	return fmt.Sprintf("**If the speaker must be gone, retrain without them, %s (%s to %s of "+
		"gold's passes; the two sets of seeds differ);** `%s` is cheaper but leaves %s of the way "+
		"undone: use it only if a weaker memory is enough.", how, plain(100*few.Cost.Share, 0),
		percent(many.Cost.Share), a.row.Method, percent(1-a.row.Way.Mean))
}

// plainRetraining returns the epochs of a retraining at gold's constant rate.
func plainRetraining(method string) (epochs int, ok bool) {
	epochs, oneCycle, ok := names.Retraining(method)
	return epochs, ok && !oneCycle
}
