package unlearn

import "context"

// The paper changed the order of its techniques and saw no notable difference (section 5.b).
func init() {
	Register(Method{
		Name:  "noise-first",
		About: "base with the noise rounds before the dense reset",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.NoiseFirst = true
			return p.Run(ctx, s)
		},
	})
}
