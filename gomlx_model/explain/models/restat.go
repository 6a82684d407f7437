package models

import (
	"fmt"
	"math"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// Restat returns a copy of the weights with moving statistics that belong to
// them: those that batch norm collects while the clips pass once in a random
// order, with dropout on as in training, and nothing is learnt. It is needed
// after blocks were exchanged, because the old statistics are of other
// activations (K. Jordan et al., arXiv:2211.08403, reset them in the same way
// after averaging weights). For norms without moving statistics it does
// nothing.
//
// The old statistics do not count: the new ones begin at 0, and each batch
// keeps a share μ of the value before it. After k batches the average over
// batches is
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
