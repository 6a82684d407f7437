package report

import (
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// Made-up ensembles: gold's scores for half of its passes after a deletion, and
// for none. Where none was run, the table and the sentence say so.
func TestSISATable(t *testing.T) {
	all := simulate.PaperLike().Records()
	viewOf := func(list []records.Record) *records.View {
		v, err := records.Select(list, records.DefaultSelection())
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if text := SISATable(viewOf(all)).Text() + SISASentence(viewOf(all)); strings.Count(text,
		"No ensemble of shards was run.") != 2 {
		t.Error(text)
	}
	list := all
	for _, r := range all {
		if r.Method != names.Gold {
			continue
		}
		for method, passes := range map[string]int{"sisa-3-original": 252500, "sisa-3": 121500,
			"sisa-6-original": 252500, "sisa-6": 0} {
			r.Method, r.Passes, r.Key = method, passes, r.Key+method
			list = append(list, r)
		}
	}
	text := SISATable(viewOf(list)).Text()
	for _, want := range []string{"sisa-3           50.0 %", "sisa-6           0.0 %",
		"sisa-6-original  –", "1.00 [1.00, 1.00]"} {
		if !strings.Contains(text, want) {
			t.Errorf("the table lacks %q:\n%s", want, text)
		}
	}
	if s := SISASentence(viewOf(list)); !strings.Contains(s, "With 3 shards, a deletion costs 50.0 %") ||
		!strings.HasSuffix(s, "and 1.00 [1.00, 1.00] times after one.") {
		t.Error(s)
	}
}
