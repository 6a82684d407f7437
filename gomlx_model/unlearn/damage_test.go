package unlearn

import (
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// Damage to a method's price moves kernels alone, along one draw of noise, and
// makes at least as many errors on validation as the method, where the original
// makes fewer; a thousandth less noise would not. Here the method is head-first
// forgetting of everything: last-layer after no training.
func TestDamage(t *testing.T) {
	m, err := Lookup("damage-last-layer")
	if err != nil {
		t.Fatal(err)
	}
	of, _ := Lookup("last-layer")
	engine := testEngine(t, small, 0)
	prepared := func() *Session {
		s := session(t, engine)
		s.Settings.Rate = 1e-6 // as good as no training: a new last layer guesses
		s.Validation = s.Retained[:20]
		return s
	}
	trained := prepared()
	if err := of.Run(t.Context(), trained); err != nil {
		t.Fatal(err)
	}
	s := prepared()
	want, err := s.errors(trained.State.Weights)
	if err != nil {
		t.Fatal(err)
	}
	before, _ := s.errors(s.Original)
	if before >= want {
		t.Fatalf("the original makes %d errors, the method %d: nothing can show", before, want)
	}
	checkEpochs(t, m, s)
	checkMoves(t, m, s)
	if got, _ := s.errors(s.State.Weights); got < want {
		t.Errorf("%d errors, the method makes %d", got, want)
	}
	if got, _ := s.errors(s.noisy(scaleOf(s))); got < want {
		t.Errorf("the scale %v gives %d errors", scaleOf(s), got)
	}
	again := prepared()
	if err := m.Run(t.Context(), again); err != nil || !same(again.State.Weights, s.State.Weights) {
		t.Errorf("a second time gave other bits, %v", err)
	}
	without := prepared()
	without.Validation = nil
	if err := m.Run(t.Context(), without); err == nil || !strings.Contains(err.Error(), "protocol P") {
		t.Errorf("without validation clips: %v", err)
	}
	if _, err := Lookup("damage-nothing"); err == nil {
		t.Error("damage of an unknown method was found")
	}
}

// scaleOf returns the noise of a damaged model, from a weight of the original's
// that the draw moved.
func scaleOf(s *Session) float64 {
	kernel := kernels(s.Network())[0]
	one := s.noisy(1)
	return float64(s.State.Of(kernel)[0]-s.Original.Of(kernel)[0]) /
		float64(one.Of(kernel)[0]-s.Original.Of(kernel)[0]) * (1 + 1e-4) // float32
}

// A target that the original meets leaves it alone.
func TestDamageOfNothing(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	s.Validation = s.Retained[:20]
	w, err := s.damaged(0)
	if err != nil || !same(w, s.Original) {
		t.Errorf("the original was damaged, %v", err)
	}
}

// Half-way weights lie in the middle of the original and base, but for moving
// statistics.
func TestHalfWeights(t *testing.T) {
	engine := testEngine(t, small, 0)
	base, half := session(t, engine), session(t, engine)
	for name, s := range map[string]*Session{"base": base, "half-weights": half} {
		m, err := Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Run(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for i, w := range half.State.Learnt {
		if want := (base.State.Learnt[i] + base.Original.Learnt[i]) / 2; w != want {
			t.Fatalf("weight %d is %v, want %v", i, w, want)
		}
	}
	norm := slices.IndexFunc(small.Tensors(),
		func(t network.Tensor) bool { return t.Kind == network.MovingMean })
	if tensor := small.Tensors()[norm]; slices.Equal(half.State.Of(tensor), base.State.Of(tensor)) {
		t.Error("the moving statistics are base's")
	}
}
