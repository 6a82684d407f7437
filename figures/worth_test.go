package figures

import (
	"errors"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/report"
)

// madeUpWorth are methods of both groups: on the frontier and not, too
// forgetful and not, looking at the clips to forget and not.
func madeUpWorth() (rows []report.WorthRow) {
	for _, m := range []struct {
		method                     string
		from                       int
		share, distance, errors    float64
		over, unharmed, onFrontier bool
	}{
		{"gold2", 11, 1, 1, 1, false, true, true},
		{"retrain-30", 11, 0.25, 1.5, 1.6, false, false, false},
		{"base, tuned", 11, 0.125, 3, 1.3, false, true, true},
		{"scrub, tuned", 11, 0.09, 3.4, 2, true, false, false},
		{"original", 11, 0, 5.4, 0.9, false, true, true},
		{"salun-0.1", 1, 0.106, 1.8, 1.5, true, true, true},
		{"ssd", 1, 0.01, 4.4, 6, false, false, false},
		{"random-labels", 1, 0.104, 14, 1.2, true, true, false},
	} {
		rows = append(rows, report.WorthRow{FrontierRow: report.FrontierRow{Method: m.method,
			Cost:     report.Cost{Passes: 243000 * m.share, Share: m.share},
			Excluded: estimateOfTwo(m.distance, m.distance-1.2, m.distance+1.2),
			Price:    estimateOfTwo(m.errors, 0.7*m.errors, 1.4*m.errors)},
			Confirmed: m.from == 11, From: m.from, To: m.from + 4, Over: m.over,
			Unharmed: m.unharmed, OnFrontier: m.onFrontier})
	}
	return rows
}

// Every method has a row of data and a name, with a star where it looks at the
// clips to forget, in groups by their seeds. The caption counts 4 of 8 on the
// frontier and 3 that forget too much.
func TestWorth(t *testing.T) {
	f, err := Worth(madeUpWorth())
	if err != nil {
		t.Fatal(err)
	}
	if data := f.Data(); len(data) != 9 || data[1][0] != "gold2" || data[6][0] != "salun-0.1" ||
		data[6][1] != "1" || data[6][2] != "5" || data[6][4] != "1.8" || data[6][10] != "true" {
		t.Errorf("the data are %v", data)
	}
	for _, want := range []string{"What 8 methods", "Filled (4)", "(3 methods)", "2 speakers"} {
		if !strings.Contains(f.Caption, want) {
			t.Errorf("the caption lacks %q: %s", want, f.Caption)
		}
	}
	written := map[string]bool{}
	for _, m := range texts(inkOf(f)) {
		written[m.text] = true
	}
	for _, want := range []string{"Base, tuned", "scrub, tuned *", "salun-0.1 *", "random-labels *",
		"Seeds 11–15", "Seeds 1–5", "passes, % of gold's", "distance from gold (gold2: 1)",
		"errors ÷ gold's"} {
		if !written[want] {
			t.Errorf("the figure does not say %q", want)
		}
	}
	if _, err := Worth(nil); !errors.Is(err, ErrNoData) {
		t.Errorf("without rows: %v", err)
	}
}
