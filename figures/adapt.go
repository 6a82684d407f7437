package figures

import (
	"audiounlearning/gomlx_model/names"
	"slices"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/split"
)

// SplitParts returns the sets of a split that hold clips, for [Split].
func SplitParts(s split.Split) []SplitPart {
	all := []SplitPart{
		{Set: names.SetRetained, Clips: len(s.Training), Original: true, Gold: true},
		{Set: names.SetValidation, Clips: len(s.Validation)},
		{Set: names.SetTest, Clips: len(s.Test)},
		{Set: names.SetExcluded, Clips: len(s.Excluded), Original: true},
		{Set: names.SetExcludedHeld, Clips: len(s.ExcludedHeld)},
	}
	return slices.DeleteFunc(all, func(p SplitPart) bool { return p.Clips == 0 })
}

// ClipOf takes a recording through all stages of the features, resampled first
// where its rate is another.
func ClipOf(cfg audio.Config, r corpus.Recording) (Clip, error) {
	e, err := audio.NewExtractor(cfg)
	if err != nil {
		return Clip{}, err
	}
	samples := r.Samples
	if r.SampleRate != cfg.SampleRate {
		resampler, err := audio.NewResampler(r.SampleRate, cfg.SampleRate)
		if err != nil {
			return Clip{}, err
		}
		samples = resampler.Resample(samples)
	}
	power, err := e.Power(nil, samples)
	if err != nil {
		return Clip{}, err
	}
	mel, err := e.Mel(nil, power)
	if err != nil {
		return Clip{}, err
	}
	db, err := e.DB(nil, mel)
	if err != nil {
		return Clip{}, err
	}
	mfcc, err := e.DCT(nil, db)
	if err != nil {
		return Clip{}, err
	}
	return Clip{
		Name: r.Name, SampleRate: cfg.SampleRate, Hop: cfg.Hop, Samples: samples,
		Power: power, Mel: mel, DB: db, MFCC: mfcc, MelHz: e.MelCentres(),
	}, nil
}

// CellsOf returns the features of one take of some labels by every speaker, for
// [DigitsBySpeaker]. Takes that the corpus lacks are left out.
func CellsOf(c *corpus.Corpus, f *corpus.Features, take int, labels ...string) []Cell {
	var cells []Cell
	size := f.Coefficients * f.Frames
	for _, label := range labels {
		for _, speaker := range c.Speakers {
			i := slices.IndexFunc(c.Recordings, func(r corpus.Recording) bool {
				return r.Label == label && r.Speaker == speaker && r.Take == take
			})
			if i >= 0 {
				cells = append(cells, Cell{Label: label, Speaker: speaker,
					Coefficients: f.Coefficients, Frames: f.Frames,
					Values: slices.Clone(f.X[i*size : (i+1)*size])})
			}
		}
	}
	return cells
}

// ConfusionsOf draws the confusion matrices of some methods on one set, each
// summed over its runs.
func ConfusionsOf(r *records.Results, c *corpus.Corpus, set string, methods ...string) (*Figure,
	error) {
	var all []Confusion
	for _, m := range methods {
		counts, n, err := report.Confusion(r, c, m, set)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, noData("confusions", "no run of "+m+" with its answers")
		}
		all = append(all, Confusion{Head: Label(m) + ", " + set + ", " + count(n, "run"),
			Counts: counts})
	}
	return Confusions(all, c.Labels)
}
