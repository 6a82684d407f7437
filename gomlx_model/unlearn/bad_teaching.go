package unlearn

import (
	"context"
	"math"

	gomlxmodel "audiounlearning/gomlx_model"
)

// Bad Teaching gives a student two teachers: on the clips to forget, one that
// learnt nothing; on a share of the retained clips, the original. It minimises
// KL(teacher ‖ student) in one epoch over both.
//
// Source: Chundawat et al., arXiv:2205.08096; a share of 0.3 (Settings.Amount),
// a temperature of 1 and Adam at 1e-4, a tenth of Settings.Rate, are the
// paper's. Batches have 16 clips, not 256. The paper divides the loss by clips
// × classes, which Adam cancels. The teacher that learnt nothing is a fresh
// network. With moving statistics of 0 and 1 its answers would be near one-hot
// on coefficients as large as these, so it gets the clips' own. The method aims
// at ignorance and not at gold: expect it to score below gold. Without clips to
// forget it follows the original.
func init() {
	Register(Method{
		Name: "bad-teaching", About: "an untrained teacher for clips to forget, the original for others",
		Looks: true, Empty: EmptyTrains, Epochs: atMost(1), Run: badTeaching, Revision: 1,
	})
}

func badTeaching(ctx context.Context, s *Session) error {
	share, err := s.amount(0.3, 1)
	if err != nil {
		return err
	}
	retained := s.drawRetained("taught", int(math.Ceil(share*float64(len(s.Retained)))))
	clips := append(retained[:len(retained):len(retained)], s.Excluded...)
	fool, err := s.untrained(clips)
	if err != nil {
		return err
	}
	teacher := s.noTeacher()
	if err := s.teach(teacher, fool, s.Excluded); err != nil {
		return err
	}
	if err := s.teach(teacher, s.Original, retained); err != nil {
		return err
	}
	none := s.weighted(0, 0)
	return s.TrainOn(ctx, "teach", min(1, s.Settings.Epochs()), clips, func(o *gomlxmodel.Options) {
		slower(0.1)(o)
		o.Teacher, o.Distil, o.ClipWeight = teacher, 1, none
	})
}
