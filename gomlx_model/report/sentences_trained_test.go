package report

import (
	"slices"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// TestTrainedSentence: the paper implies +0.30 on excluded and −0.02 to −0.01
// on test.
func TestTrainedSentence(t *testing.T) {
	const o, g, x, y = names.Original, names.Gold, names.SetExcluded, names.SetTest
	say := func(excluded, spread, test, spreadTest float64) string {
		return TrainedSentence(mustSelect(t, leveled(2, level{o, x, 0.5 + excluded, spread},
			level{g, x, 0.5, 0}, level{o, y, 0.9 + test, spreadTest}, level{g, y, 0.9, 0})))
	}
	tell(t,
		told{"as the paper", say(0.29, 0.01, -0.01, 0.001), []string{
			"(4 runs, 2 speakers): that is how much there is", "+0.30, which our interval contains",
			"harmed the other voices", "−0.02 to −0.01, which our interval contains"}},
		told{"less room", say(0.1, 0.001, 0.02, 0.001), []string{"+0.30, above our interval",
			"helped with the other voices", "−0.01, below our interval"}},
		told{"more room", say(0.4, 0.001, -0.05, 0.001), []string{"+0.30, below our interval",
			"−0.01, above our interval"}},
		told{"no room", say(-0.1, 0.001, 0.001, 0.0001), []string{"nothing to forget",
			"less than training gold twice does (0.0052)"}},
		told{"undecided", say(0.01, 0.1, 0.001, 0.1), []string{
			"it is not shown that there is anything to forget, since the interval contains 0",
			"not shown to matter to the other voices, since the interval contains 0"}},
		told{"no runs", TrainedSentence(mustSelect(t, nil)), []string{"no finished pair"}},
	)
	var one []records.Record
	for _, r := range fourRuns() {
		if r.Speaker == "ann" && r.Seed == 1 {
			one = append(one, r)
		}
	}
	tell(t, told{"one run", TrainedSentence(mustSelect(t, one)), []string{
		"+0.300 (1 run, 1 speaker)", "one value has no interval", "and ours has no interval"}})
}

// traced is a run of one method with F1 on two sets after some epochs.
func traced(speaker string, seed int, method string, epochs []int,
	test, excluded []float64) records.Run {
	run := records.Run{Name: records.Name{Speaker: speaker, Seed: seed, Method: method}}
	for i, epoch := range epochs {
		run.Trace = append(run.Trace, records.TracePoint{Phase: "train", Epoch: epoch,
			Set: names.SetTest, F1: test[i]}, records.TracePoint{Phase: "train", Epoch: epoch,
			Set: names.SetExcluded, F1: excluded[i]})
	}
	return run
}

// TestCurvesSentence: the original is within 0.0052 of its end after 10 epochs
// but not after 20, so that it stays there from 30. Gold does from 20, and
// moves on the excluded speaker by 0.10 and 0.12 after that.
func TestCurvesSentence(t *testing.T) {
	epochs := []int{10, 20, 30, 40}
	original := traced("ann", 1, names.Original, epochs, []float64{0.98, 0.9, 0.979, 0.98},
		[]float64{1, 1, 1, 1})
	gold := func(seed int, test []float64, late float64) records.Run {
		return traced("ann", seed, names.Gold, epochs, test, []float64{0.3, 0.5, 0.5, 0.5 + late})
	}
	settled := []float64{0.5, 0.978, 0.984, 0.98}
	say := func(a, b float64) string {
		return CurvesSentence([]records.Run{original, gold(1, settled, a), gold(2, settled, b)})
	}
	testOnly := gold(1, settled, 0)
	testOnly.Trace = slices.DeleteFunc(testOnly.Trace,
		func(p records.TracePoint) bool { return p.Set != names.SetTest })
	tell(t,
		told{"undecided", say(0.10, 0.12), []string{"original 30 of 40 (final F1 0.980)",
			"gold 20 of 40", "within 0.0052 of the final",
			"by +0.110 [−0.017, +0.237] (2 runs, 1 speaker)",
			"the interval contains 0"}},
		told{"better", say(0.110, 0.112), []string{"+0.111", "still shrinks"}},
		told{"worse", say(-0.110, -0.112), []string{"−0.111", "still grows"}},
		told{"never settled", CurvesSentence([]records.Run{original,
			gold(1, []float64{0.5, 0.6, 0.7, 0.8}, 0)}), []string{"it may need more"}},
		told{"no gold", CurvesSentence([]records.Run{original}), []string{"no traces of both"}},
		told{"excluded not scored", CurvesSentence([]records.Run{original, testOnly}), []string{
			"was not followed"}},
	)
}
