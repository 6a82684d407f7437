package report

import (
	"math"
	"testing"

	"audiounlearning/gomlx_model/stats"
)

// A mean that is not significantly different from 0 prints as a tilde.
func TestFormatMean(t *testing.T) {
	for _, c := range []struct {
		differences []float64
		want        string
	}{
		{[]float64{-0.021, -0.012, -0.034, -0.018, -0.009, -0.025}, "−0.0198"},
		{[]float64{0.02, -0.01, 0.03, -0.02, 0.01, 0}, "~"},
		{[]float64{0.5}, "~"},
		{nil, "~"},
	} {
		if got := formatMean(stats.PairedT(c.differences), 4); got != c.want {
			t.Errorf("%v prints as %s, want %s", c.differences, got, c.want)
		}
	}
	if got := signed(math.Copysign(0, -1), 2); got != "0.00" {
		t.Errorf("a negative zero prints as %s", got)
	}
}

// A table without rows says why there are none, and shows no empty header.
func TestTableWithoutRows(t *testing.T) {
	table := Table{Title: "What was tried", Header: []string{"Method", "Score"},
		Notes: []string{"Nothing was run."}}
	const want = "**What was tried**\n\n- Nothing was run.\n"
	if got := table.Markdown(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
