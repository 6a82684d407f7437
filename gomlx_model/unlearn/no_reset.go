package unlearn

import "context"

// What the layer reset adds: the five epochs that follow it are trained all the same.
func init() {
	Register(Method{
		Name:  "no-reset",
		About: "base without the dense reset: the same epochs",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.KeepDense = true
			return p.Run(ctx, s)
		},
	})
}
