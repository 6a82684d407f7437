package unlearn

import "context"

// What the noise adds: everything else of base stays, the training of drawn layers too.
func init() {
	Register(Method{
		Name:  "no-noise",
		About: "base without the noise: the same rounds, layers and epochs",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.Settings.Noise = 0
			return p.Run(ctx, s)
		},
	})
}
