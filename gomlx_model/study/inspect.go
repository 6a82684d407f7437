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

// A Finding is one number about a run that its records do not hold, because it needs the weights, or the margins before they are rounded for publishing.
type Finding struct {
	Key, Protocol, Norm, Speaker string
	Seed                         int
	Method                       string
	Measure                      string // ProbeMeasure, AttackMeasure, or MagnitudeMeasure and a layer's name
	Value                        float64
}

// What is measured.
const (
	ProbeMeasure     = "probe-auc"  // ProbeAUC: the excluded speaker's clips against all others, by the last hidden layer
	AttackMeasure    = "attack-auc" // under protocol M, AUC of the logit margins: the excluded speaker's clips that the original heard against those that no model heard
	MagnitudeMeasure = "magnitude:" // mean |w| of a layer's kernel, of originals
)

// wanted lists what is to be measured on a run, without values. Runs that remove several speakers have no single one to look for.
func (r *Results) wanted(run Trained) (list []Finding) {
	add := func(speaker, measure string) {
		list = append(list, Finding{Key: run.Key(), Protocol: run.Protocol, Norm: run.Norm, Speaker: speaker, Seed: run.Seed, Method: run.Method, Measure: measure})
	}
	speakers := []string{run.Speaker}
	if run.Speaker == "" { // the original of protocol M serves all speakers
		speakers = r.Settings.Speakers
	}
	for _, speaker := range speakers {
		if strings.Contains(speaker, "+") {
			continue
		}
		add(speaker, ProbeMeasure)
		if run.Protocol == ProtocolHeldOut {
			add(speaker, AttackMeasure)
		}
	}
	if run.Method == original && !strings.Contains(run.Speaker, "+") {
		for _, tensor := range network.Tensors() {
			if tensor.Kind == gomlxmodel.Kernel {
				add(run.Speaker, MagnitudeMeasure+network.LayerName(tensor.Layer))
			}
		}
	}
	return list
}

// Inspect measures every run that is in the store; those that are known by their records alone have no weights here and are left out, and so is what is among the known findings.
func Inspect(ctx context.Context, r *Results, corpus *audio.Corpus, known []Finding) ([]Finding, error) {
	seen := map[Finding]bool{}
	for _, f := range known {
		f.Value = 0
		seen[f] = true
	}
	var todo []Trained
	var missing [][]Finding
	for _, run := range r.Runs {
		list := slices.DeleteFunc(r.wanted(run), func(f Finding) bool { return seen[f] })
		if len(list) > 0 && run.ok() && r.store.Has(run.Key()) {
			todo, missing = append(todo, run), append(missing, list)
		}
	}
	if len(todo) == 0 {
		return nil, nil
	}
	data, clips, err := Prepare(ctx, corpus)
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
				engine, err := gomlxmodel.NewEngine(backend, networkOf(r.Settings.Norm), data)
				if err != nil {
					return err
				}
				defer engine.Close()
				for i := w; i < len(todo); i += workers {
					if err := ctx.Err(); err != nil {
						return err
					}
					if err := r.inspect(engine, clips, todo[i], missing[i]); err != nil {
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
func (r *Results) inspect(engine *gomlxmodel.Engine, clips []Clip, run Trained, list []Finding) error {
	_, weights, err := r.store.Load(run.Key(), func(string) {})
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("its file was damaged and is set aside: start again, and it is trained anew")
	}
	if err != nil {
		return err
	}
	all, folds := make([]int32, len(clips)), make([]int, len(clips))
	for i, c := range clips {
		all[i], folds[i] = int32(i), c.Take%probeFolds
	}
	hidden, err := engine.Hidden(weights, all)
	if err != nil {
		return err
	}
	magnitudes := map[string]float64{}
	for _, layer := range meanMagnitudes(weights) {
		magnitudes[MagnitudeMeasure+layer.Layer] = layer.mean
	}
	for i := range list {
		switch f := &list[i]; f.Measure {
		case ProbeMeasure:
			isMember := make([]bool, len(clips))
			for i, c := range clips {
				isMember[i] = c.Speaker == f.Speaker
			}
			f.Value, err = ProbeAUC(hidden, network.HiddenUnits(), isMember, folds, probeFolds)
		case AttackMeasure:
			f.Value, err = attack(clips, run, f.Speaker)
		default:
			f.Value = magnitudes[f.Measure]
		}
		if err != nil {
			return err
		}
	}
	return nil
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
