package settings

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
)

// Settings are all that a reader may vary. The defaults are the paper's values;
// if the paper gives none, they are choices of this study.
type Settings struct {
	// excluded speakers, one study each; "theo+lucas" removes one after the
	// other. Empty: lucas if the corpus has him, else its first speaker
	Speakers  []string
	Seeds     int // the last seed; the first is FirstSeed, or 1
	FirstSeed int // 0 means 1
	// unlearning methods; the original and gold always run. "gold2" adds a
	// second gold
	Methods  []string
	Protocol string // "P", the paper's split, or "M", which holds out takes 0–4
	Data     string // "fsdd", "synthetic" or a folder; empty: FSDD, else synthetic
	// under protocol M, hold out other takes for each seed s: 5(s−1) … 5s−1
	Fold    bool
	Backend string // "xla-cpu", "cuda" or "go"; empty: the best that works here
	Store   string // folder of finished runs; empty: one in the user's cache
	// train a run even if its records are known, to have its weights
	Anew  bool
	Quick bool // fewer epochs everywhere: shows that all works, measures nothing

	Features Features // what the network is given of a clip
	// the network's shape; Features and the corpus decide its input and
	// classes. If Dropout is nil, Shape takes the default's
	Network network.Network

	Batch          int // clips of a training step, 1…network.MaxBatch
	OriginalEpochs int
	GoldEpochs     int
	Rate           float64 // Adam's learning rate for the original and gold
	Peak           float64 // highest learning rate of a one-cycle retraining
	Unlearn        Unlearn // of the unlearning methods

	dropoutGiven bool // by a flag or a variable, and not the default's
	// what FromEnv could not read; cells declare settings in one expression, so
	// Validate reports it
	invalid error
}

// Default returns the paper's study: 3 seeds, 100 epochs for the original
// and 120 for gold (section 4.3).
func Default() Settings {
	return Settings{
		Seeds: 3, Methods: names.Schemes(), Protocol: names.ProtocolPaper,
		Features: DefaultFeatures(), Network: network.Default(),
		Batch: network.DefaultBatch, OriginalEpochs: 100, GoldEpochs: 120, Rate: 1e-3, Peak: 5e-3,
		Unlearn: DefaultUnlearn(),
	}
}

// Quickened returns the settings as they are unless Quick is set. If it is,
// epochs are limited: 10 for the original, 12 for gold, and for unlearning 2
// after the reset, 2 rounds, and 2 at the end.
func (s Settings) Quickened() Settings {
	if s.Quick {
		s.OriginalEpochs, s.GoldEpochs = min(s.OriginalEpochs, 10), min(s.GoldEpochs, 12)
		u := &s.Unlearn
		u.ResetEpochs, u.Rounds = min(u.ResetEpochs, 2), min(u.Rounds, 2)
		u.FinetuneEpochs = min(u.FinetuneEpochs, 2)
	}
	return s
}

// Validate returns an error that names the first setting out of its range.
func (s Settings) Validate() error {
	if s.invalid != nil {
		return s.invalid
	}
	if s.FirstSeed < 0 || s.Seeds < s.From() || s.Seeds > 1000 {
		return fmt.Errorf("seeds is %s: it must be in 1…1000, a range from low to high", seedsOf(&s))
	}
	if s.Protocol != names.ProtocolPaper && s.Protocol != names.ProtocolHeldOut {
		return fmt.Errorf("protocol is %q: it must be P or M", s.Protocol)
	}
	if s.Fold && s.Protocol != names.ProtocolHeldOut {
		return errors.New("fold is set under protocol P, which holds no takes out: give protocol M, or " +
			"leave fold out")
	}
	if err := s.Features.Validate(); err != nil {
		return err
	}
	if err := s.Shape().Validate(); err != nil {
		return err
	}
	if s.Batch < 1 || s.Batch > network.MaxBatch {
		return fmt.Errorf("batch is %d: it must be in 1…%d clips", s.Batch, network.MaxBatch)
	}
	if s.OriginalEpochs < 1 || s.GoldEpochs < 1 {
		return fmt.Errorf("epochs are %d for the original and %d for gold: at least 1 each",
			s.OriginalEpochs, s.GoldEpochs)
	}
	if !(s.Rate > 0) || s.Rate > 1 {
		return fmt.Errorf("rate is %v: it must be above 0 and at most 1", s.Rate)
	}
	if !(s.Peak > 0) || s.Peak > 1 {
		return fmt.Errorf("peak is %v: it must be above 0 and at most 1", s.Peak)
	}
	return s.Unlearn.Validate()
}

// String returns the settings as the second cell of each notebook shows them:
// which runs, and every setting that is not the default.
func (s Settings) String() string {
	var b strings.Builder
	standard := Default()
	for i, v := range variables {
		if i < len(runVariables) || v.get(&s) != v.get(&standard) {
			fmt.Fprintf(&b, "%-9s %s\n", v.name, cmp.Or(v.get(&s), "(default)"))
		}
	}
	q := s.Quickened()
	fmt.Fprintf(&b, "%-9s original %d, gold %d, unlearning %d\n", "epochs", q.OriginalEpochs,
		q.GoldEpochs, q.Unlearn.Epochs())
	return b.String()
}

// StoreFolder returns the folder where finished runs are kept.
func (s Settings) StoreFolder() (string, error) {
	if s.Store != "" {
		return s.Store, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no folder for finished runs: %w (name one with -store)", err)
	}
	return filepath.Join(cache, "audiounlearning", "runs"), nil
}

// With returns the settings with some methods added, for a cell that needs them
// whatever other methods are run.
func (s Settings) With(methods ...string) Settings {
	s.Methods = slices.Clone(s.Methods)
	for _, m := range methods {
		if !slices.Contains(s.Methods, m) {
			s.Methods = append(s.Methods, m)
		}
	}
	return s
}
