package report

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// phasedRun is a run with F1 at the end of start, reset, noise and finetune,
// by as many values; test is 0.9 throughout.
func phasedRun(seed int, method string, excluded ...float64) records.Run {
	run := records.Run{Name: records.Name{Speaker: "ann", Seed: seed, Method: method}}
	for i, f1 := range excluded {
		phase := []string{"start", "reset", "noise5", "finetune"}[i]
		run.Trace = append(run.Trace,
			records.TracePoint{Phase: phase, Epoch: 5 * i, Set: names.SetTest, F1: 0.9},
			records.TracePoint{Phase: phase, Epoch: 5 * i, Set: names.SetExcluded, F1: f1})
	}
	return run
}

// TestPhaseSentence: of two seeds the mean is printed, and with one degree of
// freedom the interval is the mean ± 12.7062/2 times their difference.
func TestPhaseSentence(t *testing.T) {
	say := func(first, second []float64) string {
		r := &records.Results{Runs: []records.Run{phasedRun(1, "base", first...)}}
		if second != nil {
			r.Runs = append(r.Runs, phasedRun(2, "base", second...))
		}
		return PhaseSentence(r, "base")
	}
	tell(t,
		told{"gives back", say([]float64{1, 0.98, 0.80, 0.90}, []float64{1, 0.98, 0.802, 0.900}),
			[]string{"the reset −0.020 [−0.020, −0.020]", "the noise −0.179", "(2 runs, 1 speaker)",
				"the noise takes most. Fine-tuning on other voices alone gives the speaker back 0.099",
				"of what was taken."}},
		told{"gives half back", say([]float64{1, 1, 0.80, 0.90}, []float64{1, 1, 0.80, 0.90}),
			[]string{"the speaker back 0.100, 50.0 % of what was taken."}},
		told{"undecided", say([]float64{1, 0.98, 0.80, 0.90}, []float64{1, 0.98, 0.70, 0.72}),
			[]string{"the noise takes most, though the interval contains 0", "by the mean; the interval"}},
		told{"takes more", say([]float64{1, 0.98, 0.8, 0.7}, []float64{1, 0.98, 0.8, 0.7}),
			[]string{"Fine-tuning takes still more"}},
		told{"one seed down", say([]float64{1, 0.98, 0.8, 0.7}, nil), []string{
			"not shown to take more from the speaker, since one value has no interval"}},
		told{"nothing taken", say([]float64{0.5, 0.6, 0.7}, nil), []string{"No part takes anything"}},
		told{"no run", PhaseSentence(&records.Results{}, "base"), []string{"No run of `base`"}},
	)
}

// TestResetSentence: seeds of base differ by 0.02, a standard deviation of
// 0.0141.
func TestResetSentence(t *testing.T) {
	say := func(apart float64, seeds int) string {
		r := &records.Results{}
		for seed := 1; seed <= seeds; seed++ {
			f1 := 0.9 + 0.02*float64(seed)
			r.Runs = append(r.Runs, phasedRun(seed, names.Base, 1, f1),
				phasedRun(seed, names.AllBNStats, 1, f1+apart))
		}
		return ResetSentence(r)
	}
	tell(t,
		told{"alike", say(0, 2), []string{"score alike in every run (2 runs, 1 speaker)"}},
		told{"small", say(0.01, 2), []string{"mattered less than the seed", "0.01000 in F1 (excluded",
			"differ there by 0.0141"}},
		told{"large", say(0.03, 2), []string{"mattered more than the seed"}},
		told{"one seed", say(0.03, 1), []string{"too few seeds", "needs two seeds of one speaker"}},
		told{"no runs", ResetSentence(&records.Results{}), []string{"no runs in common"}},
	)
}
