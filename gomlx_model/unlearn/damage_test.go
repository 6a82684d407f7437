package unlearn

import (
	"slices"
	"strings"
	"testing"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// Damage to a method's price moves kernels alone, and where the original makes
// fewer errors on validation it ends at those that it is to make, or at the
// next few that one step of noise adds. It needs validation clips.
func TestDamage(t *testing.T) {
	m, err := Lookup("damage-last-layer")
	if err != nil {
		t.Fatal(err)
	}
	engine := testEngine(t, small, 0)
	good := session(t, engine).State // as it is, it guesses
	for range 60 {
		o := gomlxmodel.DefaultOptions()
		o.Rate = 1e-2
		if _, err := engine.Epoch(good, []int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
			16, 17, 18, 19}, o); err != nil {
			t.Fatal(err)
		}
	}
	prepared := func() *Session {
		s := session(t, engine)
		s.State, s.Original = network.NewState(good.Weights), good.Weights.Clone()
		s.Validation = s.Retained[:20]
		return s
	}
	s := prepared()
	before, err := s.errors(s.Original)
	target := before + 2
	if err != nil || target > 18 {
		t.Fatalf("the original makes %d errors: nothing can show, %v", before, err)
	}
	w, err := s.damaged(target)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := s.errors(w); got < target || got > target+3 {
		t.Errorf("%d errors, want %d or a few more", got, target)
	}
	checkEpochs(t, m, s)
	checkMoves(t, m, s)
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
