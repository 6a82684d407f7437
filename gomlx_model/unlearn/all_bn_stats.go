package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// The paper speaks both of resetting the moving average and of re-initialising the layer.
// This is the first reading: scale and offset stay as they were learnt.
func init() {
	Register(Method{
		Name:  "all-bn-stats",
		About: "base, with the moving statistics of every batch norm reset",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.ResetNorms, p.StatisticsOnly = gomlxmodel.AllNorms, true
			return p.Run(ctx, s)
		},
	})
}
