package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// l1-sparse fine-tuning trains on the retained clips with a pull of all weights
// to 0, which fades from the first epoch to the last of E:
//
//	L = CE(retained) + α·(1 − e/E)·Σ|w|,   e = 0 … E − 1
//
// Source: Jia et al., arXiv:2304.04934, with α = 5e-4 (Settings.Amount) under
// SGD at 0.01, where the pull moves a weight by α·rate. Adam divides it by the
// size of the gradients: a weight whose gradient is less than the pull moves by
// the whole rate, so that α says which weights shrink and not how fast. E is
// base's epochs. It does not look at the clips to forget.
func init() {
	Register(Method{
		Name: "l1-sparse", About: "fine-tuning with a fading pull of all weights to 0",
		Run: func(ctx context.Context, s *Session) error {
			alpha, err := s.amount(5e-4, 1)
			if err != nil {
				return err
			}
			e, epochs := 0, s.Settings.Epochs()
			return s.Train(ctx, "l1", epochs, func(o *gomlxmodel.Options) {
				o.L1 = alpha * (1 - float64(e)/float64(epochs))
				e++
			})
		},
	})
}
