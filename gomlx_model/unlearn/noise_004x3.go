package unlearn

import "context"

// The paper's first attempt (section 5.b), which it found too weak.
func init() {
	Register(Method{
		Name:  "noise-0.04x3",
		About: "base with noise 0.04 in 3 rounds",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.Settings.Noise, p.Settings.Rounds = 0.04, 3
			return p.Run(ctx, s)
		},
		Epochs: func(s Settings) int { s.Rounds = 3; return s.Epochs() },
	})
}
