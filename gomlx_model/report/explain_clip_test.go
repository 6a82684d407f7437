package report

import (
	"testing"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/split"
)

// TestClipSentence: counts by hand; of two answers as frequent the lower comes
// first.
func TestClipSentence(t *testing.T) {
	a := &explain.Answers{Clips: []split.Clip{{}, {Label: "4", Speaker: "ann", Take: 7}}}
	for _, c := range []struct {
		to   []int8
		want string
	}{
		{[]int8{2, 3, 2, 9, 3, 2}, "In 6 of 10 pairs, the answer to ann's take 7 of “4” changes: to " +
			"2 (3 times), 3 (2 times) and 9 (1 time)."},
		{[]int8{5, 1}, "In 2 of 10 pairs, the answer to ann's take 7 of “4” changes: to 1 (1 time) " +
			"and 5 (1 time)."},
	} {
		change := explain.ClipChange{Clip: 1, Changed: len(c.to), Pairs: 10, To: c.to}
		if got := ClipSentence(a, change); got != c.want {
			t.Errorf("%v: got %q, want %q", c.to, got, c.want)
		}
	}
}
