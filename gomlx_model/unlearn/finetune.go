package unlearn

import "context"

// This shows what training on the retained clips alone does, at the cost of the
// whole procedure.
func init() {
	Register(Method{
		Name:  "finetune",
		About: "training on the retained clips, for as many epochs as base",
		Run: func(ctx context.Context, s *Session) error {
			return s.Train(ctx, "finetune", s.Settings.Epochs(), nil)
		},
	})
}
