package models

import (
	"fmt"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// restatEpochs is how often the retained clips pass. Of the old statistics a
// share of 0.99^steps stays, with the network's momentum of 0.99: in the
// paper's split, 127 steps an epoch, 0.2 % after five.
const restatEpochs = 5

// Restat returns a copy of the weights with moving statistics that belong to
// them: what batch norm collects, dropout on as in training, while clips pass
// in a random order and nothing is learnt. It is needed after blocks were
// exchanged, whose statistics are of other activations (as K. Jordan et al.,
// arXiv:2211.08403, reset them after weights were averaged). Norms without
// moving statistics leave nothing to do.
func Restat(e *gomlxmodel.Engine, w network.Weights, clips []int32, seed int) (network.Weights,
	error) {
	state := network.NewState(w)
	for epoch := range restatEpochs {
		o := gomlxmodel.DefaultOptions()
		o.Frozen, o.LiveBN = e.Network.Layers(), true
		o.Seed = network.Stream(seed, "", "dropout", "restat", epoch).Uint32()
		order := slices.Clone(clips)
		network.Stream(seed, "", "order", "restat", epoch).Shuffle(len(order),
			func(i, j int) { order[i], order[j] = order[j], order[i] })
		if _, err := e.Epoch(state, order, o); err != nil {
			return network.Weights{}, fmt.Errorf("moving statistics: %w", err)
		}
	}
	return state.Weights, nil
}
