package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// trials are runs on seeds 101 and 102 in which gold scores 0.95 on validation
// and 0.7 on excluded, and base is off by what away says, on both, for a
// speaker and a setting.
func trials(away func(speaker, settings string) float64) (list []records.Record) {
	add := func(speaker string, seed int, method, settings string, off float64) {
		for set, f1 := range map[string]float64{names.SetValidation: 0.95, names.SetExcluded: 0.7} {
			list = append(list, records.Record{Corpus: "c", Protocol: names.ProtocolPaper,
				Norm: "batch", Speaker: speaker, Seed: seed, Method: method, Settings: settings,
				Backend: "go", Set: set, N: 250, F1: f1 + off, Status: names.StatusOK,
				Key: strings.Join([]string{speaker, method, settings, string(rune(seed))}, "/")})
		}
	}
	for _, speaker := range simulate.SixSpeakers {
		for seed := 101; seed <= 102; seed++ {
			add(speaker, seed, names.Gold, "", 0)
			for _, settings := range tunable[0].settings {
				add(speaker, seed, names.Base, settings, away(speaker, settings))
			}
		}
	}
	return list
}

// withValidation adds a validation set to records, a copy of test.
func withValidation(all []records.Record) []records.Record {
	for _, r := range slices.Clone(all) {
		if r.Set == names.SetTest {
			r.Set = names.SetValidation
			all = append(all, r)
		}
	}
	return all
}

// TestTuneDoesNotLookAtItself: each pair of speakers has a setting of its own
// that is best for it, so that every speaker gets that of the pair before.
func TestTuneDoesNotLookAtItself(t *testing.T) {
	best := map[string]string{"george": "noise=0.1", "jackson": "noise=0.1",
		"lucas": "noise=0.12", "nicolas": "noise=0.12", "theo": "", "yweweler": ""}
	all := append(withValidation(simulate.PaperLike().Records()),
		trials(func(speaker, settings string) float64 {
			if best[speaker] == settings {
				return 0.01
			}
			return -0.02
		})...)
	tuning, err := Tune(all)
	if err != nil {
		t.Fatal(err)
	}
	if len(tuning.Trials) != 8 || len(tuning.Choices) != 3 {
		t.Fatalf("%d trials and %d choices, want 8 and 3", len(tuning.Trials),
			len(tuning.Choices))
	}
	for i, want := range []string{"noise=0.1", "noise=0.12", ""} {
		c := tuning.Choices[i]
		if c.Settings != want || best[c.By[0]] != want || slices.Contains(c.For, c.By[0]) ||
			len(c.For) != 2 {
			t.Errorf("%v chose %q for %v, want %q", c.By, c.Settings, c.For, want)
		}
	}
	if got := tuning.Choices[2].For; !slices.Equal(got, []string{"george", "jackson"}) {
		t.Errorf("the last pair chose for %v, want the first", got)
	}
	// 0.01 on both sets, in units of what gold2 differs by on seeds 1–10
	v, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		t.Fatal(err)
	}
	want := 0.01/Floor(v, names.SetValidation) + 0.01/Floor(v, names.SetExcluded)
	near(t, "score", tuning.Choices[0].Score, want, 1e-9)
	// the frontier has a row of it, with the records of the chosen settings
	for _, r := range slices.Clone(all) {
		if r.Method == names.Base && r.Settings == "" && r.Seed <= 10 {
			for _, settings := range []string{"noise=0.1", "noise=0.12"} {
				r.Settings, r.Key = settings, r.Key+settings
				all = append(all, r)
			}
		}
	}
	frontier, err := SelectFrontier(all, nil, records.DefaultSelection())
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := Frontier(frontier, "base, tuned", names.Base)
	if len(rows) != 2 || rows[0].F1.Mean != rows[1].F1.Mean ||
		len(rows[0].F1.Sample.Pairs) != 60 {
		t.Errorf("the frontier's rows are %+v", rows)
	}
	text := TuningTable(tuning).Text()
	if !strings.Contains(text, "lucas, nicolas (by george, jackson)") {
		t.Errorf("the table says\n%s", text)
	}
}

// Answers and findings are found by the keys of the tuned records, also those
// of runs with the paper's settings, where these were chosen.
func TestTunedAnswers(t *testing.T) {
	record := func(speaker, settings, key string) records.Record {
		return records.Record{Speaker: speaker, Method: names.Base, Settings: settings, Seed: 11,
			Status: names.StatusOK, Key: key}
	}
	run := func(key string) records.Run {
		return records.Run{Key: key, Name: records.Name{Method: names.Base}}
	}
	tuning := Tuning{Choices: []Choice{
		{Method: names.Base, Settings: "noise=0.1", By: []string{"ann"}, For: []string{"ben"}},
		{Method: names.Base, By: []string{"ben"}, For: []string{"ann"}}}}
	p := records.Published{
		Records: []records.Record{record("ann", "", "a"), record("ben", "", "b"),
			record("ben", "noise=0.1", "c"), record("ben", "noise=0.12", "d")},
		Clips: []records.Run{run("a"), run("b")}, Tuned: []records.Run{run("c"), run("d")},
		Findings: []records.Finding{{Key: "b"}}, TunedFindings: []records.Finding{{Key: "c"}, {Key: "d"}}}
	got := tuning.Answers(p)
	if len(got) != 2 || got[0].Key != "a" || got[1].Key != "c" ||
		got[0].Method != "base, tuned" || got[1].Method != "base, tuned" {
		t.Errorf("got %+v, want the runs a and c as tuned", got)
	}
	if found := tuning.Findings(p); len(found) != 1 || found[0].Key != "c" ||
		found[0].Method != "base, tuned" {
		t.Errorf("got %+v, want what was found on c", found)
	}
}

// A run that failed counts against its own setting alone: the others keep their
// choice. Here the setting that would be best diverged once, for george.
func TestTuneAfterFailure(t *testing.T) {
	all := append(withValidation(simulate.PaperLike().Records()),
		trials(func(_, settings string) float64 {
			return 0.02 - map[string]float64{"noise=0.1": 0.019, "noise=0.12": 0.015}[settings]
		})...)
	for i, r := range all {
		if r.Seed == 101 && r.Speaker == "george" && r.Settings == "noise=0.1" {
			all[i].Status, all[i].F1 = "failed@3", math.NaN()
		}
	}
	tuning, err := Tune(all)
	if err != nil {
		t.Fatal(err)
	}
	if len(tuning.Choices) != 3 {
		t.Fatalf("%d pairs of speakers chose, want all 3", len(tuning.Choices))
	}
	for _, c := range tuning.Choices {
		want := "noise=0.1"
		if c.By[0] == "george" {
			want = "noise=0.12"
		}
		if c.Settings != want {
			t.Errorf("%v chose %q, want %q", c.By, c.Settings, want)
		}
	}
	if text := TuningTable(tuning).Text(); !strings.Contains(text, "∞") ||
		!strings.Contains(text, "Seeds 101–102: base. No verdict") {
		t.Errorf("the table says\n%s", text)
	}
}

// TestTunedRecords: a tuned method has, of each speaker, the runs with the
// setting that others chose, and none of the seeds that tune. Of a seed it has
// all speakers that base has or none: seed 2 lacks ben, whom base has, and seed
// 3 has a run of ben's that failed.
func TestTunedRecords(t *testing.T) {
	run := func(speaker, settings string, seed int, f1 float64) records.Record {
		return records.Record{Speaker: speaker, Method: names.Base, Settings: settings, Seed: seed,
			F1: f1, Status: names.StatusOK}
	}
	failed := run("ben", "noise=0.12", 3, math.NaN())
	failed.Status = "failed@3"
	tuning := Tuning{Choices: []Choice{
		{Method: names.Base, Settings: "noise=0.1", For: []string{"ann"}},
		{Method: names.Base, Settings: "noise=0.12", For: []string{"ben"}}}}
	tuned := tuning.Records([]records.Record{run("ann", "", 1, 0.1), run("ann", "noise=0.1", 1, 0.2),
		run("ann", "noise=0.1", 101, 0.3), run("ben", "", 1, 0.4), run("ben", "noise=0.12", 1, 0.5),
		run("ann", "", 2, 0.1), run("ann", "noise=0.1", 2, 0.6), run("ben", "", 2, 0.4),
		run("ann", "", 3, 0.1), run("ann", "noise=0.1", 3, 0.6), run("ben", "", 3, 0.4), failed})
	if len(tuned) != 2 || tuned[0].F1 != 0.2 || tuned[1].F1 != 0.5 ||
		tuned[0].Method != "base, tuned" || tuned[0].Settings != "" {
		t.Errorf("tuned records are %+v", tuned)
	}
}

// A method that lacks a trial, or a speaker of one, has no choice.
func TestTuneNeedsAllTrials(t *testing.T) {
	all := withValidation(simulate.PaperLike().Records())
	tried := trials(func(string, string) float64 { return 0.01 })
	lacksOne := slices.DeleteFunc(slices.Clone(tried),
		func(r records.Record) bool { return r.Settings == "noise=0.14" })
	for name, list := range map[string][]records.Record{"nothing": nil, "a trial less": lacksOne} {
		tuning, err := Tune(append(slices.Clone(all), list...))
		if err != nil || len(tuning.Choices) != 0 {
			t.Errorf("%s: %d choices, %v", name, len(tuning.Choices), err)
		}
	}
	if s := (Trial{}).Score([]string{"ann"}); !math.IsNaN(s) {
		t.Errorf("a speaker without a trial scores %v", s)
	}
	if text := TuningTable(Tuning{}).Text(); !strings.Contains(text, "No tuning seeds") {
		t.Errorf("without trials:\n%s", text)
	}
}
