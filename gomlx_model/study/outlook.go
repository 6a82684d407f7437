package study

import (
	"context"
	"slices"

	"audiounlearning/gomlx_model/records"
)

// An Outlook says what a study of a plan would do. Studies run one after the
// other, so a run that several of them need counts in the first.
type Outlook struct {
	Runs  int    // in its grid, without those of earlier studies
	Steps []Step // the runs that it would train, in the order of their start
	Bytes int64  // about how many these would add to the store
}

// Epochs returns how many epochs the study would train.
func (o Outlook) Epochs() (epochs int) {
	for _, s := range o.Steps {
		if !s.Passed {
			epochs += s.Epochs
		}
	}
	return epochs
}

// A Step is a run that a study would train.
type Step struct {
	records.Name
	Epochs int
	Needs  []int // places of the steps of its study that must be finished first
	// it is the beginning of a longer step in Needs, and ends with that one
	Passed bool
}

// answerBytes is what a stored run holds of each clip besides weights: an
// answer and a margin, in base64.
const answerBytes = 7

// Look returns what Run would do for each of some studies in turn, with the
// same known records. It trains nothing.
func Look(ctx context.Context, asked []Asked, known []records.Record) ([]Outlook, error) {
	listed, trained := map[string]bool{}, map[string]bool{} // by store and key, in earlier studies
	var all []Outlook
	for _, a := range asked {
		r, specs, backend, err := newRunner(ctx, a.Settings, a.Corpus, known)
		if err != nil {
			return nil, err
		}
		backend.Compute.Finalize()
		state, err := r.store.Look(keysOf(specs))
		if err != nil {
			return nil, err
		}
		var o Outlook
		dir := r.store.Dir()
		for _, key := range keysOf(specs) {
			if !listed[dir+key] {
				listed[dir+key] = true
				o.Runs++
			}
			if trained[dir+key] {
				state.Done[key] = true
			}
		}
		todo := missing(specs, state.Done, r.known)
		for _, key := range keysOf(todo) {
			trained[dir+key] = true
		}
		o.Steps = stepsOf(todo)
		learnt, moving := r.settings.Network.Sizes()
		o.Bytes = int64(len(o.Steps)) *
			int64(4*(learnt+moving)+answerBytes*len(a.Corpus.Recordings))
		all = append(all, o)
	}
	return all, nil
}

// stepsOf lists runs in the order in which a worker that trains one at a time
// looks for the next.
func stepsOf(todo []Spec) []Step {
	todo = startOrder(todo, 1)
	place, pairs := map[string]int{}, byPair(todo) // a run is passed only by one of its own pair
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
	return steps
}
