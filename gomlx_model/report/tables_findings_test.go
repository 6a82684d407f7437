package report

import (
	"reflect"
	"testing"

	"audiounlearning/gomlx_model/records"
)

// ProbeTable by hand: two speakers, one seed, gold at 0.6 and 0.8, base 0.1
// above, and a method of one speaker that is left out.
func TestProbeTable(t *testing.T) {
	f := func(speaker, method string, value float64) records.Finding {
		return records.Finding{Protocol: "P", Norm: "batch", Speaker: speaker, Seed: 1,
			Method: method, Measure: records.ProbeMeasure, Value: value}
	}
	got := ProbeTable([]records.Finding{f("theo", "finetune", 0.5), f("theo", "base", 0.9),
		f("theo", "gold", 0.8), f("lucas", "gold", 0.6), f("lucas", "base", 0.7)}).Rows
	want := [][]string{{"gold", "0.700", none, none, "2 runs, 2 speakers"},
		{"base", "0.800", "+0.100", "[+0.100, +0.100]", "2 runs, 2 speakers"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
