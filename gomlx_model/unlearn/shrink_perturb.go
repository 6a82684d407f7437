package unlearn

import (
	"context"

	"audiounlearning/gomlx_model/network"
)

// Shrink and perturb goes part of the way back to a fresh network, and trains
// on the retained clips:
//
//	w ← λ·w + 0.01·z,   z standard normal, for kernels and biases
//
// Source: Ash and Adams, arXiv:1910.08475, who warm-start training with it and
// vary both numbers; λ = 0.4 (Settings.Amount) and 0.01 are within theirs.
// Norms stay as they are. Batch norm cancels the scale of the layer before it,
// so there λ only decides how large the weights are compared with the noise. It
// trains base's epochs and does not look at the clips to forget.
func init() {
	Register(Method{
		Name: "shrink-perturb", About: "weights shrunk, a little noise, then trained",
		Run: func(ctx context.Context, s *Session) error {
			lambda, err := s.amount(0.4, 1)
			if err != nil {
				return err
			}
			for _, t := range s.Network().Tensors() {
				if t.Kind == network.Kernel || t.Kind == network.Bias {
					values := s.State.Of(t)
					for i := range values {
						values[i] *= float32(lambda)
					}
				}
			}
			s.Perturb("shrink", s.Network().Layers(), 0.01)
			return s.Train(ctx, "finetune", s.Settings.Epochs(), nil)
		},
	})
}
