package report

import (
	"slices"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// fieldTrials are runs on seeds 101 and 102 of one of the field's methods with
// all of its settings, off gold by what away says on both sets.
func fieldTrials(method string, away func(speaker, tried string) float64) []records.Record {
	var list []records.Record
	for _, speaker := range simulate.SixSpeakers {
		for seed := 101; seed <= 102; seed++ {
			for _, tried := range settings.Grid(method) {
				for set, f1 := range map[string]float64{names.SetValidation: 0.95,
					names.SetExcluded: 0.7} {
					list = append(list, records.Record{Corpus: "c",
						Protocol: names.ProtocolPaper, Norm: "batch", Speaker: speaker, Seed: seed,
						Method: method, Settings: tried, Backend: "go", Set: set, N: 250,
						F1: f1 + away(speaker, tried), Status: names.StatusOK,
						Key: method + tried + speaker + string(rune(seed))})
				}
			}
		}
	}
	return list
}

// A method of the field is tuned by its own grid, whatever the others lack: all
// eight trials are told, and the setting that ends at gold, planted here, is
// chosen for everybody. One that forgets more than gold is off as much as one
// that forgets less.
func TestTuneTheField(t *testing.T) {
	const method = "neggrad-plus"
	best := settings.Grid(method)[6]
	all := append(withValidation(simulate.PaperLike().Records()),
		trials(func(string, string) float64 { return 0.01 })...)
	all = append(all, fieldTrials(method, func(_, tried string) float64 {
		switch i := slices.Index(settings.Grid(method), tried); {
		case tried == best:
			return 0.001
		case i%2 == 0:
			return -0.03
		}
		return 0.02
	})...)
	tuning, err := Tune(all)
	if err != nil {
		t.Fatal(err)
	}
	var tried []string
	for _, trial := range tuning.Trials {
		if trial.Method == method {
			tried = append(tried, trial.Settings)
		}
	}
	if !slices.Equal(tried, settings.Grid(method)) {
		t.Errorf("the trials are %q, want all of the grid", tried)
	}
	served := map[string]bool{}
	for _, c := range tuning.Choices {
		if c.Method != method {
			continue
		}
		if c.Settings != best {
			t.Errorf("%v chose %q, want %q", c.By, c.Settings, best)
		}
		for _, speaker := range c.For {
			served[speaker] = true
		}
	}
	if len(served) != len(simulate.SixSpeakers) {
		t.Errorf("a setting was chosen for %v", served)
	}
}

// Every tunable method has eight settings, its default among them, each once:
// the same budget for all.
func TestSameBudget(t *testing.T) {
	for _, m := range tunable {
		if n := len(slices.Compact(slices.Sorted(slices.Values(m.settings)))); n != 8 ||
			!slices.Contains(m.settings, "") {
			t.Errorf("%s has %d settings: %q", m.method, n, m.settings)
		}
	}
	if want := len(ownTunable) + 19; len(tunable) != want { // 21 references less two without a grid
		t.Errorf("%d methods are tunable, want %d", len(tunable), want)
	}
}
