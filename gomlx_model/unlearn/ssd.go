package unlearn

import (
	"context"
	"math"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// SSD trains nothing. It dampens the weights that matter more to the clips to
// forget, F, than to others, O, by their mean squared gradients I:
//
//	where I_F > α·I_O:   w ← w · min(1, λ·I_O / I_F)
//
// Source: Foster et al., arXiv:2308.07707, with O all clips, α = 10 and λ = 1.
// Here that α would select nothing: F is part of O, so I_F/I_O is at most
// |O|/|F|, 5.05 for 500 of 2,525. In the paper's code the ratio can exceed
// that, because it squares the mean gradients of batches. Here each clip's own
// gradient is squared, and α is 2 (Settings.Amount). ssd-adaptive takes the
// retained clips for O, and for α the percentile 100 − ln(1 + 100·|F|/|F ∪ O|)
// of all ratios, the top 3 % here, and λ = 0.1 (Settings.Amount), as
// github.com/if-loops/adaptive-selective-synaptic-dampening. Neither has a
// rate. Without clips to forget both keep the original.
func init() {
	learnt := func(_ network.Network, t network.Tensor) bool { return !t.Moves() }
	one := func(settings.Unlearn) int { return 1 }
	Register(Method{Name: "ssd", About: "dampens weights that matter to the clips to forget",
		Looks: true, Empty: EmptyKeeps, Epochs: one, Moves: learnt,
		Run: func(ctx context.Context, s *Session) error { return dampen(ctx, s, false) }})
	Register(Method{Name: "ssd-adaptive", About: "ssd against the retained clips, by percentile",
		Looks: true, Empty: EmptyKeeps, Epochs: one, Moves: learnt,
		Run: func(ctx context.Context, s *Session) error { return dampen(ctx, s, true) }})
}

func dampen(ctx context.Context, s *Session, adaptive bool) error {
	if len(s.Excluded) == 0 {
		return nil
	}
	forget, err := s.Squares(ctx, "squares", s.Excluded)
	if err != nil {
		return err
	}
	others, err := s.Squares(ctx, "squares retained", s.Retained)
	if err != nil {
		return err
	}
	share := float64(len(s.Excluded)) / float64(len(s.heard()))
	alpha, lambda := 2., 1.
	if adaptive {
		lambda, err = s.amount(0.1, 1)
		alpha = percentile(forget, others, 1-math.Log(1+100*share)/100)
	} else if alpha, err = s.amount(2, math.MaxFloat64); err == nil {
		for i := range others { // of all clips, from those of the two parts
			others[i] = share*forget[i] + (1-share)*others[i]
		}
	}
	if err != nil {
		return err
	}
	for i, f := range forget {
		if f > alpha*others[i] {
			s.State.Learnt[i] *= float32(min(1, lambda*others[i]/f))
		}
	}
	return s.endEpoch("dampen")
}
