package survey

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/stats"
)

// damping is the share of the curvature's mean diagonal that is added to it:
// a hundredth, as little as makes it invertible.
const damping = 0.01

// curvedClips is the number of training clips from which the curvature is
// computed.
const curvedClips = 1000

// influence ranks the test clips by what leaving the speaker out should do to
// their loss, and compares that with what it does: gold's loss minus the
// original's. TracIn's checkpoints are the stored ones: shorter retrainings and
// gold, which are one training's path. Of the original's training only the end
// is stored.
func influence(s *subject) (list []records.Reading, err error) {
	effect, err := s.effect(names.Gold)
	if err != nil {
		return nil, err
	}
	again, err := s.effect(names.Gold2)
	if err != nil {
		return nil, err
	}
	list = append(list, s.reading(names.Gold2, "effect", stats.Spearman(again, effect)))
	speakers := split.SpeakersOf(s.Clips)
	other := speakers[(slices.Index(speakers, s.speaker)+1)%len(speakers)]
	for _, of := range []struct {
		part  string
		group []int
	}{
		{"of the speaker", s.sets.Excluded},
		{"of another speaker", slices.DeleteFunc(slices.Clone(s.sets.Training),
			func(c int) bool { return s.Clips[c].Speaker != other })},
	} {
		for _, e := range s.estimates() {
			values, err := e.of(models.Indices(of.group))
			if err != nil {
				return nil, err
			}
			list = append(list, s.reading(e.name, of.part, stats.Spearman(values, effect)))
		}
	}
	return list, nil
}

// effect is the loss of each test clip minus the original's.
func (s *subject) effect(method string) ([]float64, error) {
	of := func(method string) (records.Run, error) {
		run, ok := s.Results.Find(s.speaker, s.seed, method)
		if !ok || len(run.Margins) == 0 {
			return run, fmt.Errorf("%s has no margins: run it", method)
		}
		return run, nil
	}
	before, err := of(names.Original)
	if err != nil {
		return nil, err
	}
	after, err := of(method)
	if err != nil {
		return nil, err
	}
	var values []float64
	for _, clip := range s.sets.Test {
		values = append(values, explain.Loss(float64(after.Margins[clip]), 0, 0)-
			explain.Loss(float64(before.Margins[clip]), 0, 0))
	}
	return values, nil
}

// An estimate says what leaving a group out does to each test clip.
type estimate struct {
	name string
	of   func(group []int32) ([]float64, error)
}

func (s *subject) estimates() []estimate {
	return []estimate{
		{explain.TracInGoldName, func(group []int32) ([]float64, error) {
			return s.tracin(group, "retrain-15", "retrain-30", "retrain-40", "retrain-60",
				names.Gold)
		}},
		{explain.TracInOriginalName, func(group []int32) ([]float64, error) {
			return s.tracin(group, names.Original)
		}},
		{explain.InfluenceStepName, func(group []int32) ([]float64, error) {
			heard := slices.Sorted(slices.Values(slices.Concat(s.sets.Training, s.sets.Excluded)))
			w, err := s.of(names.Original)
			if err != nil {
				return nil, err
			}
			seen, err := s.lasts(w, thin(heard, curvedClips), group, models.Indices(s.sets.Test))
			if err != nil {
				return nil, err
			}
			return explain.InfluenceStep(seen[0], seen[1], seen[2], damping)
		}},
	}
}

// tracin estimates by the checkpoints, all at the rate of training from
// scratch.
func (s *subject) tracin(group []int32, methods ...string) ([]float64, error) {
	var path []explain.Checkpoint
	for _, method := range methods {
		w, err := s.of(method)
		if err != nil {
			return nil, err
		}
		seen, err := s.lasts(w, group, models.Indices(s.sets.Test))
		if err != nil {
			return nil, err
		}
		path = append(path, explain.Checkpoint{Group: seen[0], Test: seen[1], Rate: lessonRate})
	}
	return explain.TracIn(path)
}

// lasts returns what a model's last layer reads and answers for sets of clips.
func (s *subject) lasts(w network.Weights, sets ...[]int32) (list []explain.Last, err error) {
	for _, clips := range sets {
		l, err := models.Last(s.Engine, w, clips)
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}
