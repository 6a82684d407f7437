package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// unlearnedAgain copies base and conv-bn of seeds 1 to 3 under two more seeds
// of unlearning, with F1 moved by a step for each.
func unlearnedAgain(all []records.Record, step float64) []records.Record {
	for _, r := range simulate.PaperLike().Records() {
		if r.Seed > 3 || r.Method != names.Base && r.Method != names.ConvBN {
			continue
		}
		for k := 1; k <= 2; k++ {
			again := r
			again.F1 += step * float64(k)
			again.Settings = fmt.Sprintf("unlearn-seed=%d", 100+k)
			again.Key += again.Settings
			all = append(all, again)
		}
	}
	return all
}

// TestNestedTable: three unlearnings of each original at 0, 0.02 and 0.04 have
// a variance of 0.0004, whatever the originals; base and conv-bn move alike, so
// that nothing of their difference is unlearning's.
func TestNestedTable(t *testing.T) {
	all := unlearnedAgain(simulate.PaperLike().Records(), 0.02)
	rows := NestedRows(all)
	if len(rows) != 6 {
		t.Fatalf("%d rows, want six: two methods and their difference on two sets", len(rows))
	}
	for _, r := range rows {
		want := 0.02
		if strings.HasPrefix(r.Measure, "conv-bn − base") {
			want = 0
		}
		near(t, r.Measure, r.Unlearning, want, 1e-9)
		if r.Speakers != 6 || r.Originals != 3 || r.Unlearnings != 3 {
			t.Errorf("%s is of %d × %d × %d, want 6 × 3 × 3", r.Measure, r.Speakers, r.Originals,
				r.Unlearnings)
		}
	}
	text := NestedTable(all).Text()
	if !strings.Contains(text, "6 speakers × 3 originals × 3 unlearnings") ||
		!strings.Contains(text, "unlearned 1 times or more, by measure") ||
		!strings.Contains(text, "[100, 100]") {
		t.Errorf("the table says\n%s", text)
	}
	if text := NestedTable(simulate.PaperLike().Records()).Text(); !strings.Contains(text,
		"No original was unlearned") {
		t.Errorf("without nested seeds:\n%s", text)
	}
	// one unlearning that a single original has is left out, and the rest
	// balanced
	lone := append(slices.Clone(all), all[len(all)-1])
	lone[len(all)].Settings, lone[len(all)].Key = "unlearn-seed=999", "lone"
	if again := NestedRows(lone); !slices.Equal(again, rows) {
		t.Errorf("with one unlearning more: %+v, want %+v", again, rows)
	}
	// what differs in anything else is another experiment
	other := unlearnedAgain(nil, 0.5)
	for i := range other {
		other[i].Settings += ";noise=0.1"
	}
	if n := len(NestedRows(append(simulate.PaperLike().Records(), other...))); n != 0 {
		t.Errorf("%d rows of runs with other noise", n)
	}
}
