package main

import (
	"context"

	"audiounlearning/gomlx_model/unlearn"
)

// Mine halves every weight and trains on who stays.
func init() {
	unlearn.Register(unlearn.Method{
		Name: "mine", About: "all weights halved, then trained",
		Run: func(ctx context.Context, s *unlearn.Session) error {
			for i := range s.State.Learnt {
				s.State.Learnt[i] /= 2
			}
			return s.Train(ctx, "finetune", s.Settings.Epochs(), nil)
		},
	})
}
