package unlearn

import (
	"context"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// scheme registers a method that is the paper's procedure with one thing
// changed.
func scheme(name, about string, change func(*Procedure)) {
	procedure := func(n network.Network, s settings.Unlearn) Procedure {
		p := Procedure{Network: n, Settings: s}
		change(&p)
		return p
	}
	Register(Method{
		Name:  name,
		About: about,
		Run: func(ctx context.Context, s *Session) error {
			return procedure(s.Network(), s.Settings).Run(ctx, s)
		},
		Epochs: func(s settings.Unlearn) int {
			return procedure(network.Default(), s).Settings.Epochs() // of any network
		},
	})
}
