package study

import (
	"flag"
	"maps"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
)

// The keys of published runs (figures/data/records.csv) are those of the
// settings at their defaults, whatever settings there are beside: the values
// are copied from the file.
func TestPublishedKeys(t *testing.T) {
	const fsdd = "1801eae019c063377d98f831d3f93574f259475df7332bb0e3d1b080fb5e6959"
	for _, c := range []struct{ protocol, speaker, method, key string }{
		{"M", "lucas", "original", "e92d9071759c1248de9519a75232ec0f"},
		{"M", "lucas", "base", "81d55c7cc30af8099e94f92deaaebb81"},
		{"M", "theo", "gold", "5780ee8e964be9ed8a068ce563464ff6"},
		{"P", "lucas", "original", "5796442f7cc81bf8a020e03a07241d8a"},
		{"P", "theo", "gold", "2bce0fcae3628d771fea5ecbe9921c8d"},
		{"P", "theo", "conv-bn", "85eb8a5737699331d98ee3673c028396"},
	} {
		s := settings.Default()
		s.Protocol = c.protocol
		spec := templateOf(s, fsdd, "xla-cpu", setup.PluginVersion())
		spec.Speaker, spec.Seed = c.speaker, 5
		if got := spec.with(c.method).Key(); got != c.key {
			t.Errorf("%+v: the key is %s", c, got)
		}
	}
}

// What decides a run's bits changes its key; what unlearning alone is given
// does not change the key of what is trained from scratch.
func TestKeysTellSettingsApart(t *testing.T) {
	keysOf := func(s settings.Settings) map[string]string {
		keys := map[string]string{}
		spec := templateOf(s, "corpus", "go", "v")
		spec.Speaker, spec.Seed = "ann", 1
		for _, method := range []string{names.Original, names.Gold, names.Base} {
			keys[method] = spec.with(method).Key()
		}
		return keys
	}
	standard := keysOf(settings.Default())
	for name, change := range map[string]func(*settings.Settings){
		"standardise": func(s *settings.Settings) { s.Features.Standardise = true },
		"frames":      func(s *settings.Settings) { s.Features.Frames = 30 },
		"n-mfcc":      func(s *settings.Settings) { s.Features.MFCC.Coefficients = 13 },
		"sr":          func(s *settings.Settings) { s.Features.MFCC.SampleRate = 16000 },
		"ref":         func(s *settings.Settings) { s.Features.MFCC.Ref = 2 },
		"batch":       func(s *settings.Settings) { s.Batch = 32 },
		"channels":    func(s *settings.Settings) { s.Network.Channels = []int{16, 32, 32} },
		"dense":       func(s *settings.Settings) { s.Network.Dense = []int{128, 32} },
		"dropout":     func(s *settings.Settings) { s.Network.Dropout = make([]float64, 5) },
	} {
		s := settings.Default()
		change(&s)
		for method, key := range keysOf(s) {
			if key == standard[method] {
				t.Errorf("%s: %s keeps its key", name, method)
			}
		}
	}
	s := settings.Default()
	s.Unlearn.Seed = 7
	for method, key := range keysOf(s) {
		if same := key == standard[method]; same != names.FromScratch(method) {
			t.Errorf("unlearn-seed: %s keeps its key: %v", method, same)
		}
	}
}

// Every setting moves the key of some run, but for those that say which runs
// there are and where: what moves no key would let old results be taken for new
// ones.
func TestEverySettingMovesAKey(t *testing.T) {
	keysOf := func(s settings.Settings) (keys []string) {
		spec := templateOf(s, "corpus", "go", "v")
		spec.Speaker, spec.Seed = "ann", 1
		for _, method := range []string{names.Original, names.Gold, names.Base,
			"retrain-15-onecycle"} {
			keys = append(keys, spec.with(method).Key())
		}
		return keys
	}
	flagsOf := func(s *settings.Settings) *flag.FlagSet {
		flags := flag.NewFlagSet("", flag.ContinueOnError)
		s.Flags(flags)
		return flags
	}
	standard := settings.Default()
	where := []string{"speakers", "seeds", "methods", "data", "backend", "store", "anew"}
	tried := map[string]bool{}
	flagsOf(&standard).VisitAll(func(f *flag.Flag) {
		if slices.Contains(where, f.Name) {
			return
		}
		tried[f.Name] = true
		for _, value := range []string{"7", "true", "false"} {
			s := settings.Default()
			if flagsOf(&s).Set(f.Name, value) != nil ||
				slices.Equal(s.Environ(), standard.Environ()) {
				continue
			}
			if slices.Equal(keysOf(s), keysOf(standard)) {
				t.Errorf("%s=%s moves no key", f.Name, value)
			}
			return
		}
		t.Errorf("no value changes %s", f.Name)
	})
	for _, name := range []string{"n-fft", "standardise", "channels", "batch", "peak",
		"unlearn-seed"} {
		if !tried[name] {
			t.Errorf("%s is not among %v", name, slices.Sorted(maps.Keys(tried)))
		}
	}
}
