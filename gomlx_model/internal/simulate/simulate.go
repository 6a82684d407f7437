// Package simulate makes records whose truth is known, for the tests of what
// reads records. Begin with [PaperLike].
package simulate

import (
	"math"
	"math/rand/v2"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// A Study makes records whose truth is known, to test what reads records.
// No number of it is published.
type Study struct {
	Speakers, Methods []string
	Seeds             int
	// F1 on excluded by method; test is 0.95 for all, plus shift
	Mean              map[string]float64
	shift             map[string]float64 // on test, by method
	BySpeaker, BySeed float64            // standard deviation of a method's F1 around its mean
}

// SixSpeakers are FSDD's.
var SixSpeakers = []string{"george", "jackson", "lucas", "nicolas", "theo", "yweweler"}

// PaperLike is six speakers × ten seeds in which conv-bn forgets 0.03 more than
// base, and all-bn is base within a hair.
func PaperLike() Study {
	return Study{
		Speakers: SixSpeakers, Seeds: 10, Methods: []string{names.Original, names.Gold, names.Gold2,
			"base", "all-bn", "conv-bn", "noise-first", "noise-0.04x3"},
		Mean: map[string]float64{names.Original: 0.99, names.Gold: 0.72, names.Gold2: 0.72,
			"base": 0.85, "all-bn": 0.85, "conv-bn": 0.82,
			"noise-first": 0.85, "noise-0.04x3": 0.93},
		shift:     map[string]float64{names.Original: 0.02, names.Gold: 0.03},
		BySpeaker: 0.004, BySeed: 0.005,
	}
}

// Records draws the records.
func (s Study) Records() []records.Record {
	rng := rand.New(rand.NewPCG(7, 11))
	passes := map[string]int{names.Original: 252500, names.Gold: 243000, names.Gold2: 243000,
		"noise-0.04x3": 26325}
	var all []records.Record
	for _, speaker := range s.Speakers {
		around := map[string]float64{}
		for _, m := range s.Methods {
			around[m] = s.BySpeaker * rng.NormFloat64()
		}
		for seed := 1; seed <= s.Seeds; seed++ {
			for _, m := range s.Methods {
				cost := passes[m]
				if cost == 0 {
					cost = 30375
				}
				noise := around[m] + s.BySeed*rng.NormFloat64()
				for set, f1 := range map[string]float64{"excluded": s.Mean[m] + noise,
					"test": 0.95 + s.shift[m] + noise/4, "retained": 0.99 + noise/100} {
					all = append(all, records.Record{Corpus: "c", Protocol: names.ProtocolPaper,
						Norm: "batch", Speaker: speaker, Seed: seed, Method: m, Backend: "go",
						Set: set, N: 250, Accuracy: f1, Precision: f1, Recall: f1, F1: f1,
						Confidence: 0.9 * f1, ConfidenceTrue: 0.8 * f1, Loss: 1 - f1,
						Passes: cost, Status: names.StatusOK,
						Key: m + speaker + string(rune('0'+seed))})
				}
			}
		}
	}
	return all
}

// Fail marks every record of one run as failed.
func Fail(all []records.Record, speaker string, seed int, method string) {
	nan := math.NaN()
	for i := range all {
		r := &all[i]
		if r.Speaker == speaker && r.Seed == seed && r.Method == method {
			r.Status = "failed@3"
			r.Accuracy, r.Precision, r.Recall, r.F1, r.Confidence, r.ConfidenceTrue, r.Loss = nan,
				nan, nan, nan, nan, nan, nan
		}
	}
}
