package figures

import (
	"math"
	"testing"
)

// TestLost: a run that had lost nothing has no share of it that is known again,
// and would make the mean of all runs no number.
func TestLost(t *testing.T) {
	curves := []curve{{values: []float64{0, 0.5}}, {values: []float64{math.NaN(), math.NaN()}},
		{values: []float64{0, 1}}}
	got := lost(curves)
	if len(got) != 2 || got[0].values[1] != 0.5 || got[1].values[1] != 1 {
		t.Errorf("%v are kept, want the first and the last", got)
	}
	if len(curves) != 3 || !math.IsNaN(curves[1].values[0]) {
		t.Errorf("the curves themselves are changed: %v", curves)
	}
}
