package report

import (
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// A told is what a sentence must say of records whose truth is known.
type told struct {
	name, got string
	want      []string
}

// tell fails where a sentence lacks its words, or speaks of a number that there
// is not.
func tell(t *testing.T, cases ...told) {
	t.Helper()
	for _, c := range cases {
		for _, want := range c.want {
			if !strings.Contains(c.got, want) {
				t.Errorf("%s: %q lacks %q", c.name, c.got, want)
			}
		}
		for _, never := range []string{"NaN", "Inf", "%!", none} {
			if strings.Contains(c.got, never) {
				t.Errorf("%s: %q says %q", c.name, c.got, never)
			}
		}
		if !strings.HasSuffix(c.got, ".") {
			t.Errorf("%s: %q does not end as a sentence", c.name, c.got)
		}
	}
}

// A level is a method's macro F1 on a set, for two speakers with two seeds
// each. Spread is added for the second speaker, a tenth of it for the second
// seed.
type level struct {
	method, set string
	f1, spread  float64
}

// leveled makes records of two speakers, ann and ben, or of ann alone, with the
// confidence at half the F1. A difference of two levels has a standard error
// of half the difference of their spreads, times 12.7062 for its interval.
func leveled(speakers int, levels ...level) []records.Record {
	var all []records.Record
	for i, speaker := range []string{"ann", "ben"}[:speakers] {
		for seed := 1; seed <= 2; seed++ {
			for _, l := range levels {
				f1 := l.f1 + l.spread*(float64(i)+float64(seed-1)/10)
				all = append(all, records.Record{Corpus: "c", Protocol: names.ProtocolPaper,
					Norm: "batch", Speaker: speaker, Seed: seed, Method: l.method, Set: l.set,
					F1: f1, Accuracy: f1, Confidence: f1 / 2, N: 1000, Passes: 800,
					Status: names.StatusOK, Key: l.method + speaker + string(rune('0'+seed))})
			}
		}
	}
	return all
}

// TestSide: an interval that touches neither side of 0 decides, one that holds
// 0 or is missing does not.
func TestSide(t *testing.T) {
	for _, c := range []struct {
		differences []float64
		side        int
		note        string
	}{{[]float64{1, 1.1}, 1, ""}, {[]float64{-1, -1.1}, -1, ""},
		{[]float64{-1, 1.1}, 0, "the interval contains 0"},
		{[]float64{1}, 0, "one value has no interval"}} {
		test := stats.PairedT(c.differences)
		if got := side(test); got != c.side {
			t.Errorf("%v: side %d, want %d", c.differences, got, c.side)
		}
		if got := openNote(test); c.side == 0 && got != c.note {
			t.Errorf("%v: %q, want %q", c.differences, got, c.note)
		}
	}
}

func TestGrouped(t *testing.T) {
	got := clauses(grouped([]string{"base", "all-bn", "conv-bn"}, func(m string) string {
		if m == "all-bn" {
			return "rose"
		}
		return "fell"
	}))
	if want := "`base` and `conv-bn` fell; `all-bn` rose"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
