package report

import (
	"math"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// TestScalesByHand: by fourRuns' means over seeds, ann goes (1.0 − 0.79) ÷ (1.0
// − 0.68) = 0.65625 of the way, ben (0.9 − 0.74) ÷ (0.9 − 0.52) = 0.421053.
// With 100 clips the original errs on 0 and 10 of them, base on 21 and 26: ln
// 43 and ln(26.5/10.5).
func TestScalesByHand(t *testing.T) {
	all := fourRuns()
	for i := range all {
		all[i].N = 100
	}
	v := mustSelect(t, all)
	way := contrast(v, names.SetExcluded, names.Base, names.Original)
	errors := contrast(v, names.SetTest, names.Base, names.Original)
	for _, c := range []struct {
		got  []float64
		want [2]float64
	}{{way.Scaled.SpeakerMeans(), [2]float64{0.65625, 0.421053}},
		{errors.Scaled.SpeakerMeans(), [2]float64{math.Log(43), math.Log(26.5 / 10.5)}}} {
		near(t, "ann", c.got[0], c.want[0], 1e-6)
		near(t, "ben", c.got[1], c.want[1], 1e-6)
	}
	// less is known and more is got wrong: F1 is lower in both
	if way.direction() != -1 || errors.direction() != -1 {
		t.Errorf("directions in F1 %d and %d, want −1", way.direction(), errors.direction())
	}
	// means (0.65625 + 0.421053)/2 and √(43 · 2.52381)
	if on := way.OnScale(); !strings.HasPrefix(on, "+53.9 points of the way [") {
		t.Errorf("the way reads %q", on)
	}
	if on := errors.OnScale(); !strings.HasPrefix(on, "price × 10.42 [") {
		t.Errorf("the errors read %q", on)
	}
	// one speaker: ln(20.5/0.5) and ln(22.5/0.5) of base's 20 and 22 errors
	ann := v.Among(func(p records.PairKey) bool { return p.Speaker == "ann" })
	one := contrast(ann, names.SetTest, names.Base, names.Original)
	if values := one.Scaled.Values(); len(values) != 2 || one.Unit != records.UnitSeeds {
		t.Errorf("one speaker has %v over %s", values, one.Unit)
	} else {
		near(t, "seed 1", values[0], math.Log(41), 1e-9)
		near(t, "seed 2", values[1], math.Log(45), 1e-9)
	}
}

// TestNoWay: a speaker whom gold knows as well as the original does has no way
// to go, and a contrast on it says so.
func TestNoWay(t *testing.T) {
	all := fourRuns()
	for i := range all {
		if all[i].Method == names.Gold {
			all[i].F1 = 1
		}
	}
	c := contrast(mustSelect(t, all), names.SetExcluded, names.Base, names.Original)
	if j := judge(c, -1); j.Verdict != Undecided || !strings.Contains(j.Why, "no way") {
		t.Errorf("%s: %s; want undecided for want of a way", j.Verdict, j.Why)
	}
}

// TestNormComparison: with layer normalisation base is 0.02 lower than with
// batch normalisation and gold the same: ann goes 0.23/0.32 of the way and ben
// 0.18/0.38, mean 59.6 %, where batch's is 53.9 %.
func TestNormComparison(t *testing.T) {
	layer := fourRuns()
	for i := range layer {
		if layer[i].Method == names.Base {
			layer[i].F1 -= 0.02
		}
	}
	e := Evidence{Batch: mustSelect(t, fourRuns()), Layer: mustSelect(t, layer)}
	c := normClaims(e)[0]
	for _, want := range []string{"way to gold 59.6 % [", "batch 53.9 % [", "difference +5.8 ["} {
		if !strings.Contains(c.Ours, want) {
			t.Errorf("%q does not say %q", c.Ours, want)
		}
	}
	for _, want := range []string{"gaps to gold differ by −0.0200",
		"gold(layer) − gold(batch) is 0.0000",
		"base(layer) − base(batch) −0.0200"} {
		if !strings.Contains(c.Why, want) {
			t.Errorf("%q does not say %q", c.Why, want)
		}
	}
}
