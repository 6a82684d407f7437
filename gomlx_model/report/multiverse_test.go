package report

import (
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// underOtherChoice copies the runs of two speakers under settings, with conv-bn
// moved on excluded.
func underOtherChoice(all []records.Record, settings string, shift float64) []records.Record {
	for _, r := range withRetraining(simulate.PaperLike().Records()) {
		if r.Seed > 2 || r.Speaker != "george" && r.Speaker != "theo" {
			continue
		}
		if r.Method == names.ConvBN && r.Set == names.SetExcluded {
			r.F1 += shift
		}
		r.Settings, r.Key = settings, r.Key+settings
		all = append(all, r)
	}
	return all
}

// withRetraining adds retrain-30, a copy of gold.
func withRetraining(all []records.Record) []records.Record {
	for _, r := range all {
		if r.Method == names.Gold {
			r.Method, r.Key = "retrain-30", r.Key+"retrain-30"
			all = append(all, r)
		}
	}
	return all
}

// TestMultiverse: one other choice leaves everything as it is, one turns
// conv-bn − base round. What only changes unlearning is no universe.
func TestMultiverse(t *testing.T) {
	all := withRetraining(simulate.PaperLike().Records())
	all = underOtherChoice(all, "batch=32", 0)
	all = underOtherChoice(all, "standardise=true", 0.1)
	for _, r := range simulate.PaperLike().Records() {
		if r.Method == names.Base {
			r.Settings, r.Key = "noise=0.1", r.Key+"louder"
			all = append(all, r)
		}
	}
	universes, err := Universes(all)
	if err != nil {
		t.Fatal(err)
	}
	if len(universes) != 3 || universes[0].Settings != "" || universes[2].Settings !=
		"standardise=true" {
		t.Fatalf("%d universes: %+v", len(universes), universes)
	}
	for _, u := range universes {
		if n := len(u.View.Pairs()); n != 4 {
			t.Errorf("%q has %d pairs, want those of two speakers and two seeds", u.Settings, n)
		}
	}
	near(t, "the same runs under another name", WayToGold(universes[1].View, names.Base).Mean,
		WayToGold(universes[0].View, names.Base).Mean, 1e-12)
	text := MultiverseTable(universes).Text()
	for _, want := range []string{"Under 2 other choices",
		"further than `base` under 1 of them, and further under ours",
		"4 runs, 2 speakers", "gold's F1 on them under our choices: george (0.72) and theo (0.72)"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	none, err := Universes(simulate.PaperLike().Records())
	if err != nil || none != nil || !strings.Contains(MultiverseTable(none).Text(), "No other") {
		t.Errorf("without other choices: %v, %v", none, err)
	}
}
