package unlearn

import (
	"context"
	"fmt"
	"math"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/settings"
)

// SCRUB takes the original as a teacher t. The student moves away from it on
// the clips to forget and follows it on the retained ones. Each of its ten
// epochs descends over the retained clips; each of the first M climbs over the
// clips to forget before that:
//
//	climb:    −T²·KL(t ‖ student)     descend: CE + α·T²·KL(t ‖ student)
//
// with α = 0.5, T = 2, M = 3 (Settings.Amount) and half of Settings.Rate,
// divided by ten after 5, 8 and 9 epochs: the small-scale setting, with Adam at
// 5e-4, of Kurmanji et al., arXiv:2302.09880, github.com/meghdadk/SCRUB. Its
// weight decay of 0.1 is left out: with gradients as small as a finished
// model's, Adam would shrink every weight by the rate in each step. Adam starts
// from zero in each direction, so that the momentum of climbing does not carry
// over into descending. Without clips to forget it only descends.
func init() {
	Register(Method{
		Name: "scrub", About: "leaves the original on clips to forget, follows it on the retained",
		Looks: true, Empty: EmptyTrains, Epochs: scrubEpochs,
		Run: func(ctx context.Context, s *Session) error {
			return scrub(ctx, s, func() error { return nil })
		},
	})
}

func scrubLengths(s settings.Unlearn) (epochs, climbing int) {
	epochs = min(10, s.Epochs())
	if climbing = 3; s.Amount > 0 {
		climbing = int(math.Round(s.Amount))
	}
	return epochs, min(climbing, epochs)
}

func scrubEpochs(s settings.Unlearn) int {
	epochs, climbing := scrubLengths(s)
	return epochs + climbing
}

// scrub runs SCRUB and calls after at the end of each of its epochs.
func scrub(ctx context.Context, s *Session, after func() error) error {
	teacher := s.noTeacher()
	if err := s.teach(teacher, s.Original, s.heard()); err != nil {
		return err
	}
	away, towards := s.weighted(-1, 0), s.weighted(0, 0.5)
	epochs, climbing := scrubLengths(s.Settings)
	for e := range epochs {
		rate := 0.5
		for _, end := range []int{5, 8, 9} {
			if e >= end {
				rate /= 10
			}
		}
		follow := func(o *gomlxmodel.Options) {
			slower(rate)(o)
			o.Teacher, o.Distil, o.Temperature, o.DistilWeight = teacher, 1, 2, towards
		}
		if e < climbing && len(s.Excluded) > 0 {
			err := s.TrainOn(ctx, fmt.Sprintf("climb%d", e+1), 1, s.Excluded,
				func(o *gomlxmodel.Options) {
					follow(o)
					o.DistilWeight, o.ClipWeight = away, s.weighted(0, 1)
				})
			if err != nil {
				return err
			}
		}
		if err := s.Train(ctx, fmt.Sprintf("descend%d", e+1), 1, follow); err != nil {
			return err
		}
		if err := after(); err != nil {
			return err
		}
	}
	return nil
}
