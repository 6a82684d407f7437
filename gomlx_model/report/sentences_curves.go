package report

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// CurvesSentence says what the learning curves show: from which epoch on the
// original and gold stay within [GoldMargin] of their final score on test, by
// the mean of their runs, and how far gold moves on the excluded speaker after
// that.
func CurvesSentence(runs []records.Run) string {
	original, gold := settle(runs, names.Original), settle(runs, names.Gold)
	if original.last == 0 || gold.last == 0 {
		return "There are no traces of both an original and a gold."
	}
	moved := scoresAt(runs, names.Gold, names.SetExcluded, gold.last).Minus(
		scoresAt(runs, names.Gold, names.SetExcluded, gold.from))
	text := fmt.Sprintf("On test, scores stay within %g of the final score, the difference of two "+
		"golds, from this epoch on: original %s, gold %s.", GoldMargin(names.SetTest),
		original, gold)
	t := moved.Test()
	switch {
	case gold.from == gold.last:
		return text + " Gold gets there only at its last epoch: it may need more."
	case t.N == 0:
		return text + " Its score on the excluded speaker was not followed."
	}
	return text + fmt.Sprintf(" From then on, gold's score on the excluded speaker, whom it "+
		"never hears, changes by %s (%s): %s.", estimated(t, 3), moved.Size(), bySide(t,
		"what there is to forget still grows", "no change is shown, since "+openNote(t),
		"what there is to forget still shrinks"))
}

// A settling says from which epoch a method's score stays near its end.
type settling struct {
	from, last int
	end        float64 // macro F1 on test
}

// String is "40 of 120 (final F1 0.993)".
func (s settling) String() string {
	return fmt.Sprintf("%d of %d (final F1 %s)", s.from, s.last, plain(s.end, 3))
}

// settle finds the epoch; last is 0 where no run has a trace on test.
func settle(runs []records.Run, method string) settling {
	var epochs []int
	for _, run := range runs {
		for _, p := range run.Trace {
			if run.Method == method && p.Set == names.SetTest {
				epochs = append(epochs, p.Epoch)
			}
		}
	}
	if len(epochs) == 0 {
		return settling{}
	}
	slices.Sort(epochs)
	epochs = slices.Compact(epochs)
	last := epochs[len(epochs)-1]
	s := settling{last, last, scoresAt(runs, method, names.SetTest, last).Test().Mean}
	for _, epoch := range slices.Backward(epochs) {
		mean := scoresAt(runs, method, names.SetTest, epoch).Test().Mean
		if math.Abs(mean-s.end) > GoldMargin(names.SetTest) {
			break
		}
		s.from = epoch
	}
	return s
}

// scoresAt is macro F1 on a set after an epoch, one value a run.
func scoresAt(runs []records.Run, method, set string, epoch int) (s records.Sample) {
	for _, run := range runs {
		for _, p := range run.Trace {
			if run.Method == method && p.Set == set && p.Epoch == epoch {
				put(&s, run.Name, p.F1)
			}
		}
	}
	slices.SortFunc(s.Pairs, records.ComparePairs)
	return s
}
