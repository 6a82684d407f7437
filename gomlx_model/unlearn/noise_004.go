package unlearn

import "context"

// Half of the paper's noise, in as many rounds.
func init() {
	Register(Method{
		Name:  "noise-0.04",
		About: "base with noise 0.04",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.Settings.Noise = 0.04
			return p.Run(ctx, s)
		},
	})
}
