package report

import (
	"cmp"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"

	"gonum.org/v1/gonum/stat"
)

// A tuned method is a method with the settings to try.
type tuned struct {
	method   string
	settings []string
}

// tunable are the methods to tune, each with eight settings: first the study's
// own, then the field's by settings.Grid. One of the eight is the default,
// written as no settings: the paper's choice, or the method's own.
var tunable = slices.Concat(ownTunable, fieldTunable())

// ownTunable are the paper's recipe, tuned by the scale of its noise and its
// learning rate, and the one-cycle retrainings, tuned by their peak rate.
var ownTunable = []tuned{
	{names.Base, []string{"", "noise=0.1", "noise=0.12", "noise=0.14", "unlearn-rate=0.003",
		"noise=0.1;unlearn-rate=0.003", "noise=0.12;unlearn-rate=0.003",
		"noise=0.14;unlearn-rate=0.003"}},
	{"retrain-15-onecycle", peaks},
	{"retrain-30-onecycle", peaks},
}

var peaks = []string{"peak=0.001", "peak=0.002", "peak=0.003", "peak=0.004", "", "peak=0.007",
	"peak=0.01", "peak=0.015"}

// fieldTunable are the field's methods that have a grid.
func fieldTunable() (list []tuned) {
	for _, m := range names.References() {
		if grid := settings.Grid(m); grid != nil {
			list = append(list, tuned{m, grid})
		}
	}
	return list
}

// A Trial is one setting of one method on the tuning seeds, those above
// [records.LastStudySeed].
type Trial struct {
	Method, Settings string
	// Distances from gold by speaker, in units of gold2's distance: on the
	// validation clips, which no verdict uses, and on the clips to forget. A
	// speaker with a run that failed is at +Inf, so that others keep their
	// choice.
	Validation, Excluded map[string]float64
	Seeds                []int // of the runs, ascending
}

// Score is the criterion for choosing a setting; lower is better. It is the sum
// of the distances from gold on validation and on excluded, each the mean of
// |F1 − gold's F1| divided by the same mean of gold2,
//
//	Σ_set mean |F1_m − F1_gold| / floor(set)
//
// averaged over some speakers. It rewards gold's behaviour on both sets, not
// the highest or the lowest F1.
func (t Trial) Score(speakers []string) float64 {
	var scores []float64
	for _, s := range speakers {
		v, hasV := t.Validation[s]
		e, hasE := t.Excluded[s]
		if !hasV || !hasE {
			return math.NaN()
		}
		scores = append(scores, v+e)
	}
	return stat.Mean(scores, nil)
}

// A Choice is a method's setting for some speakers, chosen on other speakers.
type Choice struct {
	Method, Settings string
	By, For          []string // speakers
	Score            float64  // of By
}

// A Tuning holds every trial and the chosen settings.
type Tuning struct {
	Trials  []Trial
	Choices []Choice
}

// Tune chooses a setting of each tunable method for each speaker without the
// speaker's own clips. It groups the speakers into pairs by name; each pair
// chooses for the next, and the last for the first. Trials are judged on
// validation instead of test, since test clips recur when another speaker is
// excluded. The floors are those of gold2 on seeds 1–10 of all speakers. They
// are only a unit, and seeds 11–20 take no part. The tuning seeds have only one
// gold, so a retraining is compared with its own gold. A method that lacks a
// trial has no choice; a setting with a failed run is not chosen.
func Tune(all []records.Record) (Tuning, error) {
	study, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		return Tuning{}, err
	}
	study = study.Among(Exploring)
	var t Tuning
	for _, m := range tunable {
		for _, tried := range m.settings {
			trial, err := trialOf(all, m.method, tried, study)
			if err != nil {
				return t, err
			}
			if len(trial.Validation) > 0 {
				t.Trials = append(t.Trials, trial)
			}
		}
	}
	t.choose(study)
	return t, nil
}

// trialOf judges one method's runs with one setting, beside the golds on the
// tuning seeds.
func trialOf(all []records.Record, method, tried string, floor *records.View) (Trial, error) {
	s := records.DefaultSelection()
	s.PaperOnly, s.LastSeed = false, 0
	list := slices.DeleteFunc(s.Filter(all), func(r records.Record) bool {
		is := r.Method == method && r.Settings == tried ||
			r.Method == names.Gold && r.Settings == ""
		return r.Seed <= records.LastStudySeed || !is
	})
	view, err := records.Select(list, s)
	if err != nil {
		return Trial{}, err
	}
	trial := Trial{Method: method, Settings: tried,
		Validation: apartBySpeaker(view, names.SetValidation, method, floor),
		Excluded:   apartBySpeaker(view, names.SetExcluded, method, floor)}
	for _, r := range list {
		if r.Method != method {
			continue
		}
		trial.Seeds = append(trial.Seeds, r.Seed)
		if !r.OK() {
			trial.Validation[r.Speaker], trial.Excluded[r.Speaker] = math.Inf(1), math.Inf(1)
		}
	}
	slices.Sort(trial.Seeds)
	trial.Seeds = slices.Compact(trial.Seeds)
	return trial, nil
}

// apartBySpeaker is [Distance] by speaker, with the floor of another view.
func apartBySpeaker(v *records.View, set, method string, floor *records.View) map[string]float64 {
	s, by := apart(v, set, method), map[string]float64{}
	means := s.SpeakerMeans()
	for i, speaker := range s.Speakers() {
		by[speaker] = means[i] / Floor(floor, set)
	}
	return by
}

// choose lets each pair of speakers choose for the next.
func (t *Tuning) choose(study *records.View) {
	var speakers []string
	for _, p := range study.Pairs() {
		speakers = append(speakers, p.Speaker)
	}
	pairs := slices.Collect(slices.Chunk(slices.Compact(speakers), 2))
	for _, m := range tunable {
		var trials []Trial
		for _, trial := range t.Trials {
			if trial.Method == m.method {
				trials = append(trials, trial)
			}
		}
		if len(trials) < len(m.settings) || len(pairs) < 2 {
			continue
		}
		for i, by := range pairs {
			best := slices.MinFunc(trials, func(a, b Trial) int {
				return cmp.Compare(a.Score(by), b.Score(by)) // NaN comes first and is refused
			})
			if score := best.Score(by); !math.IsNaN(score) && !math.IsInf(score, 1) {
				t.Choices = append(t.Choices, Choice{Method: m.method, Settings: best.Settings,
					By: by, For: pairs[(i+1)%len(pairs)], Score: score})
			}
		}
	}
}
