package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// Distillation of gold is not a method, since anybody who has gold need not
// unlearn. It is an upper bound on what base's epochs can reach from the
// original: it is trained on gold's answers to every clip that the original
// heard,
//
//	L = KL(gold ‖ student)
//
// as in Hinton et al., arXiv:1503.02531, at a temperature of 1, and as the
// oracle of Georgiev et al., arXiv:2410.23232. Without clips to forget it
// follows gold on the retained.
func init() {
	Register(Method{
		Name: "distil-gold", About: "an upper bound: trained on the answers of gold itself",
		Looks: true, UsesGold: true, Empty: EmptyTrains,
		Run: func(ctx context.Context, s *Session) error {
			teacher, none := s.noTeacher(), s.weighted(0, 0)
			if err := s.teach(teacher, s.Gold, s.heard()); err != nil {
				return err
			}
			return s.TrainOn(ctx, "distil", s.Settings.Epochs(), s.heard(),
				func(o *gomlxmodel.Options) {
					o.Teacher, o.Distil, o.ClipWeight = teacher, 1, none
				})
		},
	})
}
