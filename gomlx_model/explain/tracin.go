package explain

import "fmt"

// A Checkpoint is a model during its training: how it sees the clips of the
// group whose influence is estimated, and the test clips.
type Checkpoint struct {
	Group, Test Last
	Rate        float64 // the learning rate there
}

// TracIn estimates by how much leaving a group out of the training raises the
// loss on each test clip, up to a factor that is the same for all:
//
//	estimate_t = Σ_checkpoints rate · ⟨Σ_{z in group} ∇ℓ(z), ∇ℓ(t)⟩
//
// with gradients with respect to the last layer (G. Pruthi et al.,
// arXiv:2002.08484). It is the first-order change of a step of plain gradient
// descent; with Adam only the ranking of the clips is meaningful. It is an
// error if there are no checkpoints or the sizes do not fit.
func TracIn(checkpoints []Checkpoint) ([]float64, error) {
	if len(checkpoints) == 0 {
		return nil, fmt.Errorf("tracin: there are no checkpoints: it needs one or more")
	}
	var sums []float64
	for i, c := range checkpoints {
		if err := fits(c.Group, c.Test); err != nil {
			return nil, fmt.Errorf("tracin: checkpoint %d: %w", i, err)
		}
		if sums == nil {
			sums = make([]float64, c.Test.Clips())
		}
		if len(sums) != c.Test.Clips() {
			return nil, fmt.Errorf("tracin: checkpoint %d has %d test clips, the first %d: use "+
				"the same", i, c.Test.Clips(), len(sums))
		}
		for t, dot := range c.Test.dots(c.Group.gradient()) {
			sums[t] += c.Rate * dot
		}
	}
	return sums, nil
}

// fits checks that all are of layers with the same numbers of units and
// classes.
func fits(all ...Last) error {
	for i, l := range all {
		if err := l.check(); err != nil {
			return err
		}
		if first := all[0]; len(l.Hidden)*first.Clips() != len(first.Hidden)*l.Clips() ||
			len(l.Logits)*first.Clips() != len(first.Logits)*l.Clips() {
			return fmt.Errorf("last layer: set %d has another number of units or classes than the "+
				"first", i)
		}
	}
	return nil
}
