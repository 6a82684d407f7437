package unlearn

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

// perPart is the factor on a part's clips that makes the mean over a batch of
// all clips an estimate of the part's mean.
func perPart(all, part []int32) float64 { return float64(len(all)) / float64(max(1, len(part))) }

// heard returns the clips that the original was trained on: retained ones and
// those to forget.
func (s *Session) heard() []int32 {
	return append(append([]int32{}, s.Retained...), s.Excluded...)
}

// drawRetained returns n retained clips, drawn at random for a purpose.
func (s *Session) drawRetained(purpose string, n int) (clips []int32) {
	for _, i := range s.Stream("clips", purpose, 0).Perm(len(s.Retained))[:min(n, len(s.Retained))] {
		clips = append(clips, s.Retained[i])
	}
	return clips
}
