package settings

import (
	"fmt"
	"math"
)

// Unlearn holds the numbers of the paper's procedure. Methods that are defined
// by another number (noise-0.16, say) replace that one.
type Unlearn struct {
	Noise          float64 // standard deviation of the noise added to kernels and biases
	Rounds         int     // how often noise is added to a new draw of layers
	ResetEpochs    int     // training after the layer reset
	RoundEpochs    int     // training after each addition of noise
	FinetuneEpochs int     // training of everything at the end
	Rate           float64 // Adam's learning rate throughout
	// Amount is the number that a method beyond the procedure has of its own,
	// as its file says: a share, a factor. 0 means the method's default.
	Amount float64
	// Seed draws what unlearning draws (layers, noise, fresh weights, order,
	// dropout); 0 means the run's seed. With another one for the same original,
	// the spread that unlearning itself causes can be told apart.
	Seed int
}

// DefaultUnlearn returns the paper's (section 4.4 and 5.b): noise 0.08 in 5
// rounds of one epoch, between 5 epochs after the reset and 5 at the end. It
// does not name a learning rate for unlearning; this is training's.
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
