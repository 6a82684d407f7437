package study

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"time"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/store"
)

// Run trains every run of the settings that is not in the store yet, as many at
// a time as there are cores, and returns all of them. A run whose records are
// all known counts as finished too, unless another run needs its weights.
// Progress is called after each epoch and with each message; it may be nil.
//
// If Run is interrupted and started again, it resumes where it stopped, and
// ends with the same results as without the interruption.
func Run(ctx context.Context, s settings.Settings, c *corpus.Corpus, known []records.Record,
	progress func(Progress)) (*records.Results, error) {
	r, specs, backend, err := newRunner(ctx, s, c, known)
	if err != nil {
		return nil, err
	}
	r.report = newReporter(progress)
	if r.data, r.clips, err = Prepare(ctx, r.settings.Features, c); err != nil {
		return nil, err
	}
	r.data.Batch = r.settings.Batch
	for {
		if err := r.runAll(ctx, specs, backend); err != nil {
			return nil, err
		}
		results, err := r.collect(specs, c)
		if !errors.Is(err, fs.ErrNotExist) {
			return results, err
		} // else a damaged file was set aside, so its run is missing now
	}
}

// newRunner opens all that a study needs except the features, and lists its
// runs.
func newRunner(ctx context.Context, s settings.Settings, c *corpus.Corpus, known []records.Record) (
	*runner, []Spec, *gomlxmodel.Backend, error) {
	s, err := complete(s, c)
	if err != nil {
		return nil, nil, nil, err
	}
	shared, err := openStore(s, c)
	if err != nil {
		return nil, nil, nil, err
	}
	backend, err := gomlxmodel.OpenBackend(ctx, s.Backend, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	template := templateOf(s, c.Digest, backend.Name, backend.Version)
	specs := grid(s, template)
	return &runner{
		settings: s, template: template, store: shared, note: backend.Note,
		known: knownRuns(s, specs, split.ClipsOf(c), known), claimed: map[string]bool{},
	}, specs, backend, nil
}

// complete fills in what depends on the corpus and checks everything that can
// be checked before the features are computed.
func complete(s settings.Settings, c *corpus.Corpus) (settings.Settings, error) {
	s, err := s.For(c)
	if err == nil {
		err = cmp.Or(CheckMethods(s.Methods), checkShards(s.Methods, c.Speakers))
	}
	if err != nil {
		return s, err
	}
	clips := split.ClipsOf(c)
	for _, speaker := range s.Speakers {
		if _, err := splitOf(clips, s, speaker, s.From()); err != nil {
			return s, err
		}
	}
	return s, nil
}

// storeOptions are how a study's store is shared; tests change them.
var storeOptions store.Options

// openStore opens the store of a study on a corpus.
func openStore(s settings.Settings, c *corpus.Corpus) (*store.Store, error) {
	dir, err := s.StoreFolder()
	if err != nil {
		return nil, err
	}
	options := storeOptions
	options.Clips = len(c.Recordings)
	return store.Open(dir, s.Network, options)
}

// A runner distributes the runs to workers, one for each core, each with a
// backend and an engine of its own.
type runner struct {
	settings settings.Settings
	template Spec
	store    *store.Store
	data     gomlxmodel.Data
	clips    []split.Clip
	known    map[string][]records.Record // by the runs' present keys
	report   *reporter
	note     string

	mu       sync.Mutex
	claimed  map[string]bool     // runs that a worker of this process has taken
	finished map[string]bool     // runs that are in the store
	waits    map[string][]string // what must be finished before a run, by key
}

func (r *runner) runAll(ctx context.Context, specs []Spec, first *gomlxmodel.Backend) error {
	todo, err := r.missing(specs)
	if err != nil {
		return err
	}
	r.report.begin(todo, r.note)
	if len(todo) == 0 {
		return ctx.Err()
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	n := min(runtime.GOMAXPROCS(0), len(todo))
	todo = startOrder(todo, n)
	var workers sync.WaitGroup
	for w := range n {
		workers.Go(func() {
			if err := r.work(ctx, w, todo, first); err != nil {
				cancel(err)
			}
		})
	}
	workers.Wait()
	r.report.summarise(r.store.Unclaimable())
	if err := context.Cause(ctx); !errors.Is(err, errNeedLost) {
		return err
	}
	return nil // the runs are listed again, since some are missing
}

// errNeedLost says that a stored run that another one needs turned out damaged,
// and is not among those that are to be trained.
var errNeedLost = errors.New("a run that this one needs was damaged")

// missing returns the runs that must be trained: those that are asked for and
// not finished, and the runs that those need. A run with known records is left
// out unless another needs its weights.
func (r *runner) missing(specs []Spec) ([]Spec, error) {
	state, err := r.store.Look(keysOf(specs))
	if err != nil {
		return nil, err
	}
	todo := missing(specs, state.Done, r.known)
	r.finished, r.waits = state.Done, waitsOf(todo)
	return todo, nil
}

// missing is the method of that name, given which runs are in the store.
func missing(specs []Spec, stored map[string]bool, known map[string][]records.Record) []Spec {
	wanted := map[string]bool{}
	for _, spec := range specs {
		if stored[spec.Key()] || len(known[spec.Key()]) > 0 {
			continue
		}
		wanted[spec.Key()] = true
		for _, need := range spec.needs() {
			wanted[need.Key()] = !stored[need.Key()]
		}
	}
	var todo []Spec
	for _, spec := range specs {
		if wanted[spec.Key()] {
			todo = append(todo, spec)
		}
	}
	return todo
}

// waitsOf returns, by a run's key, the keys of the runs that must be finished
// before it can start: those that it needs, and the run that would pass it on
// its way.
func waitsOf(todo []Spec) map[string][]string {
	waits, pairs := map[string][]string{}, byPair(todo)
	for _, spec := range todo {
		keys := keysOf(spec.needs())
		if longer, ok := spec.passedBy(pairs[spec.pair()]); ok {
			keys = append(keys, longer.Key())
		}
		waits[spec.Key()] = keys
	}
	return waits
}

// The shortest and the longest pause of a worker that finds no run to start,
// before it looks again. The pauses grow, because each look asks the file
// system about every run that is left.
const (
	firstPause = 100 * time.Millisecond
	lastPause  = 3200 * time.Millisecond
)

// work trains runs until none is left.
func (r *runner) work(ctx context.Context, worker int, todo []Spec,
	backend *gomlxmodel.Backend) error {
	if worker > 0 {
		var err error
		if backend, err = gomlxmodel.OpenBackend(ctx, backend.Name, nil); err != nil {
			return err
		}
	}
	engine, err := gomlxmodel.NewEngine(backend, r.settings.Network, r.data)
	if err != nil {
		return err
	}
	defer engine.Close()
	pause := firstPause
	for {
		spec, claim, left, err := r.next(ctx, todo)
		switch {
		case err != nil:
			return err
		case left == 0:
			return nil
		case claim == nil: // the runs left are under way elsewhere, or wait for those
			select {
			case <-ctx.Done():
				return context.Cause(ctx)
			case <-time.After(pause):
			}
			pause = min(2*pause, lastPause)
			continue
		}
		pause = firstPause
		// An interrupted run is released at once, although its epoch may take
		// longer to end.
		stop := context.AfterFunc(ctx, claim.Release)
		err = r.train(ctx, worker, engine, spec, todo, claim)
		stop()
		claim.Release()
		r.giveBack(spec)
		if err != nil {
			return fmt.Errorf("%s: %w", spec, err)
		}
	}
}

// next claims the first run that can start. It returns how many are not
// finished.
func (r *runner) next(ctx context.Context, todo []Spec) (spec Spec, claim *store.Claim, left int,
	err error) {
	if ctx.Err() != nil {
		return spec, nil, 0, context.Cause(ctx)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, spec := range todo {
		key := spec.Key()
		if r.has(key) {
			r.report.finished(spec)
			continue
		}
		left++
		if r.claimed[key] || slices.ContainsFunc(r.waits[key],
			func(key string) bool { return !r.has(key) }) {
			continue
		}
		claim, err := r.store.Claim(key, spec.String(), spec.epochs())
		if err != nil {
			return spec, nil, left, err
		}
		if claim == nil {
			continue
		}
		if r.has(key) { // another process finished it just now
			claim.Release()
			continue
		}
		r.claimed[key] = true
		return spec, claim, left, nil
	}
	return spec, nil, left, nil
}

// has reports whether a run is in the store, and remembers those that are. It
// is called with the lock held.
func (r *runner) has(key string) bool {
	if !r.finished[key] && r.store.Has(key) {
		r.finished[key] = true
	}
	return r.finished[key]
}

// giveBack lets other workers of this process take the run again.
func (r *runner) giveBack(spec Spec) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.claimed, spec.Key())
}

func (r *runner) train(ctx context.Context, worker int, engine *gomlxmodel.Engine, spec Spec,
	todo []Spec, claim *store.Claim) error {
	before := map[string]network.Weights{}
	for _, need := range spec.needs() {
		_, weights, err := r.store.Load(need.Key(), r.report.say)
		if errors.Is(err, fs.ErrNotExist) {
			r.mu.Lock()
			defer r.mu.Unlock()
			delete(r.finished, need.Key())
			if !slices.ContainsFunc(todo, func(s Spec) bool { return s.Key() == need.Key() }) {
				return errNeedLost // nobody here would train it
			}
			return nil // it was damaged and set aside: the next turn trains it again
		}
		if err != nil {
			return err
		}
		before[need.Method] = weights
	}
	r.report.start(worker, spec)
	epoch := 0
	t := trainer{engine: engine, clips: r.clips, tick: func(epochs int) {
		epoch += epochs
		claim.Tell(epoch)
		r.report.tick(worker, spec, epochs)
	}}
	for _, passed := range onItsWay(spec, todo) {
		if !r.store.Has(passed.Key()) {
			t.sidelines = append(t.sidelines, sideline{passed, func(ended *training,
				w network.Weights) error {
				return r.save(ended.spec, &ended.result, w)
			}})
		}
	}
	result, weights, err := t.run(ctx, spec, before)
	if err != nil {
		return err
	}
	return r.save(spec, result, weights)
}

// save stores the results of a run. If another process was faster, it reports
// that without an error, because the bits are the same.
func (r *runner) save(spec Spec, result *records.Result, w network.Weights) error {
	err := r.store.Save(spec.Key(), result, w)
	if errors.Is(err, store.ErrRepeated) {
		r.report.repeated(spec)
		return nil
	}
	return err
}
