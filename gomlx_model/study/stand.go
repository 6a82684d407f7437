package study

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/store"
)

// An Asked is a study to report on.
type Asked struct {
	Settings settings.Settings
	Corpus   *corpus.Corpus
}

// A Standing says how far studies are, counting all processes that work on
// their stores.
type Standing struct {
	Runs     int           // each once, whichever studies ask for it
	Done     int           // in the store or, where that suffices, with known records
	Failed   int           // of these, as far as it was noted
	Running  []store.Lease // the earliest first
	Waiting  int
	Epochs   int           // that are left to train
	Left     time.Duration // at the pace of the running ones; 0 while unknown
	Backends []string      // names and versions in the keys of the runs
	Stores   []string      // folders
}

// Complete reports whether nothing is left to do.
func (s Standing) Complete() bool { return s.Done == s.Runs }

// Stand returns how far studies are. It starts no backend and reads no run. It
// looks for runs by their keys on the backend that the settings name, or, if
// they name none, on the backend that would be tried first.
func Stand(asked []Asked, known []records.Record) (Standing, error) {
	var s Standing
	counted := map[string]bool{} // by store and key
	var pace []time.Duration     // time for an epoch, of each run that has ended one
	for _, a := range asked {
		now, err := complete(a.Settings, a.Corpus)
		if err != nil {
			return s, err
		}
		runs, err := openStore(now, a.Corpus)
		if err != nil {
			return s, err
		}
		name, version, err := gomlxmodel.NameBackend(now.Backend)
		if err != nil {
			return s, err
		}
		s.note(name+" "+version, runs.Dir())
		specs := grid(now, templateOf(now, a.Corpus.Digest, name, version))
		state, err := runs.Look(keysOf(specs))
		if err != nil {
			return s, err
		}
		spared := knownRuns(now, specs, split.ClipsOf(a.Corpus), known)
		todo := missing(specs, state.Done, spared)
		left, pairs := map[string]bool{}, byPair(todo)
		for _, key := range keysOf(todo) {
			left[key] = true
		}
		for _, spec := range specs {
			key := spec.Key()
			if counted[runs.Dir()+key] {
				continue
			}
			counted[runs.Dir()+key] = true
			s.Runs++
			lease, leased := state.Leases[key]
			switch {
			case !left[key]:
				s.Done++
				if state.Failed[key] || len(spared[key]) > 0 && !spared[key][0].OK() {
					s.Failed++
				}
				continue
			case leased && !lease.Lapsed:
				s.Running = append(s.Running, lease)
				if lease.Epoch > 0 {
					pace = append(pace, state.Now.Sub(lease.Since)/time.Duration(lease.Epoch))
				}
			default:
				s.Waiting++
				lease = store.Lease{}
			}
			if _, passed := spec.passedBy(pairs[spec.pair()]); !passed {
				s.Epochs += max(0, spec.epochs()-lease.Epoch)
			}
		}
	}
	slices.SortStableFunc(s.Running, func(a, b store.Lease) int {
		return cmp.Or(a.Since.Compare(b.Since), strings.Compare(a.Run, b.Run))
	})
	s.Left = timeLeft(s.Epochs, len(s.Running), pace)
	return s, nil
}

// note adds a backend and a store to the lists that lack them.
func (s *Standing) note(backend, folder string) {
	if !slices.Contains(s.Backends, backend) {
		s.Backends = append(s.Backends, backend)
	}
	if !slices.Contains(s.Stores, folder) {
		s.Stores = append(s.Stores, folder)
	}
}

// timeLeft returns how long the epochs take on that many workers at the mean
// pace of runs, or 0 without a pace.
func timeLeft(epochs, workers int, pace []time.Duration) time.Duration {
	if len(pace) == 0 {
		return 0
	}
	var sum time.Duration
	for _, p := range pace {
		sum += p
	}
	each := sum / time.Duration(len(pace))
	return each * time.Duration(epochs) / time.Duration(max(1, workers))
}
