package unlearn

import "context"

// Twice the paper's noise.
func init() {
	Register(Method{
		Name:  "noise-0.16",
		About: "base with noise 0.16",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.Settings.Noise = 0.16
			return p.Run(ctx, s)
		},
	})
}
