package unlearn

import (
	"context"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// The weights half-way from the original's to base's are a control for metrics:
// a model that forgot some of what base forgets. Base descends from the
// original, so the models between the two work. The mean of their moving
// statistics would fit neither, so these are estimated again on the retained
// clips.
func init() {
	Register(Method{
		Name:     "half-weights",
		About:    "a control: weights half-way from the original to base",
		Revision: 1,
		Epochs:   func(s settings.Unlearn) int { return s.Epochs() + 1 },
		Run: func(ctx context.Context, s *Session) error {
			if err := (Procedure{Network: s.Network(), Settings: s.Settings}).Run(ctx, s); err != nil {
				return err
			}
			half := s.State.Weights.Clone()
			for i, w := range s.Original.Learnt {
				half.Learnt[i] = (half.Learnt[i] + w) / 2
			}
			estimated, err := s.estimated(half, "statistics", s.Retained)
			if err != nil {
				return err
			}
			s.State = network.NewState(estimated)
			return s.endEpoch("statistics")
		},
	})
}
