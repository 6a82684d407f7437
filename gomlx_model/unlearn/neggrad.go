package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// NegGrad climbs the loss of the clips to forget, and looks at nothing else:
//
//	w ← w + rate · Adam's step of ∂/∂w CE(forget)
//
// Source: Golatkar et al., arXiv:1911.04933; five epochs as in
// github.com/kairanzhao/RUM, which uses SGD at 1e-4. A tenth of Settings.Rate
// is the same number, but Adam takes it as the size of a step and not as a
// factor on the gradient, so clipping the gradient's norm would change nothing.
// The loss has no upper bound: more epochs or a higher rate ruin the model.
// Batch norms collect the statistics of the clips to forget. Without any such
// clips the method keeps the original.
func init() {
	Register(Method{
		Name: "neggrad", About: "climbs the loss of the clips to forget, for 5 epochs",
		Looks: true, Empty: EmptyKeeps, Epochs: atMost(5),
		Run: func(ctx context.Context, s *Session) error {
			if len(s.Excluded) == 0 {
				return nil
			}
			weights := s.weighted(-1, 0)
			return s.TrainOn(ctx, "climb", min(5, s.Settings.Epochs()), s.Excluded,
				func(o *gomlxmodel.Options) {
					slower(0.1)(o)
					o.ClipWeight = weights
				})
		},
	})
}
