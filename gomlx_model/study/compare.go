package study

import (
	"context"
	"fmt"
	"slices"
	"strings"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/store"
	"audiounlearning/gomlx_model/unlearn"
)

// Models are taught the speaker again, and probed with controls, on a few
// seeds, since it takes seconds for each run: on 1–5, where all methods are run
// with the paper's settings or their own, and on 11–15, where tuned methods are
// run.
const (
	taughtSeeds = 5
	tunedSeeds  = 10 // the tuned ones begin after this
)

// probeControls is with how many invented speakers a probe is compared.
const probeControls = 3

// comparisons lists what is measured on a run in comparison with its pair's
// gold. Only a study that trains every run anew does so, because there all
// methods have weights and the same pairs. It takes seconds for each run.
func comparisons(run records.Run, s settings.Settings) (list []records.Finding) {
	if !s.Anew {
		return nil
	}
	if _, _, sharded := names.SISA(run.Method); sharded {
		return nil // its networks are not kept
	}
	speakers := []string{run.Speaker}
	if run.Speaker == "" {
		speakers = s.Speakers
	}
	for _, speaker := range speakers {
		if strings.Contains(speaker, "+") {
			continue
		}
		add := func(measure string) {
			list = append(list, records.Finding{Key: run.Key, Protocol: run.Protocol, Norm: run.Norm,
				Speaker: speaker, Seed: run.Seed, Method: run.Method,
				Measure: measure + foldSuffix(run)})
		}
		if run.Method == names.Gold {
			continue
		}
		add(records.JSMeasure + names.SetExcluded)
		add(records.JSMeasure + names.SetTest)
	}
	if taught(run) {
		list = append(list, records.Finding{Key: run.Key, Protocol: run.Protocol, Norm: run.Norm,
			Speaker: run.Speaker, Seed: run.Seed, Method: run.Method,
			Measure: records.SelectivityMeasure})
		if run.Method != names.Gold {
			again := list[len(list)-1]
			again.Measure = records.RelearnMeasure
			list = append(list, again)
		}
	}
	return list
}

// lacksGold reports whether a measure compares with gold and the store lacks a
// model that this takes.
func lacksGold(r *records.Results, runs *store.Store, f records.Finding) bool {
	beside := []string{names.Gold}
	if f.Method == names.HalfAnswers {
		beside = append(beside, names.Original)
	}
	if !strings.HasPrefix(f.Measure, records.JSMeasure) && f.Measure != records.RelearnMeasure {
		return false
	}
	return slices.ContainsFunc(beside, func(method string) bool {
		run, ok := r.Find(f.Speaker, f.Seed, method)
		return !ok || !runs.Has(run.Key)
	})
}

// taught reports whether a run's model is taught the speaker again: with the
// paper's protocol and norm, on one of the first seeds with the paper's
// settings, and on the first of those that confirm with others. There the
// original and the golds are taught too, as what tuned methods stand beside.
func taught(run records.Run) bool {
	paper := records.DefaultSelection()
	if run.Protocol != paper.Protocol || run.Norm != paper.Norm || names.Ensemble(run.Method) ||
		strings.Contains(run.Speaker, "+") {
		return false
	}
	settled := slices.ContainsFunc(run.Records,
		func(r records.Record) bool { return r.Settings != "" })
	if run.Seed <= tunedSeeds {
		return run.Seed <= taughtSeeds && !settled
	}
	beside := run.Method == names.Original || run.Method == names.Gold || run.Method == names.Gold2
	return run.Seed <= tunedSeeds+taughtSeeds && (settled || beside)
}

// foldSuffix is the end of the names of a run's measures, if the fold is all
// that differs from the paper's settings.
func foldSuffix(run records.Run) string {
	if isFold(run) && run.Records[0].Settings == "fold=true" {
		return records.FoldSuffix
	}
	return ""
}

// isFold reports whether a run held out the takes of its own seed.
func isFold(run records.Run) bool {
	return len(run.Records) > 0 &&
		slices.Contains(strings.Split(run.Records[0].Settings, ";"), "fold=true")
}

// splitOfRun returns who heard what in a run, with a speaker excluded.
func splitOfRun(clips []split.Clip, run records.Run, speaker string) (split.Split, error) {
	return splitOf(clips, settings.Settings{Protocol: run.Protocol, Fold: isFold(run)}, speaker,
		run.Seed)
}

// marginsOf returns a run's margins of some clips.
func marginsOf(run records.Run, clips []int) (margins []float64) {
	for _, i := range clips {
		margins = append(margins, float64(run.Margins[i]))
	}
	return margins
}

// A comparison measures the runs of a study, one after the other, in comparison
// with their pairs' golds. It remembers the last gold.
type comparison struct {
	results *records.Results
	runs    *store.Store
	engine  *gomlxmodel.Engine
	clips   []split.Clip
	all     []int32 // clips

	gold   string // key of the gold that is remembered
	logits []float32
	curve  []float64 // of its relearning, if that was asked for
}

func newComparison(r *records.Results, runs *store.Store, e *gomlxmodel.Engine,
	clips []split.Clip) *comparison {
	c := &comparison{results: r, runs: runs, engine: e, clips: clips, all: make([]int32, len(clips))}
	for i := range c.all {
		c.all[i] = int32(i)
	}
	return c
}

// measure fills in the values of a run's findings. For those of the run alone
// it calls inspect.
func (c *comparison) measure(ctx context.Context, run records.Run, list []records.Finding) error {
	var alone []int
	for i := range list {
		known, err := c.one(ctx, run, &list[i])
		if err != nil {
			return err
		}
		if !known {
			alone = append(alone, i)
		}
	}
	if len(alone) == 0 {
		return nil
	}
	rest := make([]records.Finding, len(alone))
	for at, i := range alone {
		rest[at] = list[i]
	}
	err := inspect(c.runs, c.engine, c.clips, run, rest)
	for at, i := range alone {
		list[i] = rest[at]
	}
	return err
}

// one fills in a finding, if it is one that this file knows.
func (c *comparison) one(ctx context.Context, run records.Run, f *records.Finding) (bool, error) {
	sets, err := splitOfRun(c.clips, run, f.Speaker)
	if err != nil {
		return false, err
	}
	measure := strings.TrimSuffix(f.Measure, records.FoldSuffix)
	switch set, isJS := strings.CutPrefix(measure, records.JSMeasure); {
	case isJS:
		f.Value, err = c.divergence(run, f.Speaker, set, sets)
	case measure == records.SelectivityMeasure:
		f.Value, err = c.selectivity(run, f.Speaker)
	case measure == records.RelearnMeasure:
		f.Value, err = c.relearning(ctx, run, f.Speaker, sets)
	default:
		return false, nil
	}
	if err != nil {
		return true, fmt.Errorf("%s: %w", f.Measure, err)
	}
	return true, nil
}

// goldOf returns the weights of a run's gold, and forgets what is remembered of
// another gold.
func (c *comparison) goldOf(run records.Run, speaker string) (network.Weights, error) {
	gold, ok := c.results.Find(speaker, run.Seed, names.Gold)
	if !ok {
		return network.Weights{}, fmt.Errorf("gold of %s, seed %d, is not among the runs", speaker,
			run.Seed)
	}
	if c.gold != gold.Key {
		c.gold, c.logits, c.curve = gold.Key, nil, nil
	}
	return weightsOf(c.runs, gold)
}

// logitsOf returns the logits of a run on all clips.
func (c *comparison) logitsOf(run records.Run, speaker string) ([]float32, error) {
	if run.Method != names.HalfAnswers {
		w, err := weightsOf(c.runs, run)
		if err != nil {
			return nil, err
		}
		return c.engine.Logits(w, c.all)
	}
	original, ok := c.results.Find(speaker, run.Seed, names.Original)
	if !ok {
		return nil, fmt.Errorf("the original of %s is not among the runs", run)
	}
	logits, err := c.logitsOf(original, speaker)
	if err != nil {
		return nil, err
	}
	return meanVote([][]float32{logits, c.logits}, c.engine.Network.Classes), nil
}

// divergence is how far a run's answers are from gold's on a set.
func (c *comparison) divergence(run records.Run, speaker, set string, sets split.Split) (float64,
	error) {
	gold, err := c.goldOf(run, speaker)
	if err == nil && c.logits == nil {
		c.logits, err = c.engine.Logits(gold, c.all)
	}
	if err != nil {
		return 0, err
	}
	logits, err := c.logitsOf(run, speaker)
	if err != nil {
		return 0, err
	}
	clips := sets.Test
	if set == names.SetExcluded {
		clips = sets.Excluded
	}
	classes := c.engine.Network.Classes
	of := func(all []float32) (rows []float32) {
		for _, i := range clips {
			rows = append(rows, all[i*classes:(i+1)*classes]...)
		}
		return rows
	}
	return metrics.Divergence(of(logits), of(c.logits), classes)
}

// selectivity is what a probe finds of the speaker beyond what probes find of
// invented speakers. These are the same for all runs of a pair.
func (c *comparison) selectivity(run records.Run, speaker string) (float64, error) {
	w, err := weightsOf(c.runs, run)
	if err != nil {
		return 0, err
	}
	hidden, err := c.engine.Hidden(w, c.all)
	if err != nil {
		return 0, err
	}
	speakers, fold := make([]string, len(c.clips)), make([]int, len(c.clips))
	for i, clip := range c.clips {
		speakers[i], fold[i] = clip.Speaker, clip.Take%metrics.ProbeFolds
	}
	s, err := metrics.ProbeSelectivity(hidden, c.engine.Network.HiddenUnits(), speakers,
		c.engine.Data.Labels, speaker, fold, metrics.ProbeFolds, probeControls,
		network.Stream(run.Seed, speaker, "probe", "controls", 0))
	return s.Value(), err
}

// relearning is how much sooner than gold a run learns the speaker again.
func (c *comparison) relearning(ctx context.Context, run records.Run, speaker string,
	sets split.Split) (float64, error) {
	gold, err := c.goldOf(run, speaker)
	if err != nil {
		return 0, err
	}
	how := unlearn.DefaultRelearning()
	how.Clips, how.Orders = min(how.Clips, len(sets.Excluded)/2), 2
	curve := func(w network.Weights) ([]float64, error) {
		return unlearn.Relearn(ctx, c.engine, w, int32s(sets.Excluded), run.Seed, speaker, how)
	}
	if c.curve == nil {
		if c.curve, err = curve(gold); err != nil {
			return 0, err
		}
	}
	w, err := weightsOf(c.runs, run)
	if err != nil {
		return 0, err
	}
	mine, err := curve(w)
	if err != nil {
		return 0, err
	}
	return metrics.RelearningArea(mine, c.curve)
}
