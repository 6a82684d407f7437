package report

import (
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// Ten runs of each of five speakers: the original's margins are three
// deviations above gold's on the speaker's clips, base is gold under another
// name. So the attacker knows the original for certain and guesses at base, as
// at gold2, whose forgetting quality is 1 of its own by definition.
func TestDistributions(t *testing.T) {
	runs, clips := marginRuns(10, 6, map[string][2]float64{names.Original: {3, 0}}, "ann",
		"bob", "cleo", "dan", "eva")
	for i := range runs {
		runs[i].Seed += 10
		if runs[i].Method == "damage-base" {
			runs[i].Method = names.Base
		}
		if runs[i].Method == names.Original { // the same models under the name of a retraining
			short := runs[i]
			short.Method = "retrain-15"
			runs = append(runs, short)
		}
	}
	d, err := DistributionsOf(runs, clips)
	if err != nil {
		t.Fatal(err)
	}
	value := func(method, metric string) float64 {
		for i, m := range d.Metrics {
			if m == metric {
				return estimateOf(d.By[method][i], unchanged).Mean
			}
		}
		t.Fatalf("there is no metric %q", metric)
		return 0
	}
	near(t, "forgetting quality of gold2", value(names.Gold2, forgettingQuality), 1, 1e-12)
	near(t, "U-LiRA on the original", value(names.Original, "U-LiRA"), 1, 1e-12)
	for _, m := range []string{names.Base, names.Gold2} { // 20 halvings of ten models
		near(t, "U-LiRA on "+m, value(m, "U-LiRA"), 0.5, 0.4)
	}
	if k, floor := value(names.Original, "KLOM, pooled"), value(names.Gold2,
		"KLOM, pooled"); k < 1 || floor > 0.2 {
		t.Errorf("KLOM is %v of the original and %v of gold2", k, floor)
	}
	if f := value(names.Original, forgettingQuality); f > 0.5 {
		t.Errorf("the original's forgetting quality is %v of gold2's", f)
	}
	text := DistributionsTable(d).Text() + DistributionsSentence(d)
	for _, want := range []string{"50 runs, 5 speakers", "quality ÷ gold2's",
		"distinguishes 1 of 2 methods", "(not so: `base`;",
		"speakers' clips do: `retrain-15`. Elsewhere it may only"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// Exploratory seeds, and fewer than eight, say nothing.
func TestDistributionsOfNothing(t *testing.T) {
	runs, clips := marginRuns(7, 6, nil, "ann", "bob")
	later := append([]records.Run(nil), runs...)
	for i := range later {
		later[i].Seed += 10
	}
	for _, runs := range [][]records.Run{runs, later} {
		d, err := DistributionsOf(runs, clips)
		if err != nil || len(d.By) != 0 {
			t.Errorf("got %+v, %v", d.By, err)
		}
		if text := DistributionsTable(d).Text() + DistributionsSentence(d); !strings.Contains(text,
			"No method has eight runs") || !strings.Contains(text, "Without gold2's runs") {
			t.Error(text)
		}
	}
}
