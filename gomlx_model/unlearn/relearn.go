package unlearn

import (
	"context"
	"fmt"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// A Relearning says how to teach a model a speaker again, to see how much it
// still knew of them.
type Relearning struct {
	Clips  int       // how many of the speaker's are taught; the others judge
	Passes int       // over these
	Rates  []float64 // Adam's, each tried
	Orders int       // of clips and dropout, tried at each rate
}

// DefaultRelearning teaches few clips, so that what the model regains on the
// others was there before, at rates around training's.
func DefaultRelearning() Relearning {
	return Relearning{Clips: 50, Passes: 10, Rates: []float64{3e-4, 1e-3, 3e-3}, Orders: 5}
}

// Relearn returns the learning curve that metrics.RelearningArea compares with
// gold's: the mean loss on the speaker's other clips before the first pass and
// after each, in nats, averaged over rates and orders. Seed and speaker alone
// decide which clips are learnt, in which order and with which dropout, so
// these are the same for every model of a pair. The weights are not changed.
func Relearn(ctx context.Context, e *gomlxmodel.Engine, w network.Weights, clips []int32,
	seed int, speaker string, r Relearning) ([]float64, error) {
	if r.Clips < 1 || r.Clips >= len(clips) || r.Passes < 1 || r.Orders < 1 || len(r.Rates) == 0 {
		return nil, fmt.Errorf("relearn: %+v with %d clips: ask for passes, orders and rates, and "+
			"for fewer clips than there are", r, len(clips))
	}
	var learnt, judges []int32
	for rank, i := range network.Stream(seed, speaker, "relearn", "clips", 0).Perm(len(clips)) {
		if rank < r.Clips {
			learnt = append(learnt, clips[i])
		} else {
			judges = append(judges, clips[i])
		}
	}
	curve := make([]float64, r.Passes+1)
	for _, rate := range r.Rates {
		for order := range r.Orders {
			random := network.Stream(seed, speaker, "relearn", "order", order)
			state, turn := network.NewState(w), slices.Clone(learnt)
			for pass := range curve {
				if err := ctx.Err(); err != nil {
					return nil, err
				}
				if pass > 0 {
					o := gomlxmodel.DefaultOptions()
					o.Rate, o.Seed = rate, random.Uint32()
					random.Shuffle(len(turn), func(i, j int) { turn[i], turn[j] = turn[j], turn[i] })
					if _, err := e.Epoch(state, turn, o); err != nil {
						return nil, err
					}
				}
				m, err := e.Measure(state.Weights, judges)
				if err != nil {
					return nil, err
				}
				curve[pass] += m.Loss / float64(len(r.Rates)*r.Orders)
			}
		}
	}
	return curve, nil
}
