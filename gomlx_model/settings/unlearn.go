package settings

import (
	"fmt"
	"math"
)

// Unlearn holds the numbers of the paper's procedure. A method whose name gives
// another number, such as noise-0.16, replaces that one.
type Unlearn struct {
	Noise          float64 // standard deviation of the noise added to kernels and biases
	Rounds         int     // how often noise is added to a new draw of layers
	ResetEpochs    int     // training after the layer reset
	RoundEpochs    int     // training after each addition of noise
	FinetuneEpochs int     // training of everything at the end
	Rate           float64 // Adam's learning rate throughout
	// Amount is the one number, a share or a factor, of a method other than the
	// paper's procedure; the method's file explains it. 0 means its default.
	Amount float64
	// Seed decides the random draws of unlearning: layers, noise, fresh
	// weights, order and dropout. 0 means the run's seed. Several seeds for one
	// original show the spread that unlearning itself causes.
	Seed int
}

// DefaultUnlearn returns the paper's numbers (sections 4.4 and 5.b): 5 epochs
// after the reset, noise of 0.08 in 5 rounds of one epoch, and 5 epochs at the
// end. The paper gives no learning rate for unlearning; this is training's.
func DefaultUnlearn() Unlearn {
	return Unlearn{Noise: 0.08, Rounds: 5, ResetEpochs: 5, RoundEpochs: 1, FinetuneEpochs: 5,
		Rate: 1e-3}
}

// Validate returns an error that names the first setting out of its range.
func (s Unlearn) Validate() error {
	switch {
	case !(s.Noise >= 0) || math.IsInf(s.Noise, 0):
		return fmt.Errorf("unlearn: Noise is %v: it must be a finite number of at least 0", s.Noise)
	case !(s.Rate > 0) || s.Rate > 1:
		return fmt.Errorf("unlearn: Rate is %v: it must be above 0 and at most 1", s.Rate)
	case !(s.Amount >= 0) || math.IsInf(s.Amount, 0):
		return fmt.Errorf("unlearn: Amount is %v: it must be a finite number above 0, or 0 for the "+
			"method's own", s.Amount)
	case s.Seed < 0:
		return fmt.Errorf("unlearn: Seed is %d: it must be at least 1, or 0 for the run's own",
			s.Seed)
	}
	for _, n := range []struct {
		name  string
		value int
	}{{"Rounds", s.Rounds}, {"ResetEpochs", s.ResetEpochs}, {"RoundEpochs", s.RoundEpochs},
		{"FinetuneEpochs", s.FinetuneEpochs}} {
		if n.value < 0 || n.value > 1000 {
			return fmt.Errorf("unlearn: %s is %d: it must be in 0…1000", n.name, n.value)
		}
	}
	return nil
}

// Epochs is how many epochs the whole procedure trains: the paper's 15.
func (s Unlearn) Epochs() int { return s.ResetEpochs + s.Rounds*s.RoundEpochs + s.FinetuneEpochs }
