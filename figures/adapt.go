package figures

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/split"
)

// SplitParts returns the sets of a split that hold clips, in the form that
// [Split] takes.
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

// ClipOf computes all stages of a recording's features, in the form that
// [ClipStages] takes. A recording with another sample rate is resampled first.
// Errors are those of audio.NewExtractor, and those of package audio with the
// recording's name.
func ClipOf(cfg audio.Config, r corpus.Recording) (Clip, error) {
	e, err := audio.NewExtractor(cfg)
	if err != nil {
		return Clip{}, err
	}
	samples := r.Samples
	if r.SampleRate != cfg.SampleRate {
		resampler, err := audio.NewResampler(r.SampleRate, cfg.SampleRate)
		if err != nil {
			return Clip{}, fmt.Errorf("%s: %w", audio.PlainName(r.Name), err)
		}
		samples = resampler.Resample(samples)
	}
	power, err := e.Power(nil, samples)
	if err != nil {
		return Clip{}, fmt.Errorf("%s: %w", audio.PlainName(r.Name), err)
	}
	mel, err := e.Mel(nil, power)
	if err != nil {
		return Clip{}, fmt.Errorf("%s: %w", audio.PlainName(r.Name), err)
	}
	db, err := e.DB(nil, mel)
	if err != nil {
		return Clip{}, fmt.Errorf("%s: %w", audio.PlainName(r.Name), err)
	}
	mfcc, err := e.DCT(nil, db)
	if err != nil {
		return Clip{}, fmt.Errorf("%s: %w", audio.PlainName(r.Name), err)
	}
	return Clip{
		Name: r.Name, SampleRate: cfg.SampleRate, Hop: cfg.Hop, Samples: samples,
		Power: power, Mel: mel, DB: db, MFCC: mfcc, MelHz: e.MelCentres(),
	}, nil
}

// CellsOf returns the features of one take of each label by every speaker, in
// the form that [DigitsBySpeaker] takes. A take that the corpus lacks is left
// out.
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

// ConfusionsOf draws the confusion matrix of a reference method on one set, and
// the differences of other methods from it; see [Confusions]. Each matrix is
// summed over the speakers and seeds that all of the methods have. It returns
// ErrNoData if there are none.
func ConfusionsOf(r *records.Results, c *corpus.Corpus, set, reference string,
	others ...string) (*Figure, error) {
	methods := append([]string{reference}, others...)
	common, pairs := commonRuns(r, methods)
	if pairs == 0 {
		return nil, noData("confusions", "no speaker and seed has the answers of "+
			strings.Join(methods, " and "), "run all of these methods on the same pairs")
	}
	var all []Confusion
	for _, m := range methods {
		counts, _, err := report.Confusion(common, c, m, set)
		if err != nil {
			return nil, err
		}
		all = append(all, Confusion{Head: Label(m), Counts: counts})
	}
	f, err := Confusions(all[0], all[1:], c.Labels)
	if err == nil {
		f.Caption += fmt.Sprintf(" Clips of the %s set, summed over %s of each model.", set,
			count(pairs, "run"))
	}
	return f, err
}

// commonRuns counts the pairs of speaker and seed for which all of the given
// methods have answers, and keeps these methods' runs of those pairs.
func commonRuns(r *records.Results, methods []string) (common *records.Results, pairs int) {
	answered := map[records.PairKey]int{}
	has := func(run records.Run) bool {
		return len(run.Answers) > 0 && slices.Contains(methods, run.Method)
	}
	for _, run := range r.Runs {
		for _, speaker := range r.ExcludedBy(run) {
			if has(run) {
				answered[records.PairKey{Speaker: speaker, Seed: run.Seed}]++
			}
		}
	}
	for _, n := range answered {
		if n == len(methods) {
			pairs++
		}
	}
	copied := *r
	copied.Runs = slices.DeleteFunc(slices.Clone(r.Runs), func(run records.Run) bool {
		return !has(run) || !slices.ContainsFunc(r.ExcludedBy(run), func(s string) bool {
			return answered[records.PairKey{Speaker: s, Seed: run.Seed}] == len(methods)
		})
	})
	return &copied, pairs
}
