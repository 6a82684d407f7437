package unlearn

import (
	"context"
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// The first and the last scale of the noise that are tried: at 10, a hundred
// times the weights, nothing is left of them. The bisections narrow the scale
// to a thousandth of itself.
const (
	firstDamage = 0.01
	lastDamage  = 10
	bisections  = 12
)

// damage is a control for metrics: the original with noise on its kernels, just
// strong enough that it makes as many errors on validation as another method
// does. It costs the other speakers what that method costs them, but is not
// meant to forget anything. The noise is one draw, scaled: the scale is doubled
// until there are as many errors, and then found by bisection. If the original
// itself makes as many errors, it gets no noise. The control trains the other
// method first, so its passes and its trace are that method's.
func damage(of Method) Method {
	return Method{
		Name:     names.Damage + of.Name,
		About:    "a control: the original with as many errors on others as " + of.Name + ", by noise",
		Epochs:   func(s settings.Unlearn) int { return of.EpochsOf(s) + 1 },
		Looks:    of.Looks,
		UsesGold: of.UsesGold,
		Moves: func(_ network.Network, t network.Tensor) bool {
			return t.Kind == network.Kernel
		},
		Run: func(ctx context.Context, s *Session) error {
			if len(s.Validation) == 0 {
				return fmt.Errorf("method %s%s: there are no validation clips to fit noise on: use "+
					"protocol P", names.Damage, of.Name)
			}
			if err := of.Run(ctx, s); err != nil {
				return err
			}
			target, err := s.errors(s.State.Weights)
			if err != nil {
				return err
			}
			if s.State.Weights, err = s.damaged(target); err != nil {
				return err
			}
			return s.endEpoch("noise")
		},
	}
}

// damaged returns the original with the least noise found that gives target
// errors on validation.
func (s *Session) damaged(target int) (network.Weights, error) {
	at := func(scale float64) (network.Weights, bool, error) {
		noisy := s.noisy(scale)
		n, err := s.errors(noisy)
		return noisy, n >= target, err
	}
	w, enough, err := at(0)
	if err != nil || enough {
		return w, err
	}
	low, high := 0., firstDamage
	for w, enough, err = at(high); err == nil && !enough && high < lastDamage; {
		low, high = high, 2*high
		w, enough, err = at(high)
	}
	if err != nil || !enough {
		return w, err
	}
	for range bisections {
		middle := (low + high) / 2
		noisy, enough, failed := at(middle)
		if err = failed; err != nil {
			return w, err
		}
		if enough {
			w, high = noisy, middle
		} else {
			low = middle
		}
	}
	return w, err
}

// noisy returns the original with noise on every kernel.
func (s *Session) noisy(scale float64) network.Weights {
	w, random := s.Original.Clone(), s.Stream("noise", "damage", 0)
	for _, t := range kernels(s.Network()) {
		values := w.Of(t)
		for i := range values {
			values[i] += float32(scale * random.NormFloat64())
		}
	}
	return w
}

// errors counts the validation clips that a model gets wrong.
func (s *Session) errors(w network.Weights) (int, error) {
	m, err := s.Engine.Measure(w, s.Validation)
	return int(math.Round(float64(len(s.Validation)) * (1 - m.Accuracy))), err
}
