package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// All BN re-initialises every batch norm together with the dense layers: statistics, scale and offset.
func init() {
	Register(Method{
		Name:  "all-bn",
		About: "base, with every batch norm re-initialised",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.ResetNorms = gomlxmodel.AllNorms
			return p.Run(ctx, s)
		},
	})
}
