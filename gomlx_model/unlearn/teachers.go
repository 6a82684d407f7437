package unlearn

import (
	"math"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// teach writes a teacher's logits for some clips into their places in
// Options.Teacher, which covers all the data.
func (s *Session) teach(into []float32, teacher network.Weights, clips []int32) error {
	if len(clips) == 0 {
		return nil
	}
	logits, err := s.Engine.Logits(teacher, clips)
	if err != nil {
		return err
	}
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

// untrained returns fresh weights whose moving statistics are estimated on the
// clips.
func (s *Session) untrained(clips []int32) (network.Weights, error) {
	first := network.NewWeights(s.Network(), s.Stream("weights", "untrained", 0))
	first.Mean, first.Deviation = s.Original.Mean, s.Original.Deviation
	return s.estimated(first, "untrained", clips)
}

// estimated returns the weights first with moving statistics estimated on some
// clips. An epoch at a rate of 0 moves nothing but these. It leaves a share of
// their first values, 0.99 to the power of the steps, which is then subtracted.
// The clips are shuffled, because in their own order a batch holds one digit.
func (s *Session) estimated(first network.Weights, phase string, clips []int32) (network.Weights,
	error) {
	if first.Network.Norm != network.BatchNorm {
		return first, nil
	}
	o, state := gomlxmodel.DefaultOptions(), network.NewState(first)
	o.Rate, o.Seed = 0, s.Stream("dropout", phase, 0).Uint32()
	clips = slices.Clone(clips)
	s.Stream("order", phase, 0).Shuffle(len(clips),
		func(i, j int) { clips[i], clips[j] = clips[j], clips[i] })
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
