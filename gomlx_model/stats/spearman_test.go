package stats

import (
	"fmt"
	"math"
	"testing"
)

// TestRanks: 3 and 3 share ranks 2 and 3.
func TestRanks(t *testing.T) {
	if got := fmt.Sprint(ranks([]float64{3, 1, 3, 7})); got != "[2.5 1 2.5 4]" {
		t.Errorf("ranks %s, want 2.5 1 2.5 4", got)
	}
}

// TestSpearmanByHand: one exchange of neighbours among five gives
// ρ = 1 − 6·2/(5·24) = 0.9, and any rising change of scale leaves it.
func TestSpearmanByHand(t *testing.T) {
	x, y := []float64{1, 2, 3, 4, 5}, []float64{1, 2, 4, 3, 5}
	if got := Spearman(x, y); !(math.Abs(got-0.9) <= 1e-12) {
		t.Errorf("%v, want 0.9", got)
	}
	for i := range y {
		y[i] = math.Exp(y[i])
	}
	if got := Spearman(x, y); !(math.Abs(got-0.9) <= 1e-12) {
		t.Errorf("after exp %v, want 0.9", got)
	}
	if got := Spearman(x, make([]float64, 5)); !math.IsNaN(got) {
		t.Errorf("a constant side gave %v, want NaN", got)
	}
	if got := Spearman(x, []float64{1, 2, math.NaN(), 4, 5}); !math.IsNaN(got) {
		t.Errorf("a NaN gave %v, want NaN", got)
	}
}
