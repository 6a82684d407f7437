package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// Conv BN re-initialises the batch norms after the convolutions alone.
func init() {
	Register(Method{
		Name:  "conv-bn",
		About: "base, with the batch norms after convolutions re-initialised",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.ResetNorms = gomlxmodel.ConvNorms
			return p.Run(ctx, s)
		},
	})
}
