package report

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// madeUpScore is a metric of normal values around a mean for each method, six
// speakers × five seeds, with a speaker's own level, which no metric should be
// blamed for.
func madeUpScore(name string, left int, random *rand.Rand, means map[string]float64) Score {
	s := Score{Name: name, Left: left, By: map[string]records.Sample{}}
	for i, speaker := range simulate.SixSpeakers {
		for _, method := range []string{names.Original, names.Gold2, names.HalfAnswers,
			"damage-base"} {
			mean, ok := means[method]
			if !ok {
				continue
			}
			sample := s.By[method]
			for seed := 1; seed <= 5; seed++ {
				sample.Pairs = append(sample.Pairs, records.Pair{Speaker: speaker, Seed: seed,
					Value: 10*float64(i) + mean + 0.1*random.NormFloat64()})
			}
			s.By[method] = sample
		}
	}
	return s
}

// Three metrics of known truth: one that sees what is left, where less of it is
// better kept; one that damage fools wholly; one that knows nothing. The level
// of a speaker is 100 times the noise and must not show.
func TestPowersKnowTheTruth(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	scores := []Score{
		madeUpScore("honest", -1, random, map[string]float64{names.Original: -2, names.HalfAnswers: -1,
			"damage-base": -2.5, names.Gold2: 0}),
		madeUpScore("fooled", 1, random, map[string]float64{names.Original: 2, names.HalfAnswers: 1,
			"damage-base": -1, names.Gold2: 0}),
		madeUpScore("blind", 1, random, map[string]float64{names.Original: 0, names.HalfAnswers: 0,
			"damage-base": 0, names.Gold2: 0}),
		madeUpScore("price", 0, random, map[string]float64{names.Original: 1, names.Gold2: 0}),
	}
	powers := Powers(scores)
	find := func(metric, control string) Power {
		i := slices.IndexFunc(powers, func(p Power) bool {
			return p.Metric == metric && p.Control == control
		})
		if i < 0 {
			t.Fatalf("no power of %s on %s", metric, control)
		}
		return powers[i]
	}
	if len(powers) != 9 {
		t.Errorf("%d powers, want those of three metrics on three controls", len(powers))
	}
	for _, control := range []string{names.Original, names.HalfAnswers, "damage-base"} {
		if p := find("honest", control); p.AUC.Mean != 1 || !p.Sees() || p.Mistakes() {
			t.Errorf("honest on %s: %+v", control, p.AUC)
		}
	}
	near(t, "honest, half-way", find("honest", names.HalfAnswers).Taken.Mean, 0.5, 0.05)
	near(t, "honest, damage", find("honest", "damage-base").Taken.Mean, -0.25, 0.05)
	p := find("fooled", "damage-base")
	if p.AUC.Mean != 0 || p.Sees() || !p.Mistakes() {
		t.Errorf("fooled by damage: %+v", p)
	}
	near(t, "fooled, damage", p.Taken.Mean, 1.5, 0.05)
	// 25 comparisons a speaker: a standard deviation of 0.19 each, 0.08 in mean
	if p := find("blind", names.Original); math.Abs(p.AUC.Mean-0.5) > 0.25 || p.Sees() {
		t.Errorf("blind on the original: %+v", p.AUC)
	}
	text := PowerSentence(powers)
	for _, want := range []string{"tried on from gold2: honest.", "fooled (damage-base)",
		"for forgetting: fooled (prefers it to retraining)."} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
	if table := PowerTable(powers).Text(); strings.Contains(table, "price") ||
		!strings.Contains(table, "honest  1.00 [1.00, 1.00]") ||
		!strings.Contains(table, "at most: original 30, half-answers 30 and damage-base 30.") {
		t.Errorf("the table says\n%s", table)
	}
}

// Without gold2 or controls nothing is claimed.
func TestPowersOfNothing(t *testing.T) {
	if p := Powers([]Score{{Name: "F1", Left: 1, By: map[string]records.Sample{}}}); p != nil {
		t.Errorf("powers of nothing: %v", p)
	}
	if text := PowerSentence(nil) + PowerTable(nil).Text(); !strings.Contains(text, "No controls") {
		t.Error(text)
	}
}
