package study

import (
	"context"
	"math"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
)

// A schedule is how a model is trained from scratch.
type schedule struct {
	stream string // names its streams of random numbers
	epochs int
	rate   float64
	peak   float64 // of one cycle; 0 for a constant rate
}

// scheduleOf returns the schedule of a run. A retraining shorter than gold's
// draws what gold draws, so with a constant rate it has the bits of gold's N-th
// epoch.
func scheduleOf(s Spec) schedule {
	now := s.settings.Quickened()
	plan := schedule{stream: s.Method, epochs: s.epochs(), rate: now.Rate}
	if _, oneCycle, ok := names.Retraining(s.Method); ok {
		plan.stream = names.Gold
		if oneCycle {
			plan.peak = now.Peak
		}
	}
	return plan
}

// rates returns the learning rate of each step of an epoch, counted from 0, or
// nil for a constant one. With T steps in all, of which W = ⌈T/4⌉ warm up, step
// t from 0 has
//
//	peak·(t + 1)/W                          for t < W
//	peak·½·(1 + cos(π·(t − W)/(T − W)))     after
//
// which is the one-cycle policy (Smith and Topin, arXiv:1708.07120) with a
// linear warm-up and a cosine to 0 (Loshchilov and Hutter, arXiv:1608.03983).
func (p schedule) rates(epoch, steps int) []float64 {
	if p.peak == 0 {
		return nil
	}
	all := float64(p.epochs * steps)
	warm := math.Ceil(all / 4)
	rates := make([]float64, steps)
	for i := range rates {
		t := float64(epoch*steps + i)
		if t < warm {
			rates[i] = p.peak * (t + 1) / warm
		} else {
			rates[i] = p.peak / 2 * (1 + math.Cos(math.Pi*(t-warm)/(all-warm)))
		}
	}
	return rates
}

// A sideline is a retraining that a longer one passes on its way: gold's N-th
// epoch is retrain-N.
type sideline struct {
	spec Spec
	save func(*training, network.Weights) error
}

// pass saves the retrainings that end at this epoch, with the trace so far.
func (t *training) pass(epoch int, w network.Weights) error {
	for _, side := range t.sidelines {
		if side.spec.epochs() != epoch {
			continue
		}
		ended := &training{trainer: t.trainer, spec: side.spec, split: t.split, passes: t.passes}
		ended.result.Trace = slices.Clone(t.result.Trace)
		if err := ended.judge(w, names.StatusOK); err != nil {
			return err
		}
		if err := side.save(ended, w); err != nil {
			return err
		}
	}
	return nil
}

// isConstant reports whether the run is gold or a beginning of gold, with
// gold's draws and its constant rate.
func (s Spec) isConstant() bool {
	_, oneCycle, retrained := names.Retraining(s.Method)
	return s.Method == names.Gold || retrained && !oneCycle
}

// onItsWay returns the specs whose bits a longer run has on its way:
// retrainings of the same pair with a constant rate and fewer epochs.
func onItsWay(longer Spec, specs []Spec) (passed []Spec) {
	for _, s := range specs {
		if longer.isConstant() && s.isConstant() && s.Method != names.Gold &&
			s.Speaker == longer.Speaker && s.Seed == longer.Seed && s.epochs() < longer.epochs() {
			passed = append(passed, s)
		}
	}
	return passed
}

// passedBy returns the longest run among specs that passes this one on its way.
func (s Spec) passedBy(specs []Spec) (longest Spec, ok bool) {
	for _, other := range specs {
		if len(onItsWay(other, []Spec{s})) > 0 && (!ok || other.epochs() > longest.epochs()) {
			longest, ok = other, true
		}
	}
	return longest, ok
}

// scratch trains the original, a gold or a shorter retraining.
func (t *training) scratch(ctx context.Context) (network.Weights, error) {
	speaker, plan := t.spec.Speaker, scheduleOf(t.spec)
	clips := int32s(t.split.Training)
	if t.spec.Method == names.Original {
		clips = int32s(slices.Concat(t.split.Training, t.split.Excluded))
	}
	state := network.NewState(InitialWeights(t.engine.Network, t.spec.Seed, speaker, plan.stream))
	if t.spec.settings.Features.Standardise {
		state.Mean, state.Deviation = t.engine.Data.Standard(t.engine.Network, clips)
	}
	for epoch := range plan.epochs {
		if err := ctx.Err(); err != nil {
			return state.Weights, err
		}
		o := gomlxmodel.DefaultOptions()
		o.Rate, o.Rates = plan.rate, plan.rates(epoch, t.engine.Data.StepsOf(len(clips)))
		o.Seed = network.Stream(t.spec.Seed, speaker, "dropout", plan.stream, epoch).Uint32()
		order := slices.Clone(clips)
		network.Stream(t.spec.Seed, speaker, "order", plan.stream, epoch).Shuffle(len(order),
			func(i, j int) { order[i], order[j] = order[j], order[i] })
		if err := t.epoch(state, order, o, epoch+1, plan.epochs); err != nil {
			return state.Weights, err
		}
	}
	return state.Weights, nil
}
