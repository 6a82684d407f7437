package study

import (
	"context"
	"slices"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// A Step is a run that a study would train, for those who plan it.
type Step struct {
	records.Name
	Epochs int
	Needs  []int // the steps that must be finished before it, by their place
	// it is the beginning of a longer step that it needs, and ends with that
	Passed bool
}

// Steps returns what Run would train with the same arguments, in the order in
// which a worker that trains one run at a time looks for the next. It trains
// nothing.
func Steps(ctx context.Context, s settings.Settings, c *corpus.Corpus, known []records.Record) (
	[]Step, error) {
	r, specs, backend, err := newRunner(ctx, s, c, known)
	if err != nil {
		return nil, err
	}
	defer backend.Compute.Finalize()
	missing, err := r.missing(specs)
	if err != nil {
		return nil, err
	}
	todo := startOrder(missing, 1)
	place, pairs := map[string]int{}, byPair(todo) // what passes a run is of its pair
	for i, spec := range todo {
		place[spec.Key()] = i
	}
	steps := make([]Step, len(todo))
	for i, spec := range todo {
		step := Step{Name: spec.Name, Epochs: spec.epochs()}
		waits := spec.needs()
		if longer, ok := spec.passedBy(pairs[spec.pair()]); ok {
			waits, step.Passed = append(waits, longer), true
		}
		for _, w := range waits {
			if at, missing := place[w.Key()]; missing {
				step.Needs = append(step.Needs, at)
			}
		}
		slices.Sort(step.Needs)
		steps[i] = step
	}
	return steps, nil
}
