package settings

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// runVariables say which runs a study has, and on which corpus.
var runVariables = []variable[Settings]{
	listVariable("speakers",
		"`speakers` to exclude, one study each, separated by commas; theo+lucas removes one "+
			"after the other (default lucas, else the corpus's first)",
		func(s *Settings) *[]string { return &s.Speakers }),
	{name: "seeds", usage: "run seeds 1 … `n`, or a range such as 11-20", set: setSeeds, get: seedsOf},
	listVariable("methods", "unlearning `methods`, separated by commas",
		func(s *Settings) *[]string { return &s.Methods }),
	textVariable("protocol",
		"split: `P`, the paper's, or M, which holds out takes 0-4 of every speaker",
		func(s *Settings) *string { return &s.Protocol }),
	textVariable("norm", "normalisation: `batch`, layer or instance",
		func(s *Settings) *string { return (*string)(&s.Network.Norm) }),
	textVariable("data", "`corpus`: fsdd, synthetic or a folder (default fsdd, else synthetic)",
		func(s *Settings) *string { return &s.Data }),
	textVariable("backend", "`backend`: xla-cpu, cuda or go (default xla-cpu, else go)",
		func(s *Settings) *string { return &s.Backend }),
	textVariable("store", "`folder` of finished runs (default one in the user's cache)",
		func(s *Settings) *string { return &s.Store }),
	boolVariable("quick", "train for fewer epochs: shows that everything works, measures nothing",
		func(s *Settings) *bool { return &s.Quick }),
}

var foldVariable = boolVariable("fold",
	"under protocol M, hold out takes 5(s-1) to 5s-1 for seed s, instead of 0-4 for every seed",
	func(s *Settings) *bool { return &s.Fold })

// splitVariables say who hears what, and which runs are trained again.
var splitVariables = []variable[Settings]{
	foldVariable,
	boolVariable("anew", "also train runs whose records are published, to have their weights",
		func(s *Settings) *bool { return &s.Anew }),
}

var batchVariable = intVariable("batch", "`clips` in a training step",
	func(s *Settings) *int { return &s.Batch })

// trainVariables say how the original, gold and the unlearned models are
// trained.
var trainVariables = []variable[Settings]{
	batchVariable,
	intVariable("original-epochs", "`epochs` that the original trains for",
		func(s *Settings) *int { return &s.OriginalEpochs }),
	intVariable("gold-epochs", "`epochs` that gold trains for",
		func(s *Settings) *int { return &s.GoldEpochs }),
	floatVariable("rate", "Adam's learning `rate` for the original and gold",
		func(s *Settings) *float64 { return &s.Rate }),
	floatVariable("peak", "highest learning `rate` of a one-cycle retraining",
		func(s *Settings) *float64 { return &s.Peak }),
	floatVariable("noise", "standard `deviation` of the noise that unlearning adds",
		func(s *Settings) *float64 { return &s.Unlearn.Noise }),
	intVariable("rounds", "how many `times` unlearning adds noise",
		func(s *Settings) *int { return &s.Unlearn.Rounds }),
	intVariable("reset-epochs", "`epochs` that unlearning trains for after its reset",
		func(s *Settings) *int { return &s.Unlearn.ResetEpochs }),
	intVariable("round-epochs", "`epochs` that unlearning trains for after each addition of noise",
		func(s *Settings) *int { return &s.Unlearn.RoundEpochs }),
	intVariable("finetune-epochs", "`epochs` that unlearning fine-tunes for at its end",
		func(s *Settings) *int { return &s.Unlearn.FinetuneEpochs }),
	floatVariable("unlearn-rate", "Adam's learning `rate` for unlearning",
		func(s *Settings) *float64 { return &s.Unlearn.Rate }),
	floatVariable("amount", "the method's own `number`, explained in its file; 0: its default",
		func(s *Settings) *float64 { return &s.Unlearn.Amount }),
	intVariable("unlearn-seed", "`seed` of the random draws of unlearning; 0: the run's seed",
		func(s *Settings) *int { return &s.Unlearn.Seed }),
}

// variables are all settings; those of a run come first. The sample rate, the
// first of the features, is left out: it stays at 8 kHz, that of FSDD.
var variables = slices.Concat(runVariables, featureVariables[1:], networkVariables,
	splitVariables, trainVariables)

// Variable returns the environment variable of a setting: AU_ and its name in
// capitals, with _ for -, as in AU_N_FFT.
func Variable(name string) string {
	return "AU_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// FromEnv returns the settings changed by the environment variables that
// [Variable] names. If a value does not parse, Validate reports it.
func (s Settings) FromEnv() Settings {
	for _, v := range variables {
		name := Variable(v.name)
		value := os.Getenv(name)
		if value == "" {
			continue
		}
		if err := v.set(&s, value); err != nil {
			s.invalid = fmt.Errorf("environment variable %s is %q: %w", name, value, err)
		}
	}
	return s
}

// Environ returns the settings as environment variables, for the processes
// that run cells.
func (s Settings) Environ() (env []string) {
	for _, v := range variables {
		env = append(env, Variable(v.name)+"="+v.get(&s))
	}
	return env
}

// Flags defines a flag for every setting, with its name. Parsing the flags
// changes s.
func (s *Settings) Flags(flags FlagSet) { defineFlags(flags, variables, s) }
