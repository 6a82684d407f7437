package report

import (
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// confirmedBy adds seeds 11–20: the runs of 1–10 again, without the control on
// order, and with base moved on excluded.
func confirmedBy(shift float64) []records.Record {
	all := simulate.PaperLike().Records()
	for _, r := range simulate.PaperLike().Records() {
		if r.Method == "noise-first" {
			continue
		}
		if r.Method == names.Base && r.Set == names.SetExcluded {
			r.F1 += shift
		}
		r.Seed, r.Key = r.Seed+10, r.Key+"again"
		all = append(all, r)
	}
	return all
}

// TestHeadline: the seeds that confirm head the answer where they are, and a
// claim that they have no run of is judged by the others and says so.
func TestHeadline(t *testing.T) {
	of := func(all []records.Record) *records.View {
		v, err := records.Select(all, records.DefaultSelection())
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	explored := of(simulate.PaperLike().Records())
	if n := len(Headline(explored).Pairs()); n != 60 {
		t.Errorf("without seeds that confirm the headline has %d pairs, want all 60", n)
	}
	if text := DrawsSentence(explored, names.Base); text != "" {
		t.Errorf("of one draw: %q", text)
	}
	both := of(confirmedBy(0))
	for _, p := range Headline(both).Pairs() {
		if !Confirming(p) {
			t.Fatalf("pair %v stands in the headline", p)
		}
	}
	if text := DrawsSentence(both, names.Base); !strings.Contains(text, "the two draws agree") ||
		!strings.Contains(text, "by seeds 11–20,") || !strings.Contains(text, "Seeds 1–10,") {
		t.Errorf("the same runs: %q", text)
	}
	some := both.Among(func(p records.PairKey) bool { return p.Seed <= 17 })
	if text := DrawsSentence(some, names.Base); !strings.Contains(text, "by seeds 11–17,") {
		t.Errorf("of seven seeds that confirm: %q", text)
	}
	if text := DrawsSentence(of(confirmedBy(0.1)), names.Base); !strings.Contains(text,
		"the two draws disagree") {
		t.Errorf("0.1 apart: %q", text)
	}
	if n := len(HeadlineRecords(simulate.PaperLike().Records())); n != 6*10*8*3 {
		t.Errorf("without seeds that confirm the headline has %d records, want all", n)
	}
	if n := len(HeadlineRecords(confirmedBy(0))); n != 6*10*7*3 { // one method less
		t.Errorf("the headline has %d records, want those of seeds 11–20", n)
	}
	e, err := NewEvidence(confirmedBy(0))
	if err != nil {
		t.Fatal(err)
	}
	order := "The place of the perturbation in the order does not matter"
	for _, c := range HeadlineClaims(e) {
		byExplored := strings.HasSuffix(c.Runs, ", seeds 1–10")
		if byExplored != (c.Text == order) {
			t.Errorf("%q is judged by %q", c.Text, c.Runs)
		}
	}
}

// TestRemovedTable: two orders of two speakers; gold is at 0.7 and base at 0.8
// of what the original has, 1.0, so that base is a third of the way. Alone
// stands whoever opens an order.
func TestRemovedTable(t *testing.T) {
	var all []records.Record
	add := func(speaker, method string, f1 float64, passes int) {
		for set, x := range map[string]float64{names.SetExcluded: f1, names.SetTest: 0.9} {
			all = append(all, records.Record{Protocol: "P", Norm: "batch", Speaker: speaker, Seed: 1,
				Method: method, Set: set, N: 100, Accuracy: x, F1: x, Passes: passes,
				Status: names.StatusOK, Key: speaker + method})
		}
	}
	for _, speaker := range []string{"ann", "ben", "cid", "ann+ben", "ben+cid"} {
		add(speaker, names.Original, 1, 1000)
		add(speaker, names.Gold, 0.7, 800)
		add(speaker, names.Base, 0.9, 100*(1+strings.Count(speaker, "+")))
		add(speaker, "retrain-40", 0.7, 200)
	}
	turn := records.DefaultSelection()
	turn.Sequential = true
	single, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		t.Fatal(err)
	}
	several, err := records.Select(all, turn)
	if err != nil {
		t.Fatal(err)
	}
	table := RemovedTable(single, several)
	if len(table.Rows) != 4 {
		t.Fatalf("%d rows, want two methods by one and two removed:\n%s", len(table.Rows),
			table.Text())
	}
	if text := table.Text(); strings.Contains(text, "No shorter retraining") {
		t.Errorf("retraining is there, and is said to be missing:\n%s", text)
	}
	if text := RemovedSentence(single, several); text != "By one to 2 of 3 speakers removed in "+
		"turn, `base` goes 33.3 % and 33.3 % of the way to gold, and costs 12.5 % and 25.0 % of one "+
		"training of gold. `retrain-40` goes 100.0 % and 100.0 %, and costs 25.0 % and 50.0 % in "+
		"turn, 25.0 % and 25.0 % where all ask at once." {
		t.Errorf("the sentence reads %q", text)
	}
	turn.LastSeed = 1
	unlearned, err := records.Select(Only(all, names.Original, names.Gold, names.Base), turn)
	if err != nil {
		t.Fatal(err)
	}
	if text := RemovedTable(single, unlearned).Text(); !strings.Contains(text,
		"No shorter retraining without several") {
		t.Errorf("retraining is missing, and is not said to be:\n%s", text)
	}
	// retraining after each of two removals costs 200 passes twice
	for i, want := range []string{"1 of 3 base – 12.5 %", "1 of 3 retrain-40 25.0 % 25.0 %",
		"2 of 3 base – 25.0 %", "2 of 3 retrain-40 25.0 % 50.0 %"} {
		row := table.Rows[i]
		if got := strings.Join(row[:4], " "); got != want {
			t.Errorf("row %d begins with %q, want %q", i, got, want)
		}
		way := map[string]string{"base": "33.3 %", "retrain-40": "100.0 %"}[row[1]]
		size := map[bool]string{true: "2 runs, 2 speakers", false: "2 runs, 2 orders"}[i < 2]
		if row[7] != way || row[8] != size {
			t.Errorf("row %d: way %q of %q, want %s of %s", i, row[7], row[8], way, size)
		}
	}
}
