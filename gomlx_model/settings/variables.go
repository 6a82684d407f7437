package settings

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// runVariables say what is run, and on what.
var runVariables = []variable[Settings]{
	listVariable("speakers",
		"excluded `speakers`, by comma; theo+lucas removes one after the other "+
			"(default lucas, else the corpus's first)",
		func(s *Settings) *[]string { return &s.Speakers }),
	{name: "seeds", usage: "run seeds 1 … `n`, or a range as in 11-20", set: setSeeds, get: seedsOf},
	listVariable("methods", "unlearning `methods`, by comma",
		func(s *Settings) *[]string { return &s.Methods }),
	textVariable("protocol",
		"`P`, the paper's split, or M, with takes 0-4 of every speaker held out",
		func(s *Settings) *string { return &s.Protocol }),
	textVariable("norm", "normalisation: `batch`, layer or instance",
		func(s *Settings) *string { return (*string)(&s.Network.Norm) }),
	textVariable("data", "`corpus`: fsdd, synthetic or a folder (default the best there is)",
		func(s *Settings) *string { return &s.Data }),
	textVariable("backend", "`backend`: xla-cpu, cuda or go (default the best there is)",
		func(s *Settings) *string { return &s.Backend }),
	textVariable("store", "`folder` of finished runs (default in the user's cache)",
		func(s *Settings) *string { return &s.Store }),
	boolVariable("quick", "fewer epochs: shows that everything works, measures nothing",
		func(s *Settings) *bool { return &s.Quick }),
}

var foldVariable = boolVariable("fold",
	"under protocol M, hold takes 5(s-1) to 5s-1 out with seed s, not 0-4 with every seed",
	func(s *Settings) *bool { return &s.Fold })

// splitVariables say who hears what, and which runs are trained again.
var splitVariables = []variable[Settings]{
	foldVariable,
	boolVariable("anew", "train runs whose records are published too, for what needs their weights",
		func(s *Settings) *bool { return &s.Anew }),
}

var batchVariable = intVariable("batch", "`clips` of a training step",
	func(s *Settings) *int { return &s.Batch })

// trainVariables say how the original, gold and the unlearned are trained.
var trainVariables = []variable[Settings]{
	batchVariable,
	intVariable("original-epochs", "`epochs` of the original",
		func(s *Settings) *int { return &s.OriginalEpochs }),
	intVariable("gold-epochs", "`epochs` of gold", func(s *Settings) *int { return &s.GoldEpochs }),
	floatVariable("rate", "Adam's learning `rate` for the original and gold",
		func(s *Settings) *float64 { return &s.Rate }),
	floatVariable("peak", "highest learning `rate` of a retraining by one cycle",
		func(s *Settings) *float64 { return &s.Peak }),
	floatVariable("noise", "standard `deviation` of the noise that unlearning adds",
		func(s *Settings) *float64 { return &s.Unlearn.Noise }),
	intVariable("rounds", "`times` that unlearning adds noise",
		func(s *Settings) *int { return &s.Unlearn.Rounds }),
	intVariable("reset-epochs", "`epochs` of unlearning after its reset",
		func(s *Settings) *int { return &s.Unlearn.ResetEpochs }),
	intVariable("round-epochs", "`epochs` of unlearning after each addition of noise",
		func(s *Settings) *int { return &s.Unlearn.RoundEpochs }),
	intVariable("finetune-epochs", "`epochs` of unlearning at its end",
		func(s *Settings) *int { return &s.Unlearn.FinetuneEpochs }),
	floatVariable("unlearn-rate", "Adam's learning `rate` for unlearning",
		func(s *Settings) *float64 { return &s.Unlearn.Rate }),
	floatVariable("amount", "`number` that a method has of its own, as its file says; 0: its default",
		func(s *Settings) *float64 { return &s.Unlearn.Amount }),
	intVariable("unlearn-seed", "`seed` of what unlearning draws; 0: the run's own",
		func(s *Settings) *int { return &s.Unlearn.Seed }),
}

// variables are all settings; the first are those of a run. The sample rate,
// first of the features, stays that of the recordings' kind, 8 kHz.
var variables = slices.Concat(runVariables, featureVariables[1:], networkVariables,
	splitVariables, trainVariables)

// Variable returns the environment variable of a setting's name: AU_ and the
// name in capitals, with _ for -, as in AU_N_FFT.
func Variable(name string) string {
	return "AU_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// FromEnv returns the settings with the environment's values in place of its
// own, each under the name of [Variable]. A value that does not parse is
// reported by Validate.
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

// Environ returns the settings as environment variables, for the processes that
// run cells.
func (s Settings) Environ() (env []string) {
	for _, v := range variables {
		env = append(env, Variable(v.name)+"="+v.get(&s))
	}
	return env
}

// Flags makes every setting a flag of its name; parsing them changes s.
func (s *Settings) Flags(flags FlagSet) { defineFlags(flags, variables, s) }
