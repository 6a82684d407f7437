package study

import (
	"math"
	"math/rand/v2"
)

// A simulation makes records whose truth is known, to test what reads records.
// No number of it is published.
type simulation struct {
	speakers, methods []string
	seeds             int
	mean              map[string]float64 // F1 on excluded by method; test is 0.95 for all, plus shift
	shift             map[string]float64 // on test, by method
	bySpeaker, bySeed float64            // standard deviation of a method's F1 around its mean
}

// sixSpeakers are FSDD's.
var sixSpeakers = []string{"george", "jackson", "lucas", "nicolas", "theo", "yweweler"}

// paperLike is six speakers × ten seeds in which conv-bn forgets 0.03 more than base, and all-bn is base within a hair.
func paperLike() simulation {
	return simulation{
		speakers: sixSpeakers, seeds: 10, methods: []string{Original, Gold, Gold2, "base", "all-bn", "conv-bn", "noise-first", "noise-0.04x3"},
		mean: map[string]float64{Original: 0.99, Gold: 0.72, Gold2: 0.72, "base": 0.85, "all-bn": 0.85, "conv-bn": 0.82,
			"noise-first": 0.85, "noise-0.04x3": 0.93},
		shift:     map[string]float64{Original: 0.02, Gold: 0.03},
		bySpeaker: 0.004, bySeed: 0.005,
	}
}

// records draws the records.
func (s simulation) records() []Record {
	rng := rand.New(rand.NewPCG(7, 11))
	passes := map[string]int{Original: 252500, Gold: 243000, Gold2: 243000, "noise-0.04x3": 26325}
	var records []Record
	for _, speaker := range s.speakers {
		around := map[string]float64{}
		for _, m := range s.methods {
			around[m] = s.bySpeaker * rng.NormFloat64()
		}
		for seed := 1; seed <= s.seeds; seed++ {
			for _, m := range s.methods {
				cost := passes[m]
				if cost == 0 {
					cost = 30375
				}
				noise := around[m] + s.bySeed*rng.NormFloat64()
				for set, f1 := range map[string]float64{"excluded": s.mean[m] + noise, "test": 0.95 + s.shift[m] + noise/4, "retained": 0.99 + noise/100} {
					records = append(records, Record{Corpus: "c", Protocol: ProtocolPaper, Norm: "batch", Speaker: speaker, Seed: seed, Method: m, Backend: "go",
						Set: set, N: 250, Accuracy: f1, Precision: f1, Recall: f1, F1: f1, Confidence: 0.9 * f1, ConfidenceTrue: 0.8 * f1, Loss: 1 - f1,
						Passes: cost, Status: StatusOK, Key: m + speaker + string(rune('0'+seed))})
				}
			}
		}
	}
	return records
}

// fail marks every record of one run as failed.
func fail(records []Record, speaker string, seed int, method string) {
	nan := math.NaN()
	for i := range records {
		r := &records[i]
		if r.Speaker == speaker && r.Seed == seed && r.Method == method {
			r.Status = "failed@3"
			r.Accuracy, r.Precision, r.Recall, r.F1, r.Confidence, r.ConfidenceTrue, r.Loss = nan, nan, nan, nan, nan, nan, nan
		}
	}
}
