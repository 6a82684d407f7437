package unlearn

import (
	"context"
	"math"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// Bad Teaching gives a student two teachers: on the clips to forget one who
// learnt nothing, on a share of the retained the original, and minimises
// KL(teacher ‖ student) in one epoch over both.
//
// Source: Chundawat et al., arXiv:2205.08096; a share of 0.3
// (Settings.Amount), a temperature of 1 and Adam at 1e-4, a tenth of
// Settings.Rate, as there; batches of 16, not of 256. Its loss is divided by
// clips × classes there: Adam cancels that. The teacher who learnt nothing is a
// fresh network. With moving statistics of 0 and 1 it would be near one-hot on
// coefficients as large as these; it gets those of the clips. It aims at
// ignorance and not at gold: expect it below gold. Without clips to forget it
// follows the original.
func init() {
	Register(Method{
		Name: "bad-teaching", About: "an untrained teacher for clips to forget, the original for others",
		Looks: true, Empty: EmptyTrains, Epochs: atMost(1), Run: badTeaching,
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

// drawRetained returns so many retained clips, drawn at random for a purpose.
func (s *Session) drawRetained(purpose string, n int) (clips []int32) {
	for _, i := range s.Stream("clips", purpose, 0).Perm(len(s.Retained))[:min(n, len(s.Retained))] {
		clips = append(clips, s.Retained[i])
	}
	return clips
}

// untrained returns fresh weights whose moving statistics are those of the
// clips: an epoch at a rate of 0 moves nothing else, and what it leaves of their
// first values, 0.99 to the number of steps, is taken off again.
func (s *Session) untrained(clips []int32) (network.Weights, error) {
	first := network.NewWeights(s.Network(), s.Stream("weights", "untrained", 0))
	first.Mean, first.Deviation = s.Original.Mean, s.Original.Deviation
	if first.Network.Norm != network.BatchNorm {
		return first, nil
	}
	o, state := gomlxmodel.DefaultOptions(), network.NewState(first)
	o.Rate, o.Seed = 0, s.Stream("dropout", "untrained", 0).Uint32()
	if _, err := s.Engine.Epoch(state, clips, o); err != nil {
		return first, err
	}
	s.passes += len(clips)
	left := math.Pow(0.99, float64(s.Engine.Data.StepsOf(len(clips))))
	for i, m := range state.Moving {
		state.Moving[i] = float32((float64(m) - left*float64(first.Moving[i])) / (1 - left))
	}
	return state.Weights, nil
}
