package unlearn

import (
	"context"
	"fmt"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// A Procedure is the paper's sequence of techniques; its fields are what the
// schemes and controls vary:
//
//  1. reset the dense layers, and the chosen normalisations; train everything
//     on the retained clips;
//  2. in each round: freeze the model, add noise to a random choice of layers,
//     unfreeze those, train;
//  3. unfreeze everything and train.
//
// Adam starts from zero in each phase and round. A frozen batch norm normalises
// by its moving statistics and keeps them.
type Procedure struct {
	Network   network.Network
	Settings  settings.Unlearn
	KeepDense bool // leave the dense layers as they are
	// reset dense layers to the original's initial values instead of fresh ones
	ToInitial      bool
	ResetNorms     []network.Layer // normalisations that are reset with the dense layers
	StatisticsOnly bool            // reset only their moving statistics; scale and offset stay
	NoiseFirst     bool            // the rounds come before the reset
	LiveNorms      bool            // batch norm keeps working on batches in frozen layers too
	Among          []network.Layer // that noise is drawn among; none: all layers
	NoiseOn        []network.Kind  // of the drawn layers' tensors; none: kernels and biases
}

// Run carries the procedure out.
func (p Procedure) Run(ctx context.Context, s *Session) error {
	steps := []func(context.Context, *Session) error{p.reset, p.perturb}
	if p.NoiseFirst {
		steps[0], steps[1] = steps[1], steps[0]
	}
	for _, step := range steps {
		if err := step(ctx, s); err != nil {
			return err
		}
	}
	return s.Train(ctx, "finetune", p.Settings.FinetuneEpochs, nil)
}

func (p Procedure) reset(ctx context.Context, s *Session) error {
	switch {
	case p.KeepDense:
	case p.ToInitial:
		for _, t := range p.Network.Tensors() {
			if slices.Contains(p.Network.DenseLayers(), t.Layer) {
				copy(s.State.Of(t), s.Initial.Of(t))
			}
		}
	default:
		s.Reset(p.Network.DenseLayers())
	}
	if p.StatisticsOnly {
		s.Reset(p.ResetNorms, network.MovingMean, network.MovingVariance)
	} else {
		s.Reset(p.ResetNorms)
	}
	return s.Train(ctx, "reset", p.Settings.ResetEpochs, nil)
}

func (p Procedure) perturb(ctx context.Context, s *Session) error {
	for r := range p.Settings.Rounds {
		round := fmt.Sprintf("noise%d", r+1)
		layers := s.Draw(round, p.Among...)
		s.Perturb(round, layers, p.Settings.Noise, p.NoiseOn...)
		freeze := s.FreezeAllBut(layers)
		err := s.Train(ctx, round, p.Settings.RoundEpochs, func(o *gomlxmodel.Options) {
			freeze(o)
			o.LiveBN = p.LiveNorms
		})
		if err != nil {
			return err
		}
	}
	return nil
}
