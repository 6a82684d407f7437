package settings

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
)

// Settings are all that a reader may vary. The defaults are the paper's where
// the paper says, design choices of this study where it does not.
type Settings struct {
	// excluded speakers, one study each; "theo+lucas" removes one after the
	// other. Empty: lucas, else the corpus's first
	Speakers  []string
	Seeds     int // the last seed; the first is FirstSeed, or 1
	FirstSeed int // 0 means 1
	// unlearning methods; the original and gold always run. "gold2" adds a
	// second gold
	Methods  []string
	Protocol string // "P", the paper's split, or "M", with takes 0–4 held out
	Data     string // "fsdd", "synthetic" or a folder; empty finds the best there is
	Backend  string // "xla-cpu", "cuda" or "go"; empty finds the best there is
	Store    string // folder of finished runs; empty: the user's cache
	Quick    bool   // fewer epochs everywhere: shows that all works, measures nothing

	Features Features        // what the network is given of a clip
	Network  network.Network // its shape; Features and the corpus decide its input and classes

	OriginalEpochs int
	GoldEpochs     int
	Rate           float64 // Adam's learning rate for the original and gold
	Peak           float64 // highest learning rate of a retraining by one cycle
	Unlearn        Unlearn // of the unlearning methods

	// what FromEnv could not read; cells declare settings in one expression, so
	// Validate reports it
	invalid error
}

// DefaultSettings are the paper's study: 3 seeds, 100 epochs for the original
// and 120 for gold (section 4.3).
func Default() Settings {
	return Settings{
		Seeds: 3, Methods: names.Schemes(), Protocol: names.ProtocolPaper,
		Features: DefaultFeatures(), Network: network.Default(),
		OriginalEpochs: 100, GoldEpochs: 120, Rate: 1e-3, Peak: 5e-3,
		Unlearn: DefaultUnlearn(),
	}
}

// Quickened returns the settings with the epochs of a quick run where Quick is
// set.
func (s Settings) Quickened() Settings {
	if s.Quick {
		s.OriginalEpochs, s.GoldEpochs = 10, 12
		s.Unlearn.ResetEpochs, s.Unlearn.Rounds, s.Unlearn.FinetuneEpochs = 2, 2, 2
	}
	return s
}

// A variable is one setting's name on the command line; in the environment it
// is AU_ and the name in capitals.
type variable struct {
	name, usage string
	set         func(s *Settings, value string) error
	get         func(s *Settings) string
}

func list(value string) (items []string) {
	for _, item := range strings.Split(value, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func textVariable(name, usage string, field func(*Settings) *string) variable {
	return variable{name, usage,
		func(s *Settings, v string) error { *field(s) = v; return nil },
		func(s *Settings) string { return *field(s) }}
}

func listVariable(name, usage string, field func(*Settings) *[]string) variable {
	return variable{name, usage,
		func(s *Settings, v string) error { *field(s) = list(v); return nil },
		func(s *Settings) string { return strings.Join(*field(s), ",") }}
}

func intVariable(name, usage string, field func(*Settings) *int) variable {
	return variable{name, usage,
		func(s *Settings, v string) (err error) { *field(s), err = strconv.Atoi(v); return err },
		func(s *Settings) string { return strconv.Itoa(*field(s)) }}
}

// setSeeds reads "3", which means seeds 1 to 3, or "11-20".
func setSeeds(s *Settings, value string) error {
	first, last, isRange := strings.Cut(value, "-")
	if !isRange {
		first, last = "1", value
	}
	from, err := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err := cmp.Or(err, err2); err != nil {
		return fmt.Errorf("%q is neither a number of seeds in 1…1000 nor a range as in 11-20", value)
	}
	s.FirstSeed, s.Seeds = from, to
	return nil
}

func seedsOf(s *Settings) string {
	if s.From() == 1 {
		return strconv.Itoa(s.Seeds)
	}
	return fmt.Sprintf("%d-%d", s.From(), s.Seeds)
}

// From returns the first seed.
func (s Settings) From() int { return max(1, s.FirstSeed) }

var variables = []variable{
	listVariable("speakers", "excluded `speakers`, by comma; theo+lucas removes one after the other (default lucas, else the corpus's first)", func(s *Settings) *[]string { return &s.Speakers }),
	{"seeds", "run seeds 1 … `n`, or a range as in 11-20", setSeeds, seedsOf},
	listVariable("methods", "unlearning `methods`, by comma", func(s *Settings) *[]string { return &s.Methods }),
	textVariable("protocol", "`P`, the paper's split, or M, with takes 0-4 of every speaker held out", func(s *Settings) *string { return &s.Protocol }),
	textVariable("norm", "normalisation: `batch`, layer or instance", func(s *Settings) *string { return (*string)(&s.Network.Norm) }),
	textVariable("data", "`corpus`: fsdd, synthetic or a folder (default the best there is)", func(s *Settings) *string { return &s.Data }),
	textVariable("backend", "`backend`: xla-cpu, cuda or go (default the best there is)", func(s *Settings) *string { return &s.Backend }),
	textVariable("store", "`folder` of finished runs (default in the user's cache)", func(s *Settings) *string { return &s.Store }),
	{"quick", "fewer epochs: shows that everything works, measures nothing",
		func(s *Settings, v string) (err error) { s.Quick, err = strconv.ParseBool(v); return err },
		func(s *Settings) string { return strconv.FormatBool(s.Quick) }},
}

// FromEnv returns the settings with the environment's values in place of its
// own: AU_SPEAKERS, AU_SEEDS, AU_METHODS, AU_PROTOCOL, AU_NORM, AU_DATA,
// AU_BACKEND, AU_STORE, AU_QUICK. A value that does not parse is reported by
// Validate.
func (s Settings) FromEnv() Settings {
	for _, v := range variables {
		name := "AU_" + strings.ToUpper(v.name)
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
		env = append(env, "AU_"+strings.ToUpper(v.name)+"="+v.get(&s))
	}
	return env
}

// A FlagSet is the part of flag.FlagSet that Flags needs.
type FlagSet interface {
	Func(name, usage string, fn func(string) error)
	BoolFunc(name, usage string, fn func(string) error)
}

// Flags makes every setting a flag of its name; parsing them changes s.
func (s *Settings) Flags(flags FlagSet) {
	for _, v := range variables {
		define := flags.Func
		if v.name == "quick" {
			define = flags.BoolFunc
		}
		define(v.name, v.usage, func(value string) error { return v.set(s, value) })
	}
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
	if err := s.Features.Validate(); err != nil {
		return err
	}
	if err := s.Shape().Validate(); err != nil {
		return err
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

// String prints the settings as the second cell of each notebook shows them.
func (s Settings) String() string {
	var b strings.Builder
	for _, v := range variables {
		fmt.Fprintf(&b, "%-9s %s\n", v.name, cmp.Or(v.get(&s), "(default)"))
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

// With returns the settings with some methods added to theirs, for a cell that
// is about those whatever else is run.
func (s Settings) With(methods ...string) Settings {
	s.Methods = slices.Clone(s.Methods)
	for _, m := range methods {
		if !slices.Contains(s.Methods, m) {
			s.Methods = append(s.Methods, m)
		}
	}
	return s
}
