package study

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"audiounlearning/audio"
	gomlxmodel "audiounlearning/gomlx_model"
)

// A Finding is one number about the weights of a run, which its records do not hold.
type Finding struct {
	Key, Protocol, Norm, Speaker string
	Seed                         int
	Method                       string
	Measure                      string // ProbeMeasure, AttackMeasure, or MagnitudeMeasure and a layer's name
	Value                        float64
}

// What is measured on weights.
const (
	ProbeMeasure     = "probe-auc"  // ProbeAUC: the excluded speaker's clips against all others, by the last hidden layer
	AttackMeasure    = "attack-auc" // under protocol M, AUC of the logit margins: the excluded speaker's clips that the original heard against those that no model heard
	MagnitudeMeasure = "magnitude:" // mean |w| of a layer's kernel, of originals
)

// Inspect measures the weights of every run that removes one speaker, or none, and is in the store; those that are known by their records alone, and
// those whose keys are among the known findings, are left out. Under protocol M the original serves all speakers and is probed for each.
func Inspect(ctx context.Context, r *Results, corpus *audio.Corpus, known []Finding) ([]Finding, error) {
	seen := map[string]bool{}
	for _, f := range known {
		seen[f.Key] = true
	}
	todo := slices.DeleteFunc(slices.Clone(r.Runs), func(run Trained) bool {
		return seen[run.Key()] || strings.Contains(run.Speaker, "+") || !r.store.Has(run.Key()) || !run.ok()
	})
	if len(todo) == 0 {
		return nil, nil
	}
	data, clips, err := Prepare(ctx, corpus)
	if err != nil {
		return nil, err
	}
	workers := min(runtime.GOMAXPROCS(0), len(todo))
	found, failed := make([][]Finding, len(todo)), make([]error, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			failed[w] = func() error {
				backend, err := gomlxmodel.OpenBackend(ctx, r.Settings.Backend, nil)
				if err != nil {
					return err
				}
				engine, err := gomlxmodel.NewEngine(backend, gomlxmodel.Norm(r.Settings.Norm), data)
				if err != nil {
					return err
				}
				defer engine.Close()
				for i := w; i < len(todo); i += workers {
					if err := ctx.Err(); err != nil {
						return err
					}
					if found[i], err = r.inspect(engine, clips, todo[i]); err != nil {
						return fmt.Errorf("inspect %s: %w", todo[i], err)
					}
				}
				return nil
			}()
		})
	}
	group.Wait()
	return slices.Concat(found...), errors.Join(failed...)
}

// inspect measures one run. A damaged file is set aside and has no findings.
func (r *Results) inspect(engine *gomlxmodel.Engine, clips []Clip, run Trained) ([]Finding, error) {
	_, weights, err := r.store.Load(run.Key(), func(string) {})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, folds := make([]int32, len(clips)), make([]int, len(clips))
	for i, c := range clips {
		all[i], folds[i] = int32(i), c.Take%probeFolds
	}
	hidden, err := engine.Hidden(weights, all)
	if err != nil {
		return nil, err
	}
	speakers := []string{run.Speaker}
	if run.Speaker == "" {
		speakers = r.Settings.Speakers
	}
	var found []Finding
	add := func(speaker, measure string, value float64) {
		found = append(found, Finding{run.Key(), run.Protocol, run.Norm, speaker, run.Seed, run.Method, measure, value})
	}
	for _, speaker := range speakers {
		if run.Protocol == ProtocolHeldOut {
			auc, err := attack(clips, run, speaker)
			if err != nil {
				return nil, err
			}
			add(speaker, AttackMeasure, auc)
		}
		isMember := make([]bool, len(clips))
		for i, c := range clips {
			isMember[i] = c.Speaker == speaker
		}
		auc, err := ProbeAUC(hidden, gomlxmodel.HiddenUnits, isMember, folds, probeFolds)
		if err != nil {
			return nil, err
		}
		add(speaker, ProbeMeasure, auc)
	}
	if run.Method == original {
		for _, layer := range meanMagnitudes(weights) {
			add(run.Speaker, MagnitudeMeasure+layer.Layer, layer.mean)
		}
	}
	return found, nil
}

// attack is the membership inference that protocol M makes possible: how well the margins of a run tell the speaker's clips to forget from those that no model heard.
func attack(clips []Clip, run Trained, speaker string) (float64, error) {
	split, err := NewSplit(clips, run.Protocol, speaker, run.Seed)
	if err != nil {
		return 0, err
	}
	marginsOf := func(set []int) (margins []float64) {
		for _, i := range set {
			margins = append(margins, float64(run.Margins[i]))
		}
		return margins
	}
	return AUC(marginsOf(split.Excluded), marginsOf(split.ExcludedHeld)), nil
}

// ok reports whether the run ended well.
func (t Trained) ok() bool {
	return !slices.ContainsFunc(t.Records, func(r Record) bool { return !r.OK() })
}
