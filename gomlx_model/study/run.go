package study

import (
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
)

// Run trains every run of the settings that is not in the store yet, as many at
// a time as there are cores, and returns all of them. Known records, by key,
// count as finished too where a run is needed for its records alone. Progress
// may be nil.
//
// Interrupted and started again it goes on where it was; the results are those
// of an undisturbed run.
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
	for {
		if err := r.runAll(ctx, specs, backend); err != nil {
			return nil, err
		}
		results, err := r.collect(specs, c)
		if !errors.Is(err, fs.ErrNotExist) {
			return results, err
		} // else a damaged file was set aside, and its run is missing now
	}
}

// newRunner opens what a study needs, but for the features, and lists its runs.
func newRunner(ctx context.Context, s settings.Settings, c *corpus.Corpus, known []records.Record) (
	*runner, []Spec, *gomlxmodel.Backend, error) {
	s, err := s.For(c)
	if err == nil {
		err = CheckMethods(s.Methods)
	}
	if err != nil {
		return nil, nil, nil, err
	}
	dir, err := s.StoreFolder()
	if err != nil {
		return nil, nil, nil, err
	}
	store, err := OpenStore(dir, s.Network)
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
		settings: s, template: template, store: store, note: backend.Note,
		known: knownRuns(specs, known), claimed: map[string]bool{},
	}, specs, backend, nil
}

// A runner shares the runs out to workers, one a core, each with a backend and
// an engine of its own.
type runner struct {
	settings settings.Settings
	template Spec
	store    *Store
	data     gomlxmodel.Data
	clips    []split.Clip
	known    map[string][]records.Record // by the runs' keys of today
	report   *reporter
	note     string

	mu      sync.Mutex
	claimed map[string]bool // runs that a worker of this process has taken
}

func (r *runner) runAll(ctx context.Context, specs []Spec, first *gomlxmodel.Backend) error {
	todo := r.missing(specs)
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
	return context.Cause(ctx)
}

// missing returns the runs that must be trained: those that are asked for and
// not finished, and what those need. A known record spares a run unless another
// needs its weights.
func (r *runner) missing(specs []Spec) []Spec {
	wanted := map[string]bool{}
	for _, spec := range specs {
		if r.store.Has(spec.Key()) || len(r.known[spec.Key()]) > 0 {
			continue
		}
		wanted[spec.Key()] = true
		for _, need := range spec.needs() {
			wanted[need.Key()] = !r.store.Has(need.Key())
		}
	}
	return slices.DeleteFunc(slices.Clone(specs), func(s Spec) bool { return !wanted[s.Key()] })
}

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
	for {
		spec, release, left, err := r.next(ctx, todo)
		switch {
		case err != nil:
			return err
		case left == 0:
			return nil
		case release == nil: // what is left is under way elsewhere, or waits for it
			select {
			case <-ctx.Done():
				return context.Cause(ctx)
			case <-time.After(100 * time.Millisecond):
			}
			continue
		}
		err = r.train(ctx, worker, engine, spec, todo)
		release()
		if err != nil {
			return fmt.Errorf("%s: %w", spec, err)
		}
	}
}

// next claims the first run that can start. It returns how many are not
// finished.
func (r *runner) next(ctx context.Context, todo []Spec) (spec Spec, release func(), left int,
	err error) {
	if ctx.Err() != nil {
		return spec, nil, 0, context.Cause(ctx)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, spec := range todo {
		key := spec.Key()
		if r.store.Has(key) {
			r.report.finished(spec)
			continue
		}
		left++
		if r.claimed[key] || !r.ready(spec, todo) {
			continue
		}
		unlock, err := r.store.claim(key)
		if err != nil {
			return spec, nil, left, err
		}
		if unlock == nil {
			continue
		}
		if r.store.Has(key) { // another process finished it just now
			unlock()
			continue
		}
		r.claimed[key] = true
		return spec, func() {
			unlock()
			r.mu.Lock()
			defer r.mu.Unlock()
			delete(r.claimed, key)
		}, left, nil
	}
	return spec, nil, left, nil
}

// ready reports whether a run can start: what it needs is finished, and the run
// that would pass it on its way is not still to come.
func (r *runner) ready(spec Spec, todo []Spec) bool {
	waits := spec.needs()
	if longer, ok := spec.passedBy(todo); ok {
		waits = append(waits, longer)
	}
	return !slices.ContainsFunc(waits, func(s Spec) bool { return !r.store.Has(s.Key()) })
}

func (r *runner) train(ctx context.Context, worker int, engine *gomlxmodel.Engine, spec Spec,
	todo []Spec) error {
	before := map[string]network.Weights{}
	for _, need := range spec.needs() {
		_, weights, err := r.store.Load(need.Key(), r.report.say)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it was damaged and is set aside: the next turn trains it again
		}
		if err != nil {
			return err
		}
		before[need.Method] = weights
	}
	r.report.start(worker, spec)
	t := trainer{engine: engine, clips: r.clips,
		tick: func(epochs int) { r.report.tick(worker, spec, epochs) }}
	for _, passed := range onItsWay(spec, todo) {
		if !r.store.Has(passed.Key()) {
			t.sidelines = append(t.sidelines, sideline{passed, r.save})
		}
	}
	result, weights, err := t.run(ctx, spec, before)
	if err != nil {
		return err
	}
	return r.store.Save(spec.Key(), result, weights)
}

// save stores what a run passed on its way.
func (r *runner) save(t *training, w network.Weights) error {
	return r.store.Save(t.spec.Key(), &t.result, w)
}
