package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// As all-bn-stats, for the batch norms after the convolutions alone.
func init() {
	Register(Method{
		Name:  "conv-bn-stats",
		About: "base, with the moving statistics of the batch norms after convolutions reset",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.ResetNorms, p.StatisticsOnly = gomlxmodel.ConvNorms, true
			return p.Run(ctx, s)
		},
	})
}
