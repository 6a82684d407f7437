package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// fourRuns are two speakers and two seeds with round numbers, so that every
// cell can be checked by hand.
func fourRuns() []records.Record {
	var all []records.Record
	for _, r := range []struct {
		speaker              string
		seed                 int
		original, gold, base float64
	}{
		{"ann", 1, 1.0, 0.70, 0.80}, {"ann", 2, 1.0, 0.66, 0.78},
		{"ben", 1, 0.9, 0.50, 0.75}, {"ben", 2, 0.9, 0.54, 0.73},
	} {
		for method, f1 := range map[string]float64{names.Original: r.original, names.Gold: r.gold,
			"base": r.base} {
			for _, set := range []string{"test", "excluded"} {
				all = append(all, records.Record{Corpus: "c", Protocol: "P", Norm: "batch",
					Speaker: r.speaker, Seed: r.seed, Method: method, Set: set,
					F1: f1, Accuracy: f1, Confidence: f1,
					Passes: map[string]int{names.Original: 1000, names.Gold: 800,
						"base": 100}[method], Status: names.StatusOK, Key: method})
			}
		}
	}
	return all
}

// TestTablesByHand: base − original is −0.20, −0.22 (ann) and −0.15, −0.17
// (ben): means −0.21 and −0.16, mean −0.185, standard error 0.025, and with one
// degree of freedom the interval is ± 12.7062 · 0.025 = 0.3177. base − gold is
// 0.10, 0.12 and 0.25, 0.19: 0.11 and 0.22, mean 0.165, standard error 0.055, ±
// 0.6988.
func TestTablesByHand(t *testing.T) {
	v := mustSelect(t, fourRuns())
	for _, c := range []struct {
		table Table
		want  []string
	}{
		{ChangeTable(v), []string{"excluded", "base", "−0.1596", "−0.1850", "[−0.5027, +0.1327]",
			"4 runs, 2 speakers"}},
		{GapTable(v), []string{"excluded", "base", "+0.14", "+0.1650", "[−0.5338, +0.8638]",
			"4 runs, 2 speakers"}},
		{CostTable(v), []string{"base", "100", "12.5 %", "4 runs, 2 speakers"}},
		{SpeakerTable(v), []string{"ben", "0.9000", "0.5200", "0.7400", "–", "–"}},
	} {
		found := false
		for _, row := range c.table.Rows {
			found = found || strings.Join(row, "|") == strings.Join(c.want, "|")
		}
		if !found {
			t.Errorf("no row %v in\n%s", c.want, c.table.Text())
		}
	}
}

// TestInShort: by fourRuns the original has 0.95, gold 0.60 and base 0.765; ann
// goes 0.21/0.32 = 65.6 % of the way and ben 0.16/0.38 = 42.1 %, mean 53.9 %,
// with 12.7062 times half their difference as interval. On test, where they
// have the same, base is 0.165 above gold; fourRuns has no clips to err on.
// Four cells of the paper's tables are of base; two speakers with one degree of
// freedom decide no direction and exclude no number.
func TestInShort(t *testing.T) {
	want := "**In short** (4 runs, 2 speakers, means of the speakers' means): macro F1 on the " +
		"speaker to forget is 0.950 for the original and 0.600 for gold, retrained without them. " +
		"After `base` it is 0.765: 53.9 % [−95.6, +203.3] of the way from the original to gold, " +
		"by speaker. On test, gold errs on – of the clips; after `base`, that is –, at a price of 1.00 " +
		"[1.00, 1.00]. Of the paper's 4 differences, ours have the same direction in 0; 4 of its 4 " +
		"numbers lie in the range that our runs predict for a study of one speaker and 3 seeds."
	if got := InShort(mustSelect(t, fourRuns())); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	// By the simulation's truth all-bn is base, and conv-bn forgets 0.03 more
	// than both; on test all are alike.
	got := InShort(mustSelect(t, simulate.PaperLike().Records()))
	if !strings.Contains(got, " Of the 6 comparisons of schemes, by p corrected for all: 2 "+
		"different (conv-bn − base, excluded: +11.") ||
		!strings.Contains(got,
			"0 different but within the margin, 4 equal within it, 0 undecided.") {
		t.Errorf("the comparisons are not summed up: %s", got)
	}
	if got := listed([]string{"a", "b", "c"}); got != "a, b and c" {
		t.Errorf("a list reads %q", got)
	}
	if got := InShort(mustSelect(t, nil)); got != "None of the paper's schemes was run." {
		t.Errorf("without runs: %s", got)
	}
}

func TestTableForms(t *testing.T) {
	table := Table{Title: "A *title*", Header: []string{"Scheme", "F1", "Verdict"},
		Rows:  [][]string{{"base|x", "+0.10", "yes"}, {"conv-bn", "−0.0200", "no"}},
		Notes: []string{"One note."}}
	// Typed by hand after GitHub's specification of tables.
	wantMarkdown := "**A \\*title\\***\n\n| Scheme | F1 | Verdict |\n| --- | ---: | --- |\n| " +
		"base\\|x | +0.10 | yes |\n| conv-bn | −0.0200 | no |\n\n- One note.\n"
	if got := table.Markdown(); got != wantMarkdown {
		t.Errorf("Markdown\n%s\nwant\n%s", got, wantMarkdown)
	}
	wantText := "A *title*\nScheme   F1       Verdict\nbase|x   +0.10    yes\nconv-bn  −0.0200  " +
		"no\nOne note.\n"
	if got := table.Text(); got != wantText {
		t.Errorf("text\n%s\nwant\n%s", got, wantText)
	}
}

// TestClaims checks the verdicts on a simulation whose truth is known, and that
// what was not run says so.
func TestClaims(t *testing.T) {
	e, err := NewEvidence(simulate.PaperLike().Records())
	if err != nil {
		t.Fatal(err)
	}
	e.Magnitudes = []records.LayerSample{{Layer: "conv1",
		Sample: records.Sample{Pairs: []records.Pair{{Speaker: "ann", Seed: 1, Value: 0.11},
			{Speaker: "ann", Seed: 2, Value: 0.12}, {Speaker: "ann", Seed: 3, Value: 0.115}}}}}
	for epoch := 1; epoch <= 15; epoch++ {
		phase := [3]string{"reset", "noise", "finetune"}[(epoch-1)/5]
		if phase == "noise" {
			phase += string(rune('0' + epoch - 5))
		}
		e.Trace = append(e.Trace, records.TracePoint{Phase: phase, Epoch: epoch, Set: "test"},
			records.TracePoint{Phase: phase, Epoch: epoch, Set: "excluded"})
	}
	claims := Claims(e)
	// The tally: both norm claims and that of the averages are not run, two
	// claims are settings.
	note := ClaimsTable(claims).Notes[0]
	total := 0
	directions, _, _ := strings.Cut(strings.TrimPrefix(note, "Direction: "), ". Size:")
	for part := range strings.SplitSeq(directions, "; ") {
		n, verdict := 0, ""
		if _, err := fmt.Sscanf(part, "%d %s", &n, &verdict); err != nil || n == 0 {
			t.Errorf("the tally has %q (%v)", part, err)
		}
		total += n
	}
	if total != len(claims)-2 || !strings.Contains(note, "; 3 not run") ||
		!strings.HasSuffix(note, "2 more are settings that we took from the paper.") {
		t.Errorf("of %d claims the tally says %q", len(claims), note)
	}
	for _, c := range []struct {
		text string
		want Verdict
		ours string // a part of it
	}{
		{"F1 of base − original, excluded", Same, "−0.1"},
		{"F1 of conv-bn − gold, excluded", Same, "+0.1"},
		{"The original knows the excluded speaker better", Same, "+0.2"},
		// the simulation's truth is −0.01
		{"On test the original is below gold", Same, "−0.0"},
		{"conv-bn forgets more than base", Same, "−0.03"},
		{"all-bn and base do not differ significantly, excluded", Same, ""},
		{"The loss on test is minimal", BeyondMargin, "−0.02"},
		{"Performance on the retained", Same, ""},
		{"Confidence on the excluded", Same, "−0.1"},
		{"Convolution weights", Same, "conv1 0.115"},
		{"The noise is large", Same, "conv1 0.70"}, // 0.08 / 0.115
		{"The place of the perturbation", Same, ""},
		{"Noise 0.04 in 3 steps", Same, "+0.08"},
		{"Unlearning takes an eighth", Same, "12.5 %"}, // 30,375 / 243,000
		{"Reset, perturbation and fine-tuning", Same, "5, 5, 5 epochs"},
		{"With layer normalisation", NotRun, "–"},
		{"With instance normalisation", NotRun, "–"},
	} {
		found := false
		for _, got := range claims {
			if strings.HasPrefix(got.Text, c.text) {
				found = true
				if got.Verdict != c.want || !strings.Contains(got.Ours, c.ours) {
					t.Errorf("%s: %s (%s), %s; want %s, %s", got.Text, got.Verdict, got.Why,
						got.Ours, c.want, c.ours)
				}
			}
		}
		if !found {
			t.Errorf("no claim %q", c.text)
		}
	}
	for _, c := range Claims(Evidence{}) {
		if c.Verdict != NotRun {
			t.Errorf("%s is %s without any records", c.Text, c.Verdict)
		}
	}
}

// TestFormat states how numbers are printed; the expectations are the rules
// written out.
func TestFormat(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct{ got, want string }{
		{signed(0.12345, 4), "+0.1235"}, {signed(-0.1, 2), "−0.10"}, {signed(-0.00001, 3), "0.000"},
		{signed(0, 1), "0.0"}, {signed(nan, 3), "–"},
		{plain(0.5, 2), "0.50"}, {plain(-0.5, 2), "−0.50"}, {between(-0.1, 0.2, 1), "[−0.1, +0.2]"},
		{between(nan, 1, 1), "–"},
		{FormatP(0.0004), "< 0.001"}, {FormatP(0.0204), "0.020"}, {FormatP(1), "1.000"},
		{FormatP(nan), "–"}, {percent(0.125), "12.5 %"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
