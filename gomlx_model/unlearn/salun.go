package unlearn

import (
	"context"
	"fmt"
	"math"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
)

// SalUn gives the clips to forget random labels, and trains only the weights
// that matter most to them: the share ρ with the greatest |Σ ∂CE/∂w| at the
// original, over all layers at once, where the sum runs over the clips and
// keeps signs. A masked weight and its moments stay as they are, so neither
// momentum nor decay leaks through the mask; moving statistics are not masked.
// Each epoch draws the labels anew, from all classes including the true one,
// and shuffles the clips with the retained ones.
//
// Source: Fan et al., arXiv:2310.12508; ten epochs as there. Its SGD has a rate
// of 0.013; here it is Settings.Rate. With ρ = 1 it needs no gradient and is
// plain training on random labels. Without clips to forget it keeps the
// original.
func init() {
	for name, share := range map[string]float64{
		"salun-0.1": 0.1, "salun-0.3": 0.3, "salun-0.5": 0.5, "random-labels": 1,
	} {
		about := "trains on random labels for the clips to forget"
		if share < 1 {
			about += fmt.Sprintf(", on the %.0f %% of weights that matter most", 100*share)
		}
		Register(Method{
			Name: name, About: about,
			Looks: true, Empty: EmptyKeeps, Epochs: atMost(10),
			Run: func(ctx context.Context, s *Session) error { return salun(ctx, s, share) },
		})
	}
}

func salun(ctx context.Context, s *Session, share float64) error {
	if len(s.Excluded) == 0 {
		return nil
	}
	var open []bool
	if share < 1 {
		gradient, err := s.Gradient(ctx, "saliency", s.Excluded)
		if err != nil {
			return err
		}
		open = salient(gradient, share)
	}
	epoch := 0
	return s.TrainOn(ctx, "random labels", min(10, s.Settings.Epochs()), s.heard(),
		func(o *gomlxmodel.Options) {
			o.Open, o.Labels = open, slices.Clone(s.Engine.Data.Labels)
			random := s.Stream("labels", "", epoch)
			for _, clip := range s.Excluded {
				o.Labels[clip] = random.Int32N(int32(s.Network().Classes))
			}
			epoch++
		})
}

// salient marks the share of weights whose gradients are greatest.
func salient(gradient []float64, share float64) []bool {
	sizes, open := make([]float64, len(gradient)), make([]bool, len(gradient))
	for i, g := range gradient {
		sizes[i] = -math.Abs(g)
	}
	for _, i := range ascending(sizes)[:int(math.Round(share*float64(len(sizes))))] {
		open[i] = true
	}
	return open
}
