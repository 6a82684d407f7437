package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// scheme registers a method that is the paper's procedure with one thing
// changed.
func scheme(name, about string, change func(*Procedure)) {
	procedure := func(n gomlxmodel.Network, s Settings) Procedure {
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
		Epochs: func(s Settings) int {
			return procedure(gomlxmodel.DefaultNetwork(), s).Settings.Epochs() // of any network
		},
	})
}
