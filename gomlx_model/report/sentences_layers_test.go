package report

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// A place is a layer's distance at the end of a part.
type place struct {
	phase, layer, kind, from string
	distance                 float64
}

// moved adds distances to a run with a score that falls from 1 to 0.9.
func moved(seed int, method string, places ...place) records.Run {
	run := phasedRun(seed, method, 1, 0.98, 0.8, 0.9)
	for _, p := range places {
		run.Distances = append(run.Distances, records.DistancePoint{Phase: p.phase,
			Layer: p.layer, Kind: p.kind, From: p.from, Distance: p.distance})
	}
	return run
}

// TestMovedSentence: the reset moves dense1 by 1.2, the noise conv1 by 0.9, and
// fine-tuning brings both nearer again.
func TestMovedSentence(t *testing.T) {
	const w, o = "weights", names.Original
	tell(t,
		told{"three parts", MovedSentence([]records.Run{moved(1, "base",
			place{"start", "conv1", w, o, 0}, place{"reset", "conv1", w, o, 0.1},
			place{"reset", "dense1", w, o, 1.2}, place{"noise1", "conv1", w, o, 0.5},
			place{"noise2", "conv1", w, o, 1.0}, place{"noise2", "dense1", w, o, 1.5},
			place{"finetune", "conv1", w, o, 0.9}, place{"finetune", "dense1", w, o, 1.4})}, "base"),
			[]string{"the reset dense1, by 1.20; the noise conv1, by 0.90; fine-tuning none",
				"(means, 1 run, 1 speaker)", "dense1 is farthest, at 1.40, and conv1 nearest, at 0.90"}},
		told{"no run", MovedSentence(nil, "base"), []string{"No run of `base`"}},
	)
}

// TestDriftSentence: a norm that ends nearer and one that ends farther.
func TestDriftSentence(t *testing.T) {
	const s, g = "statistics", names.Gold
	say := func(first, second float64) string {
		return DriftSentence(&records.Results{Runs: []records.Run{moved(1, "base",
			place{"start", "norm1", s, g, 0.5}, place{"start", "norm2", s, g, 0.5},
			place{"finetune", "norm1", s, g, first}, place{"finetune", "norm2", s, g, second},
			place{"start", "norm3", s, g, 0.5})}}, "base", "conv-bn")
	}
	tell(t,
		told{"both ways", say(0.4, 0.6), []string{"in 1 of 2 norms with `base` (means, 1 run, 1 speaker)",
			"falls for 1 of 1 method", "does not follow"}},
		told{"together", say(0.4, 0.3), []string{"2 of 2 norms", "the two go together"}},
		told{"no run", DriftSentence(&records.Results{}, "base"), []string{"No run has"}},
	)
}

// TestAveragesSentence: of two seeds a difference of 0.5 and 0.5001 is told
// from 0 (p 0.0001, twice that after Holm over two), one of 0.5 and 0.1 is not.
func TestAveragesSentence(t *testing.T) {
	const s, g = "statistics", names.Gold
	say := func(first, second float64) string {
		var runs []records.Run
		for seed, by := range []float64{first, second} {
			runs = append(runs,
				moved(seed+1, "base", place{"finetune", "norm1", s, g, 1},
					place{"finetune", "norm2", s, g, 1}),
				moved(seed+1, "all-bn", place{"finetune", "norm1", s, g, 1},
					place{"finetune", "norm2", s, g, 1 + by}, place{"finetune", "norm3", s, g, 1}))
		}
		return AveragesSentence(runs, "all-bn", "base")
	}
	tell(t,
		told{"apart", say(0.5, 0.5001), []string{"differs most in norm2: `all-bn` − `base` is +0.500 [",
			"where `base` has 1.00 (2 runs, 1 speaker)", "over 2 norms, they are shown to differ in " +
				"norm2 (+0.500"}},
		told{"not shown", say(0.5, 0.1), []string{"not shown to differ in any of 2 norms"}},
		told{"no run", AveragesSentence(nil, "all-bn", "base"), []string{"no distances of both"}},
	)
}
