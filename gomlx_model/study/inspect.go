package study

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/store"
)

// wanted lists what is to be measured on a run, without values. It lists
// nothing for runs that remove several speakers, because there is no single one
// to look for.
func wanted(run records.Run, s settings.Settings) (list []records.Finding) {
	add := func(speaker, measure string) {
		list = append(list, records.Finding{Key: run.Key, Protocol: run.Protocol, Norm: run.Norm,
			Speaker: speaker, Seed: run.Seed, Method: run.Method, Measure: measure})
	}
	if names.Ensemble(run.Method) {
		return comparisons(run, s) // no weights to look at, answers at most
	}
	speakers := []string{run.Speaker}
	if run.Speaker == "" { // the original of protocol M serves all speakers
		speakers = s.Speakers
	}
	for _, speaker := range speakers {
		if strings.Contains(speaker, "+") {
			continue
		}
		add(speaker, records.ProbeMeasure)
		if run.Protocol == names.ProtocolHeldOut {
			add(speaker, records.AttackMeasure+foldSuffix(run))
			add(speaker, records.TPRMeasure+foldSuffix(run))
		}
	}
	if run.Method == names.Original && !strings.Contains(run.Speaker, "+") {
		for _, tensor := range s.Network.Tensors() {
			if tensor.Kind == network.Kernel {
				add(run.Speaker, records.MagnitudeMeasure+s.Network.LayerName(tensor.Layer))
			}
		}
	}
	return append(list, comparisons(run, s)...)
}

// Inspect measures every run that is in the store. It leaves out runs known
// only by their records, which have no weights here, and measures that are
// among the known findings.
func Inspect(ctx context.Context, r *records.Results, speech *corpus.Corpus,
	known []records.Finding) ([]records.Finding, error) {
	runs, err := store.Open(r.Store, r.Settings.Network, store.Options{
		Clips: len(speech.Recordings)})
	if err != nil {
		return nil, err
	}
	seen := map[records.Finding]bool{}
	for _, f := range known {
		f.Value = 0
		seen[f] = true
	}
	var todo []records.Run
	var missing [][]records.Finding
	for _, run := range r.Runs {
		list := slices.DeleteFunc(wanted(run, r.Settings),
			func(f records.Finding) bool { return seen[f] || lacksGold(r, runs, f) })
		if len(list) > 0 && run.OK() && runs.Has(run.Key) {
			todo, missing = append(todo, run), append(missing, list)
		}
	}
	if len(todo) == 0 {
		return nil, nil
	}
	data, clips, err := Prepare(ctx, r.Settings.Features, speech)
	if err != nil {
		return nil, err
	}
	workers := min(runtime.GOMAXPROCS(0), len(todo))
	failed := make([]error, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			failed[w] = func() error {
				backend, err := gomlxmodel.OpenBackend(ctx, r.Settings.Backend, nil)
				if err != nil {
					return err
				}
				engine, err := gomlxmodel.NewEngine(backend, r.Settings.Network, data)
				if err != nil {
					return err
				}
				defer engine.Close()
				beside := newComparison(r, runs, engine, clips)
				for i := w; i < len(todo); i += workers {
					if err := ctx.Err(); err != nil {
						return err
					}
					if err := beside.measure(ctx, todo[i], missing[i]); err != nil {
						return fmt.Errorf("inspect %s: %w", todo[i], err)
					}
				}
				return nil
			}()
		})
	}
	group.Wait()
	return slices.Concat(missing...), errors.Join(failed...)
}

// inspect fills in the values of a run's findings.
func inspect(runs *store.Store, engine *gomlxmodel.Engine, clips []split.Clip, run records.Run,
	list []records.Finding) error {
	weights, err := weightsOf(runs, run)
	if err != nil {
		return err
	}
	all, folds := make([]int32, len(clips)), make([]int, len(clips))
	for i, c := range clips {
		all[i], folds[i] = int32(i), c.Take%metrics.ProbeFolds
	}
	hidden, err := engine.Hidden(weights, all)
	if err != nil {
		return err
	}
	magnitudes := map[string]float64{}
	for _, layer := range meanMagnitudes(weights) {
		magnitudes[records.MagnitudeMeasure+layer.Layer] = layer.mean
	}
	for i := range list {
		switch f := &list[i]; strings.TrimSuffix(f.Measure, records.FoldSuffix) {
		case records.ProbeMeasure:
			isMember := make([]bool, len(clips))
			for i, c := range clips {
				isMember[i] = c.Speaker == f.Speaker
			}
			f.Value, err = metrics.ProbeAUC(hidden, engine.Network.HiddenUnits(), isMember, folds,
				metrics.ProbeFolds)
		case records.AttackMeasure, records.TPRMeasure:
			var a metrics.Membership
			a, err = attack(clips, run, f.Speaker)
			f.Value = a.AUC
			if strings.HasPrefix(f.Measure, records.TPRMeasure) {
				f.Value = a.TPR
			}
		default:
			value, ok := magnitudes[f.Measure] // MagnitudeMeasure and a layer of the model
			if !ok {
				return fmt.Errorf("measure %q is unknown", f.Measure)
			}
			f.Value = value
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// attack is the membership inference that protocol M makes possible: how well a
// run's margins distinguish the speaker's clips to forget from those that no
// model heard.
func attack(clips []split.Clip, run records.Run, speaker string) (metrics.Membership, error) {
	split, err := splitOfRun(clips, run, speaker)
	if err != nil {
		return metrics.Membership{}, err
	}
	return metrics.AttackMargins(marginsOf(run, split.Excluded),
		marginsOf(run, split.ExcludedHeld)), nil
}
