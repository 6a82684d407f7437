package study

import (
	"math"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
)

// judge answers every clip of the corpus once and turns the answers into the run's records.
func (t *training) judge(w gomlxmodel.Weights, status string) error {
	if status != "ok" {
		for _, set := range t.sets() {
			t.result.Records = append(t.result.Records, t.record(set.name, len(set.clips), gomlxmodel.Metrics{}, status))
		}
		return nil
	}
	labels := t.engine.Data.Labels
	all := make([]int32, len(labels))
	for i := range all {
		all[i] = int32(i)
	}
	logits, err := t.engine.Logits(w, all)
	if err != nil {
		return err
	}
	for i := range all {
		row := logits[i*network.Classes : (i+1)*network.Classes]
		t.result.Answers = append(t.result.Answers, int8(gomlxmodel.Argmax(row)))
	}
	for _, margin := range gomlxmodel.Margins(logits, labels, network.Classes) {
		t.result.Margins = append(t.result.Margins, float32(margin))
	}
	for _, set := range t.sets() {
		var rows []float32
		var truth []int32
		for _, clip := range set.clips {
			rows = append(rows, logits[clip*network.Classes:(clip+1)*network.Classes]...)
			truth = append(truth, labels[clip])
		}
		m, err := gomlxmodel.Measure(rows, truth, network.Classes)
		if err != nil {
			return err
		}
		t.result.Records = append(t.result.Records, t.record(set.name, len(set.clips), m, status))
	}
	return nil
}

type judged struct {
	name  string
	clips []int
}

// sets are the evaluation sets of the run, without the empty ones.
func (t *training) sets() (sets []judged) {
	add := func(name string, clips []int) {
		if len(clips) > 0 {
			sets = append(sets, judged{name, clips})
		}
	}
	add("test", t.split.Test)
	add("validation", t.split.Validation)
	add("retained", t.split.Training)
	add("excluded", t.split.Excluded)
	add("excluded-held", t.split.ExcludedHeld)
	if t.spec.Speaker == "" { // one original for all speakers: judged on what each removal will look at
		for _, speaker := range speakersOf(t.clips) {
			of := func(keep func(Clip) bool) (clips []int) {
				for i, c := range t.clips {
					if keep(c) {
						clips = append(clips, i)
					}
				}
				return clips
			}
			held := func(c Clip) bool { return c.Take < HeldTakes }
			add("excluded:"+speaker, of(func(c Clip) bool { return c.Speaker == speaker && !held(c) }))
			add("excluded-held:"+speaker, of(func(c Clip) bool { return c.Speaker == speaker && held(c) }))
			add("test:"+speaker, of(func(c Clip) bool { return c.Speaker != speaker && held(c) }))
			add("retained:"+speaker, of(func(c Clip) bool { return c.Speaker != speaker && !held(c) }))
		}
	}
	if len(t.split.Removals) > 1 {
		for _, r := range t.split.Removals {
			add("excluded:"+r.Speaker, r.Excluded)
		}
	}
	return sets
}

func (t *training) record(set string, n int, m gomlxmodel.Metrics, status string) Record {
	r := Record{
		Corpus: t.spec.Corpus, Protocol: t.spec.Protocol, Norm: t.spec.Norm, Speaker: t.spec.Speaker, Seed: t.spec.Seed, Method: t.spec.Method,
		Settings: t.spec.changes(), Backend: t.spec.Backend, Set: set, N: n,
		Accuracy: m.Accuracy, Precision: m.Precision, Recall: m.Recall, F1: m.F1,
		Confidence: m.Confidence, ConfidenceTrue: m.ConfidenceTrue, Loss: m.Loss,
		Passes: t.passes, Status: status, Key: t.spec.Key(),
	}
	if status != "ok" {
		for _, field := range []*float64{&r.Accuracy, &r.Precision, &r.Recall, &r.F1, &r.Confidence, &r.ConfidenceTrue, &r.Loss} {
			*field = math.NaN()
		}
	}
	return r
}

// speakersOf returns the speakers of a corpus by name.
func speakersOf(clips []Clip) []string {
	var names []string
	for _, c := range clips {
		names = append(names, c.Speaker)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
