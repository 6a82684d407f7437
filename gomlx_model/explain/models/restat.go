package models

import (
	"fmt"
	"math"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// Restat returns a copy of the weights with moving statistics that belong to
// them: what batch norm collects, dropout on as in training, while clips pass
// once in a random order and nothing is learnt. It is needed after blocks were
// exchanged, whose statistics are of other activations (as K. Jordan et al.,
// arXiv:2211.08403, reset them after weights were averaged). Norms without
// moving statistics leave nothing to do.
//
// The old statistics have no part in it: they begin at 0, and after k batches,
// of which each leaves a share μ of what was there, the average over batches is
//
//	mean over batches = moving / (1 − μᵏ),   μ = 0.99
//
// as D. Kingma and J. Ba, arXiv:1412.6980, correct Adam's moments.
func Restat(e *gomlxmodel.Engine, w network.Weights, clips []int32, seed int) (network.Weights,
	error) {
	state := network.NewState(w)
	clear(state.Weights.Moving)
	o := gomlxmodel.DefaultOptions()
	o.Frozen, o.LiveBN = e.Network.Layers(), true
	o.Seed = network.Stream(seed, "", "dropout", "restat", 0).Uint32()
	order := slices.Clone(clips)
	network.Stream(seed, "", "order", "restat", 0).Shuffle(len(order),
		func(i, j int) { order[i], order[j] = order[j], order[i] })
	if _, err := e.Epoch(state, order, o); err != nil {
		return network.Weights{}, fmt.Errorf("moving statistics: %w", err)
	}
	collected := 1 - math.Pow(gomlxmodel.Momentum, float64(e.Data.StepsOf(len(order))))
	for i := range state.Weights.Moving {
		state.Weights.Moving[i] /= float32(collected)
	}
	return state.Weights, nil
}
