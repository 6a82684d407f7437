package unlearn

import (
	"context"

	"audiounlearning/gomlx_model/network"
)

// EU-k and CF-k train only the last layers, on the retained clips: CF from
// their present values, EU from the original's own initial values. The other
// layers and their moving statistics stay as they are. Here k stands for the
// dense block with its norms, or for that and the last convolution with its
// norm. EU resets these norms too, because they would otherwise keep the
// block's statistics.
//
// Source: Goel et al., arXiv:2201.06640. There EU-k trains for as long as the
// original did and CF-k for ten epochs, both with SGD at 0.01 and less. Here
// both train for base's epochs at Settings.Rate. EU forgets wholly in these
// layers, but the layers before them heard the speaker. Neither looks at the
// clips to forget.
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
