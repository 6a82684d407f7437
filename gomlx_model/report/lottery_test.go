package report

import (
	"math"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// samples makes a sample of speakers a, b, … from their seeds' values.
func samples(speakers ...[]float64) (s records.Sample) {
	for i, values := range speakers {
		for seed, v := range values {
			s.Pairs = append(s.Pairs, records.Pair{Speaker: string(rune('a' + i)), Seed: seed + 1,
				Value: v})
		}
	}
	return s
}

// TestLotteryByHand: 1, 2, 3 have t = 2/(1/√3) = 3.46 and with two degrees of
// freedom p = 0.074; −1.9, −2.0, −2.1 have t = −34.6 and p < 0.001; four equal
// values make four studies without a test; two values make none.
func TestLotteryByHand(t *testing.T) {
	var r LotteryRow
	r.play(samples([]float64{1, 2, 3}, []float64{-1.9, -2, -2.1}, []float64{1, 1, 1, 1},
		[]float64{5, 5.1}))
	if r.Studies != 6 || r.Below != 1 || r.Above != 0 || r.Flat != 4 {
		t.Errorf("%d studies, %d below, %d above, %d flat; want 6, 1, 0, 4", r.Studies, r.Below,
			r.Above, r.Flat)
	}
	for claimed, want := range map[int]int{-1: 1, 1: 0, 0: 5} {
		if r.Claimed = claimed; r.Reported() != want {
			t.Errorf("claimed %d: %d report it, want %d", claimed, r.Reported(), want)
		}
	}
	// C(10, 3), and none of two.
	if n := len(triples(10)); n != 120 || len(triples(2)) != 0 {
		t.Errorf("%d triples of 10, want 120", n)
	}
}

// TestLotteryTable: the simulation's conv-bn forgets 0.03 more than base with a
// spread of √2·0.005 a seed, t about 7, so most mini-studies must find it; the
// interval of normal values should hold most of their means. Six speakers with
// ten seeds make 6 · 120 of them.
func TestLotteryTable(t *testing.T) {
	v := mustSelect(t, simulate.PaperLike().Records())
	rows := Lottery(v)
	if len(rows) != 6+12+2 {
		t.Fatalf("%d rows, want the comparisons, the cells and original − gold", len(rows))
	}
	for _, r := range rows {
		if r.Studies != 720 {
			t.Errorf("%s: %d studies, want 720", r.Name(), r.Studies)
		}
		if r.Name() == "conv-bn − base, excluded" && (r.Reported() < 400 || r.Above > 0) {
			t.Errorf("%d of 720 report conv-bn − base, %d the opposite", r.Reported(), r.Above)
		}
		if r.Held < 720*8/10 {
			t.Errorf("%s: the prediction interval contains %d of 720", r.Name(), r.Held)
		}
	}
	text := LotteryTable(v).Text()
	if !strings.Contains(text, "Up to 720 mini-studies") || !strings.Contains(text, "Coverage: ") {
		t.Errorf("the notes do not say what was played:\n%s", text)
	}
}

// TestSpreadByHand: {1, 3}, {5, 7} have MSW 2 and MSB 16, so s² are 7 and 2;
// SE² = 7/2 + 2/4 = 4, with a third speaker 7/3 + 2/6 and with seeds without
// end 7/2; t_{1, 0.975} = 12.7062 and t_{2, 0.975} = 4.30265 by tables.
func TestSpreadByHand(t *testing.T) {
	s := spreadOf("x", samples([]float64{1, 3}, []float64{5, 7}))
	for _, c := range []struct{ got, want float64 }{{s.Half, 25.4124}, {s.WithSpeaker, 7.02619},
		{s.SeedsOnly, 23.7711}} {
		near(t, "half of an interval", c.got, c.want, 1e-4)
	}
	// F = 16/2 = 8 with 1 and 2 degrees of freedom, whose quantile at q is
	// 2q²/(1−q²); θ = (F/F_q − 1)/2
	theta := (8/(2*0.025*0.025/(1-0.025*0.025)) - 1) / 2
	near(t, "upper end of ICC", s.ICCHigh, theta/(1+theta), 1e-6)
	if s.ICCLow != 0 {
		t.Errorf("lower end of ICC: %v, want 0 (F is below its quantile of 38.5)", s.ICCLow)
	}
	text := nextHour([]Spread{s, spreadOf("y", samples([]float64{-1, 1}, []float64{-2, 2}))})
	for _, want := range []string{"interval of x to 93.5 % of today's, one more speaker to 27.6 %",
		"; of y to 0.0 % of today's"} { // equal means: no component of speakers
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %q", want, text)
		}
	}
}

// TestGoldMargins recomputes the margins from the published records: the mean
// of |gold2 − gold| over seeds 1–10, six speakers. They were written down on 24
// November 2026; a pair that is run again may move them by less than a tenth.
func TestGoldMargins(t *testing.T) {
	all := thePublished(t).Records
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		sum, n := 0.0, 0.0
		v := mustSelect(t, records.DefaultSelection().Filter(all))
		for _, p := range v.Difference(records.F1, set, names.Gold2, names.Gold).Pairs {
			if p.Seed <= 10 {
				sum, n = sum+math.Abs(p.Value), n+1
			}
		}
		near(t, set, GoldMargin(set), sum/n, 0.1)
	}
	if !math.IsNaN(GoldMargin(names.SetRetained)) {
		t.Error("a set without a margin has one")
	}
}
