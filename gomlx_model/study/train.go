package study

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/unlearn"
)

// A trainer carries out runs on one engine.
type trainer struct {
	engine *gomlxmodel.Engine
	clips  []split.Clip
	tick   func(epochs int) // called after each epoch, for progress

	sidelines []sideline // retrainings that end on the run's way
}

// A training is one run under way.
type training struct {
	trainer
	spec   Spec
	split  split.Split
	result records.Result
	passes int
}

// run carries out one run from the models that it needs, and returns its result
// and its weights. A loss that stops being finite ends the run as
// "failed@EPOCH", which is a result and not an error.
func (t trainer) run(ctx context.Context, spec Spec,
	before map[string]network.Weights) (*records.Result, network.Weights, error) {
	split, err := splitOf(t.clips, spec.settings, spec.Speaker, spec.Seed)
	if err != nil {
		return nil, network.Weights{}, err
	}
	run := &training{trainer: t, spec: spec, split: split}
	var weights network.Weights
	switch {
	case names.Ensemble(spec.Method):
		weights, err = run.ensemble(ctx, before)
	case names.FromScratch(spec.Method):
		weights, err = run.scratch(ctx)
	default:
		weights, err = run.unlearn(ctx, before[names.Original], before[names.Gold])
	}
	status := names.StatusOK
	if errors.Is(err, metrics.ErrDiverged) {
		status, err = fmt.Sprintf("failed@%d", run.lastEpoch()+1), nil
	}
	if err == nil && len(run.result.Records) == 0 { // an ensemble is judged already
		err = run.judge(weights, status)
	}
	return &run.result, weights, err
}

// epoch trains one epoch from scratch, notes its loss and scores, and saves the
// retrainings that end with it.
func (t *training) epoch(state *network.State, order []int32, o gomlxmodel.Options,
	number, last int) error {
	loss, err := t.engine.Epoch(state, order, o)
	if err != nil {
		return err
	}
	t.passes += len(order)
	t.result.Trace = append(t.result.Trace, records.TracePoint{Phase: "train", Epoch: number,
		Set: names.SetTraining, F1: math.NaN(), Loss: loss})
	if scored(number, last) {
		if err := t.watch("train", number, state.Weights); err != nil {
			return err
		}
	}
	t.tick(1)
	return t.pass(number, state.Weights)
}

// scored reports whether a training from scratch is scored after an epoch: the
// first ten, where learning curves bend, then every fifth and the last. Scoring
// three sets takes a tenth of an epoch's time.
func scored(epoch, last int) bool { return epoch <= 10 || epoch%5 == 0 || epoch == last }

// InitialWeights returns the weights that the original, gold or gold2 of a pair
// begins with; shorter retrainings begin with gold's.
func InitialWeights(n network.Network, seed int, speaker, method string) network.Weights {
	return network.NewWeights(n, network.Stream(seed, speaker, "weights", method, 0))
}

// unlearn removes the excluded speaker from the original. It removes several
// speakers one after the other, each time retaining the clips that are still
// allowed.
func (t *training) unlearn(ctx context.Context, from, target network.Weights) (network.Weights,
	error) {
	method, err := unlearn.Lookup(t.spec.Method)
	if err != nil {
		return from, err
	}
	settings := t.spec.settings.Quickened().Unlearn
	state := network.NewState(from)
	distances := func(phase string, epoch int) {
		t.measureDistances(phase, epoch, state.Weights, from, target)
	}
	distances("start", 0)
	if err := t.watch("start", 0, state.Weights); err != nil {
		return from, err
	}
	done := 0
	for i, removal := range t.split.Removals {
		var gone []string
		for _, r := range t.split.Removals[:i+1] {
			gone = append(gone, r.Speaker)
		}
		s := &unlearn.Session{ // whose state a method may replace
			Settings: settings, State: state, Original: from,
			Initial: InitialWeights(t.engine.Network, t.spec.Seed,
				t.spec.with(names.Original).Speaker, names.Original),
			Retained: int32s(t.split.StillRetained(i)), Excluded: int32s(removal.Excluded),
			Held: int32s(removal.ExcludedHeld), Validation: int32s(t.split.Validation),
			Engine: t.engine, Seed: cmp.Or(settings.Seed, t.spec.Seed),
			Speaker: strings.Join(gone, "+"),
		}
		s.After = func(phase string, epoch int) error {
			t.tick(1)
			state = s.State
			distances(phase, done+epoch)
			return t.watch(phase, done+epoch, state.Weights)
		}
		if method.UsesGold {
			s.Gold = target
		}
		err := method.Run(ctx, s)
		if state = s.State; err != nil {
			return state.Weights, err
		}
		done += s.Epoch()
		t.passes += s.Passes()
	}
	return state.Weights, nil
}

// watch adds to the trace the model's F1 and loss on the sets that are followed
// through a run.
func (t *training) watch(phase string, epoch int, w network.Weights) error {
	for _, set := range []struct {
		name  string
		clips []int
	}{{names.SetTest, t.split.Test}, {names.SetValidation, t.split.Validation},
		{names.SetExcluded, t.split.Excluded}, {names.SetExcludedHeld, t.split.ExcludedHeld}} {
		if len(set.clips) == 0 {
			continue
		}
		m, err := t.engine.Measure(w, int32s(set.clips))
		if err != nil {
			return err
		}
		t.result.Trace = append(t.result.Trace, records.TracePoint{Phase: phase, Epoch: epoch,
			Set: set.name, F1: m.F1, Loss: m.Loss})
	}
	return nil
}

func (t *training) measureDistances(phase string, epoch int, w, from, target network.Weights) {
	for _, reference := range []struct {
		name    string
		weights network.Weights
	}{{names.Original, from}, {names.Gold, target}} {
		for _, layer := range w.Network.Layers() {
			add := func(kind string, moving bool) {
				t.result.Distances = append(t.result.Distances, records.DistancePoint{
					Phase: phase, Epoch: epoch, Layer: w.Network.LayerName(layer), Kind: kind,
					From: reference.name, Distance: w.Distance(reference.weights, layer,
						moving),
				})
			}
			add("weights", false)
			if layer.IsNorm() {
				add("statistics", true)
			}
		}
	}
}

func (t *training) lastEpoch() int {
	if n := len(t.result.Trace); n > 0 {
		return t.result.Trace[n-1].Epoch
	}
	return 0
}

func int32s(indices []int) []int32 {
	out := make([]int32, len(indices))
	for i, x := range indices {
		out[i] = int32(x)
	}
	return out
}
