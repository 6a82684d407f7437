package study

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/unlearn"
)

// algorithm is raised whenever a change of code changes the bits of a run's
// weights, records or answers, so that old results are not taken for new ones.
// How often a run is scored on its way may change without it. Version 2 lays
// convolution kernels out another way than version 1, so that a seed's random
// numbers land on other weights.
const algorithm = "2"

// A Spec names one run: everything that decides its bits.
type Spec struct {
	records.Name
	Version  string // of what computes
	settings settings.Settings
}

// templateOf returns what all runs of a study have in common.
func templateOf(s settings.Settings, corpus, backend, version string) Spec {
	return Spec{Name: records.Name{Corpus: corpus, Protocol: s.Protocol,
		Norm: string(s.Network.Norm), Backend: backend}, Version: version, settings: s}
}

// changes lists what differs from the paper's defaults and matters to this run,
// as "name=value;…".
func (s Spec) changes() string {
	now, paper := s.settings.Quickened(), settings.Default()
	type change struct {
		name       string
		value, was any
	}
	train := map[string][]change{
		names.Original: {{"original-epochs", now.OriginalEpochs, paper.OriginalEpochs},
			{"rate", now.Rate, paper.Rate}},
		names.Gold: {{"gold-epochs", now.GoldEpochs, paper.GoldEpochs},
			{"rate", now.Rate, paper.Rate}},
	}
	var all []change
	_, oneCycle, retrained := names.Retraining(s.Method)
	switch {
	case s.Method == names.Original:
		all = train[names.Original]
	case s.Method == names.Gold || s.Method == names.Gold2:
		all = train[names.Gold]
	case oneCycle:
		all = []change{{"peak", now.Peak, paper.Peak}}
	case retrained:
		all = []change{{"rate", now.Rate, paper.Rate}}
	default:
		u, p := now.Unlearn, paper.Unlearn
		all = slices.Concat(train[names.Original], []change{
			{"amount", u.Amount, p.Amount},
			{"finetune-epochs", u.FinetuneEpochs, p.FinetuneEpochs}, {"noise", u.Noise, p.Noise},
			{"reset-epochs", u.ResetEpochs, p.ResetEpochs},
			{"round-epochs", u.RoundEpochs, p.RoundEpochs}, {"rounds", u.Rounds, p.Rounds},
			{"unlearn-rate", u.Rate, p.Rate}, {"unlearn-seed", u.Seed, p.Seed},
		})
	}
	var parts []string
	for _, c := range all {
		if c.value != c.was {
			parts = append(parts, fmt.Sprintf("%s=%v", c.name, c.value))
		}
	}
	return strings.Join(append(parts, now.Changes()...), ";")
}

// Key returns the hash that names the run in the store: the same key has the
// same bits.
func (s Spec) Key() string {
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %d %q %q %q %q %q",
		s.Corpus, s.Protocol, s.Norm, s.Speaker, s.Seed, s.Method, s.changes(), s.Backend,
		s.Version, algorithm))
	return hex.EncodeToString(h[:16])
}

// with returns the run of another method for the same speaker and seed. Under
// protocol M the original hears all speakers whoever is excluded later.
func (s Spec) with(method string) Spec {
	s.Method = method
	if method == names.Original && s.Protocol == names.ProtocolHeldOut {
		s.Speaker = ""
	}
	return s
}

// needs returns the runs that must be finished before this one.
func (s Spec) needs() []Spec {
	if names.FromScratch(s.Method) {
		return nil
	}
	return []Spec{s.with(names.Original), s.with(names.Gold)}
}

// epochs is how many epochs the run trains, for the time left.
func (s Spec) epochs() int {
	q := s.settings.Quickened()
	switch s.Method {
	case names.Original:
		return q.OriginalEpochs
	case names.Gold, names.Gold2:
		return q.GoldEpochs
	}
	if n, _, ok := names.Retraining(s.Method); ok {
		return n
	}
	m, err := unlearn.Lookup(s.Method)
	if err != nil {
		return 0
	}
	return m.EpochsOf(q.Unlearn) * (1 + strings.Count(s.Speaker, "+"))
}

// CheckMethods returns an error for a method that is not registered. What is
// trained from scratch may be named among the methods too.
func CheckMethods(methods []string) error {
	for _, m := range methods {
		if names.FromScratch(m) {
			continue
		}
		if _, err := unlearn.Lookup(m); err != nil {
			return err
		}
	}
	return nil
}

// grid lists every run of the settings, each once, seed by seed.
func grid(s settings.Settings, template Spec) []Spec {
	var specs []Spec
	seen := map[string]bool{}
	add := func(spec Spec) {
		if key := spec.Key(); !seen[key] {
			seen[key] = true
			specs = append(specs, spec)
		}
	}
	template.settings = s
	// a study that is cut short then has all speakers alike
	for seed := s.From(); seed <= s.Seeds; seed++ {
		for _, speaker := range s.Speakers {
			template.Speaker, template.Seed = speaker, seed
			for _, method := range append([]string{names.Original, names.Gold}, s.Methods...) {
				add(template.with(method))
			}
		}
	}
	return specs
}

// startOrder orders runs for so many workers. Trainings from scratch, which are
// long and which the schemes of their pair of speaker and seed wait for, go
// ahead of the schemes by a pair for every two workers: without that, one
// worker trains the last pair's gold alone while the others have nothing left
// that could start.
func startOrder(specs []Spec, workers int) []Spec {
	number := map[records.PairKey]int{}
	turn := func(s Spec) int {
		n := 2 * number[records.PairKey{Speaker: s.Speaker, Seed: s.Seed}]
		if !names.FromScratch(s.Method) {
			// odd: after the trainings from scratch of the pair that is so far
			// ahead, before those of the next
			return n + 2*(workers/2) + 1
		}
		return n
	}
	for _, s := range specs {
		if p := (records.PairKey{Speaker: s.Speaker, Seed: s.Seed}); number[p] == 0 {
			number[p] = len(number) + 1
		}
	}
	ordered := slices.Clone(specs)
	slices.SortStableFunc(ordered, func(a, b Spec) int { return cmp.Compare(turn(a), turn(b)) })
	return ordered
}
