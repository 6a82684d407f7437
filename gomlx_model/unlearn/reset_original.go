package unlearn

import "context"

// "Reset to their initial state" can also mean the very values that the original began with.
func init() {
	Register(Method{
		Name:  "reset-original",
		About: "base with dense layers reset to the original's initial values",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.ToInitial = true
			return p.Run(ctx, s)
		},
	})
}
