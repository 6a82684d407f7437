package study

import (
	"math"

	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// judge answers every clip of the corpus once and turns the answers into the
// run's records.
func (t *training) judge(w network.Weights, status string) error {
	if status != names.StatusOK {
		for _, set := range t.sets() {
			t.result.Records = append(t.result.Records,
				t.record(set.name, len(set.clips), metrics.Metrics{}, status))
		}
		return nil
	}
	all := make([]int32, len(t.engine.Data.Labels))
	for i := range all {
		all[i] = int32(i)
	}
	logits, err := t.engine.Logits(w, all)
	if err != nil {
		return err
	}
	return t.judgeLogits(logits)
}

// judgeLogits turns the logits of every clip into the run's records.
func (t *training) judgeLogits(logits []float32) error {
	labels, status := t.engine.Data.Labels, names.StatusOK
	for i := range labels {
		row := logits[i*t.engine.Network.Classes : (i+1)*t.engine.Network.Classes]
		t.result.Answers = append(t.result.Answers, int8(metrics.Argmax(row)))
	}
	for _, margin := range metrics.Margins(logits, labels, t.engine.Network.Classes) {
		t.result.Margins = append(t.result.Margins, float32(margin))
	}
	for _, set := range t.sets() {
		var rows []float32
		var truth []int32
		for _, clip := range set.clips {
			rows = append(rows, logits[clip*t.engine.Network.Classes:(clip+1)*t.engine.Network.Classes]...)
			truth = append(truth, labels[clip])
		}
		m, err := metrics.Measure(rows, truth, t.engine.Network.Classes)
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
	add(names.SetTest, t.split.Test)
	add(names.SetValidation, t.split.Validation)
	add(names.SetRetained, t.split.Training)
	add(names.SetExcluded, t.split.Excluded)
	add(names.SetExcludedHeld, t.split.ExcludedHeld)
	// one original serves all speakers, so it is judged on the sets of each
	// removal
	if t.spec.Speaker == "" {
		for _, speaker := range split.SpeakersOf(t.clips) {
			s, err := splitOf(t.clips, t.spec.settings, speaker, t.spec.Seed)
			if err != nil {
				continue // a speaker who cannot be removed has no sets
			}
			add(names.SetOf(names.SetExcluded, speaker), s.Excluded)
			add(names.SetOf(names.SetExcludedHeld, speaker), s.ExcludedHeld)
			add(names.SetOf(names.SetTest, speaker), s.Test)
			add(names.SetOf(names.SetRetained, speaker), s.Training)
		}
	}
	if len(t.split.Removals) > 1 {
		for _, r := range t.split.Removals {
			add(names.SetOf(names.SetExcluded, r.Speaker), r.Excluded)
		}
	}
	return sets
}

func (t *training) record(set string, n int, m metrics.Metrics, status string) records.Record {
	r := records.Record{
		Corpus: t.spec.Corpus, Protocol: t.spec.Protocol, Norm: t.spec.Norm,
		Speaker: t.spec.Speaker, Seed: t.spec.Seed, Method: t.spec.Method,
		Settings: t.spec.changes(), Backend: t.spec.Backend, Set: set, N: n,
		Accuracy: m.Accuracy, Precision: m.Precision, Recall: m.Recall, F1: m.F1,
		Confidence: m.Confidence, ConfidenceTrue: m.ConfidenceTrue, Loss: m.Loss,
		Passes: t.passes, Status: status, Key: t.spec.Key(),
	}
	if status != names.StatusOK {
		for _, field := range []*float64{&r.Accuracy, &r.Precision, &r.Recall, &r.F1, &r.Confidence,
			&r.ConfidenceTrue, &r.Loss} {
			*field = math.NaN()
		}
	}
	return r
}
