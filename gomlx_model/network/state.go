package network

import "slices"

// A State is a network in training: its weights, Adam's two moments and step
// count, and gates if any are in use. It is on the host between epochs, so a
// failed call loses nothing.
type State struct {
	Weights
	M, V  []float32 // Adam's moving averages of the gradient and of its square
	Steps int       // since the moments were zero
	Gates *Gates    // nil: none
}

// NewState starts training from the weights, with Adam at zero. The weights are
// copied.
func NewState(w Weights) *State {
	return &State{
		Weights: w.Clone(), M: make([]float32, len(w.Learnt)), V: make([]float32, len(w.Learnt)),
	}
}

// Clone returns a copy that shares nothing.
func (s *State) Clone() *State {
	return &State{
		Weights: s.Weights.Clone(), M: slices.Clone(s.M), V: slices.Clone(s.V), Steps: s.Steps,
		Gates: s.Gates.Clone(),
	}
}

// ForgetMoments sets Adam back to zero, as each phase of unlearning begins. The
// gates keep their values.
func (s *State) ForgetMoments() {
	clear(s.M)
	clear(s.V)
	s.Steps = 0
	if s.Gates != nil {
		clear(s.Gates.M)
		clear(s.Gates.V)
		clear(s.Gates.Steps)
	}
}
