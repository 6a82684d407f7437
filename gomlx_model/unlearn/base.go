package unlearn

import "context"

// Base is the paper's basic scheme: layer reset and weight perturbation without a batch-norm reset.
func init() {
	Register(Method{
		Name:  "base",
		About: "dense layers reset, noise rounds, fine-tuning; batch norms left alone",
		Run: func(ctx context.Context, s *Session) error {
			p := Paper(s)
			return p.Run(ctx, s)
		},
	})
}
