package unlearn

import (
	"context"
	"fmt"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// The paper's procedure resembles this recipe, a winner of the NeurIPS 2023
// unlearning challenge as kept in github.com/xcadet/deepunlearn
// (munl/unlearning/kgltop7.py). It resets the classifier's head. Five epochs
// each draw nine tensors and train these and every norm; all but the first of
// them begin with noise of 0.04 on those of the first six drawn tensors that no
// earlier epoch drew. Four more epochs train everything. Selection, noise and
// schedule are the recipe's; Adam and the batches are the study's. Its counts
// are meant for a network with 62 tensors. Here the first epoch draws nine of
// twelve, so only three can ever get noise, and this method says little about
// noise.
func init() {
	Register(Method{
		Name:   "ancestor-adam",
		About:  "head reset, 9 epochs, hardly any noise: a challenge's recipe with its own counts",
		Run:    ancestor,
		Epochs: func(settings.Unlearn) int { return ancestorRounds + ancestorFinal },
	})
}

const (
	ancestorTrained, ancestorNoised = 9, 6 // tensors drawn and perturbed in a round
	ancestorNoise                   = 0.04
	ancestorRounds, ancestorFinal   = 5, 4 // epochs
)

func ancestor(ctx context.Context, s *Session) error {
	s.Reset([]network.Layer{s.Network().Last()})
	touched := map[string]bool{}
	for r := range ancestorRounds {
		round := fmt.Sprintf("ancestor%d", r+1)
		drawn := drawTensors(s, round)
		if r > 0 {
			perturbTensors(s, round, drawn[:min(ancestorNoised, len(drawn))], touched)
		}
		for _, t := range drawn {
			touched[t.Name()] = true
		}
		open := openTensors(s.Network(), drawn)
		if err := s.Train(ctx, round, 1,
			func(o *gomlxmodel.Options) { o.Open = open }); err != nil {
			return err
		}
	}
	return s.Train(ctx, "finetune", ancestorFinal, nil)
}

// drawTensors returns nine kernels and biases in random order.
func drawTensors(s *Session, round string) []network.Tensor {
	var all []network.Tensor
	for _, t := range s.Network().Tensors() {
		if t.Kind == network.Kernel || t.Kind == network.Bias {
			all = append(all, t)
		}
	}
	s.Stream("layers", round, 0).Shuffle(len(all), func(i, j int) {
		all[i], all[j] = all[j],
			all[i]
	})
	return all[:min(ancestorTrained, len(all))]
}

func perturbTensors(s *Session, round string, drawn []network.Tensor, touched map[string]bool) {
	for _, t := range drawn {
		if touched[t.Name()] {
			continue
		}
		random := s.Stream("noise", round+" "+t.Name(), 0)
		values := s.State.Of(t)
		for i := range values {
			values[i] += float32(ancestorNoise * random.NormFloat64())
		}
	}
}

// openTensors opens the drawn tensors and every normalisation.
func openTensors(n network.Network, drawn []network.Tensor) []bool {
	var open []bool
	for _, t := range n.Tensors() {
		if t.Moves() {
			continue
		}
		isDrawn := slices.ContainsFunc(drawn,
			func(d network.Tensor) bool { return d.Name() == t.Name() })
		for range t.Size() {
			open = append(open, isDrawn || t.Layer.IsNorm())
		}
	}
	return open
}
