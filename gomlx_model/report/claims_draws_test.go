package report

import (
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/records"
)

// TestDraws: the same records under seeds 11–20 agree with themselves; with
// conv-bn 0.03 above base where it was 0.03 below, its claims do not.
func TestDraws(t *testing.T) {
	explored := simulate.PaperLike().Records()
	with := func(shift float64) string {
		all := explored
		for _, r := range explored {
			if r.Method == "conv-bn" && r.Set == "excluded" {
				r.F1 += shift
			}
			r.Seed, r.Key = r.Seed+10, r.Key+"again"
			all = append(all, r)
		}
		e, err := NewEvidence(all)
		if err != nil {
			t.Fatal(err)
		}
		return DrawsTable(e).Text()
	}
	if text := with(0); !strings.Contains(text, "Both draws give all ") {
		t.Errorf("the same records disagree:\n%s", text)
	}
	if text := with(0.06); !strings.Contains(text, "The draws disagree on ") ||
		!strings.Contains(text[strings.Index(text, "The draws disagree"):],
			"conv-bn forgets more than base") {
		t.Errorf("the other direction agrees:\n%s", text)
	}
	e, err := NewEvidence(explored)
	if err != nil {
		t.Fatal(err)
	}
	if text := DrawsTable(e).Text(); !strings.Contains(text, "were not run") {
		t.Errorf("without seeds that confirm:\n%s", text)
	}
	if Exploring(records.PairKey{Seed: 11}) || Confirming(records.PairKey{Seed: 101}) {
		t.Error("seeds are of the wrong draw")
	}
}
