package unlearn

import (
	"context"

	"audiounlearning/gomlx_model/network"
)

// EU-k and CF-k train the last layers alone on the retained clips: CF from what
// they are, EU from the original's own first values. The others, and their
// moving statistics, stay as they are. Here k is the dense block with its
// norms, or that and the last convolution with its norm; EU resets these norms
// too, which would otherwise keep the block's statistics.
//
// Source: Goel et al., arXiv:2201.06640. EU-k trains there as long as the
// original did, CF-k for ten epochs, both with SGD at 0.01 and less: here both
// for base's epochs and at Settings.Rate. What EU forgets it forgets wholly, in
// these layers; those before heard the speaker. Neither looks at the clips to
// forget.
func init() {
	for name, convolutions := range map[string]int{"dense": 0, "dense-conv": 1} {
		block := func(n network.Network) (layers []network.Layer) {
			return n.Layers()[2*(len(n.Channels)-convolutions):]
		}
		moves := func(n network.Network, t network.Tensor) bool { return t.Layer >= block(n)[0] }
		train := func(ctx context.Context, s *Session) error {
			return s.Train(ctx, "finetune", s.Settings.Epochs(), s.FreezeAllBut(block(s.Network())))
		}
		Register(Method{Name: "cf-" + name, Moves: moves, Run: train,
			About: "the last layers alone are trained on: " + name})
		Register(Method{Name: "eu-" + name, Moves: moves,
			About: "the last layers alone are trained anew: " + name,
			Run: func(ctx context.Context, s *Session) error {
				for _, t := range s.Network().Tensors() {
					if moves(s.Network(), t) {
						copy(s.State.Of(t), s.Initial.Of(t))
					}
				}
				return train(ctx, s)
			}})
	}
}
