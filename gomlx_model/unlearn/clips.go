package unlearn

import (
	"audiounlearning/gomlx_model/network"
)

// teach writes a teacher's logits for some clips into those of all the data, as
// Options.Teacher takes them, and counts a pass forward for each.
func (s *Session) teach(into []float32, teacher network.Weights, clips []int32) error {
	if len(clips) == 0 {
		return nil
	}
	logits, err := s.Engine.Logits(teacher, clips)
	if err != nil {
		return err
	}
	s.forwards += len(clips)
	classes := s.Network().Classes
	for i, clip := range clips {
		copy(into[int(clip)*classes:][:classes], logits[i*classes:][:classes])
	}
	return nil
}

// noTeacher returns room for a teacher's logits.
func (s *Session) noTeacher() []float32 {
	return make([]float32, s.Engine.Data.Len()*s.Network().Classes)
}

// weighted returns a factor for each clip of the data: one for those to forget
// and another for the rest.
func (s *Session) weighted(forget, rest float64) []float32 {
	factors := make([]float32, s.Engine.Data.Len())
	for i := range factors {
		factors[i] = float32(rest)
	}
	for _, clip := range s.Excluded {
		factors[clip] = float32(forget)
	}
	return factors
}

// perPart is the factor of a part's clips that gives a batch of all the part's
// mean.
func perPart(all, part []int32) float64 { return float64(len(all)) / float64(max(1, len(part))) }

// heard returns the clips that the original was trained on: retained ones and
// those to forget.
func (s *Session) heard() []int32 {
	return append(append([]int32{}, s.Retained...), s.Excluded...)
}
