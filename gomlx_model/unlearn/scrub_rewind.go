package unlearn

import (
	"context"
	"math"

	"audiounlearning/gomlx_model/network"
)

// SCRUB+R runs SCRUB to its end. It then goes back to the epoch whose accuracy
// on the clips to forget is nearest to the final model's accuracy on clips of
// the same speaker that no model heard: a model should do as well on forgotten
// clips as on unheard ones. Source: Kurmanji et al., arXiv:2302.09880, section
// 3.3. It needs such clips, Session.Held, which only protocol M has. Without
// them, or without clips to forget, it ends where SCRUB ends. It has no
// settings beyond SCRUB's.
func init() {
	Register(Method{
		Name: "scrub-rewind", About: "scrub, rewound by unheard clips of the speaker (protocol M)",
		Looks: true, Empty: EmptyTrains, Epochs: scrubEpochs, Run: scrubRewind,
	})
}

func scrubRewind(ctx context.Context, s *Session) error {
	rewinds := len(s.Held) > 0 && len(s.Excluded) > 0
	var kept []network.Weights
	var scores []float64
	score := func(clips []int32) (float64, error) {
		m, err := s.Engine.Measure(s.State.Weights, clips)
		return m.Accuracy, err
	}
	err := scrub(ctx, s, func() error {
		if !rewinds {
			return nil
		}
		a, err := score(s.Excluded)
		kept, scores = append(kept, s.State.Weights.Clone()), append(scores, a)
		return err
	})
	if err != nil || !rewinds || len(kept) == 0 {
		return err
	}
	target, err := score(s.Held)
	best := len(kept) - 1
	for i, a := range scores {
		if math.Abs(a-target) < math.Abs(scores[best]-target) {
			best = i
		}
	}
	s.State.Weights = kept[best]
	return err
}
