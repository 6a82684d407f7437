package unlearn

import "context"

// Whether it matters that a frozen batch norm stands still: here its weights are frozen, its statistics are not.
func init() {
	Register(Method{
		Name:  "live-bn",
		About: "base, with batch norm working on batches in frozen layers too",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			p.LiveNorms = true
			return p.Run(ctx, s)
		},
	})
}
