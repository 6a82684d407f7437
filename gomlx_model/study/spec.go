package study

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/unlearn"
)

// algorithm is raised whenever a change of the code changes the bits of a run's
// weights, records or answers, so that old results are not mistaken for new
// ones. How often a run is scored on its way may change without raising it.
// Version 2 stores convolution kernels in another order than version 1, so a
// seed's random numbers fall on other weights.
const algorithm = "2"

// A Spec names one run: everything that decides its bits.
type Spec struct {
	records.Name
	Version  string // of what computes
	settings settings.Settings

	changed *sync.Map // changes by method, if many runs share the settings
	key     string    // empty until it is first asked for
}

// templateOf returns the parts that all runs of a study have in common.
func templateOf(s settings.Settings, corpus, backend, version string) Spec {
	return Spec{Name: records.Name{Corpus: corpus, Protocol: s.Protocol,
		Norm: string(s.Network.Norm), Backend: backend}, Version: version, settings: s}
}

// changes lists what differs from the paper's defaults and matters to this run,
// as "name=value;…".
func (s Spec) changes() string {
	if s.changed == nil {
		return s.findChanges()
	}
	text, ok := s.changed.Load(s.Method)
	if !ok {
		text = s.findChanges()
		s.changed.Store(s.Method, text)
	}
	return text.(string)
}

func (s Spec) findChanges() string {
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
	_, _, sharded := names.SISA(s.Method)
	method, _ := unlearn.Lookup(s.Method)
	if method.UsesGold {
		train[names.Original] = append(train[names.Original], train[names.Gold][0])
	}
	switch {
	case s.Method == names.HalfAnswers:
		all = append(train[names.Original], train[names.Gold][0])
	case s.Method == names.Original || sharded:
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

// Changes lists, as "name=value", the settings of a study that differ from the
// paper's and change the bits of any of its runs. Settings that only select
// runs are left out.
func Changes(s settings.Settings) []string {
	var all []string
	for _, spec := range grid(withSomeone(s), templateOf(s, "", "", "")) {
		for change := range strings.SplitSeq(spec.changes(), ";") {
			if change != "" && !slices.Contains(all, change) {
				all = append(all, change)
			}
		}
	}
	return all
}

// withSomeone returns the settings with some speaker and seed.
func withSomeone(s settings.Settings) settings.Settings {
	s.Speakers, s.FirstSeed, s.Seeds = []string{"someone"}, 1, 1
	return s
}

// Key returns the hash that names the run in the store: the same key has the
// same bits.
func (s Spec) Key() string {
	if s.key != "" {
		return s.key
	}
	revision := ""
	if m, err := unlearn.Lookup(s.Method); err == nil && m.Revision > 0 {
		revision = fmt.Sprintf(".%d", m.Revision)
	}
	h := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %d %q %q %q %q %q",
		s.Corpus, s.Protocol, s.Norm, s.Speaker, s.Seed, s.Method, s.changes(), s.Backend,
		s.Version, algorithm+revision))
	return hex.EncodeToString(h[:16])
}

// with returns the run of another method for the same speaker and seed. Under
// protocol M the original hears all speakers, no matter who is excluded later.
func (s Spec) with(method string) Spec {
	s.Method, s.key = method, ""
	if names.HeardAll(method) && s.Protocol == names.ProtocolHeldOut {
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

// epochs is how many epochs the run trains, to estimate the time left.
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
	if _, _, ok := names.SISA(s.Method); ok {
		return q.OriginalEpochs
	}
	m, err := unlearn.Lookup(s.Method)
	if err != nil {
		return 0
	}
	return m.EpochsOf(q.Unlearn) * (1 + strings.Count(s.Speaker, "+"))
}

// CheckMethods returns an error for a method that is not registered. Models
// trained from scratch may be named too.
func CheckMethods(methods []string) error {
	for _, m := range methods {
		if names.FromScratch(m) || names.Ensemble(m) {
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
		if spec.key = spec.Key(); !seen[spec.key] {
			seen[spec.key] = true
			specs = append(specs, spec)
		}
	}
	template.settings, template.changed, template.key = s, &sync.Map{}, ""
	// so a study that is cut short has the same seeds of all speakers
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

// keysOf returns the keys of runs, in their order.
func keysOf(specs []Spec) []string {
	keys := make([]string, len(specs))
	for i, s := range specs {
		keys[i] = s.Key()
	}
	return keys
}

// pair returns the speaker and seed of a run.
func (s Spec) pair() records.PairKey { return records.PairKey{Speaker: s.Speaker, Seed: s.Seed} }

// byPair groups runs by speaker and seed. No run depends on one of another
// pair, except on an original that serves all speakers.
func byPair(specs []Spec) map[records.PairKey][]Spec {
	pairs := map[records.PairKey][]Spec{}
	for _, s := range specs {
		pairs[s.pair()] = append(pairs[s.pair()], s)
	}
	return pairs
}

// startOrder puts runs in the order in which that many workers start them.
// Trainings from scratch are long, and the schemes of their pair of speaker and
// seed wait for them. So they come ahead of the schemes, by one pair for every
// two workers: otherwise one worker would train the last pair's gold while the
// others had nothing left to start.
func startOrder(specs []Spec, workers int) []Spec {
	number := map[records.PairKey]int{}
	turn := func(s Spec) int {
		n := 2 * number[s.pair()]
		if !names.FromScratch(s.Method) {
			// odd: after the trainings from scratch of the pair that is that
			// far ahead, before those of the next
			return n + 2*(workers/2) + 1
		}
		return n
	}
	for _, s := range specs {
		if number[s.pair()] == 0 {
			number[s.pair()] = len(number) + 1
		}
	}
	ordered := slices.Clone(specs)
	slices.SortStableFunc(ordered, func(a, b Spec) int { return cmp.Compare(turn(a), turn(b)) })
	return ordered
}
