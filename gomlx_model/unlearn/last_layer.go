package unlearn

import (
	"context"

	"audiounlearning/gomlx_model/network"
)

// A new last layer on the original's features is a control for metrics: the
// layer is new, but the features that it reads still know the speaker.
func init() {
	Register(Method{
		Name:  "last-layer",
		About: "a control: the last layer reset and trained alone",
		Moves: func(n network.Network, t network.Tensor) bool { return t.Layer == n.Last() },
		Run: func(ctx context.Context, s *Session) error {
			last := []network.Layer{s.Network().Last()}
			s.Reset(last)
			return s.Train(ctx, "finetune", s.Settings.Epochs(), s.FreezeAllBut(last))
		},
	})
}
