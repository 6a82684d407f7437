package publish

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"audiounlearning/audio/corpus"
	"audiounlearning/figures"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
)

// A drawing is a figure and the name of its files.
type drawing struct {
	name string
	draw func() (*figures.Figure, error)
}

// DrawAll saves every figure of the study in dir, each as SVG, PDF, PNG and the
// CSV of its data. It leaves out a figure for which these results hold no data.
func DrawAll(ctx context.Context, dir string, results *records.Results, c *corpus.Corpus) error {
	return drawEach(dir, results.Banner(), slices.Concat(corpusDrawings(ctx, results, c),
		resultDrawings(results, c)))
}

// drawEach saves the drawings that there are data for.
func drawEach(dir, banner string, drawings []drawing) error {
	for _, d := range drawings {
		f, err := d.draw()
		if errors.Is(err, figures.ErrNoData) {
			continue
		}
		if err != nil {
			return fmt.Errorf("draw %s: %w", d.name, err)
		}
		f.Banner = banner
		if err := figures.Save(dir, d.name, f); err != nil {
			return err
		}
	}
	return nil
}

// corpusDrawings are the figures that need no trained model.
func corpusDrawings(ctx context.Context, results *records.Results, c *corpus.Corpus) []drawing {
	return []drawing{
		{"idea", func() (*figures.Figure, error) { return figures.Idea(), nil }},
		{"architecture", func() (*figures.Figure, error) {
			return figures.Architecture(results.Settings.Network)
		}},
		{"split", func() (*figures.Figure, error) { return drawSplit(results, c) }},
		{"clip", func() (*figures.Figure, error) { return drawClip(results.Settings.Features, c) }},
		{"digits", func() (*figures.Figure, error) {
			return drawDigits(ctx,
				results.Settings.Features, c)
		}},
	}
}

// resultDrawings are the figures of trained models.
func resultDrawings(results *records.Results, c *corpus.Corpus) []drawing {
	all, runs := results.Records(), results.Runs
	var schemes, course []string
	for _, m := range results.Settings.Methods {
		if slices.Contains(names.Schemes(), m) {
			schemes = append(schemes, m)
		}
		// the paper's own alone: a reader cannot distinguish more than three
		// lines
		if slices.Contains(names.PaperSchemes(), m) {
			course = append(course, m)
		}
	}
	return []drawing{
		{"curves", func() (*figures.Figure, error) { return figures.LearningCurves(runs, all) }},
		{"phases", func() (*figures.Figure, error) { return figures.Phases(runs, all, course...) }},
		{"gaps", func() (*figures.Figure, error) { return figures.Gaps(all, schemes...) }},
		{"confusion", func() (*figures.Figure, error) {
			return figures.ConfusionsOf(results, c, names.SetExcluded, names.Gold, names.Original,
				names.Base)
		}},
	}
}

// drawSplit draws the split of the first speaker and seed.
func drawSplit(results *records.Results, c *corpus.Corpus) (*figures.Figure, error) {
	speaker := results.Settings.Speakers[0]
	split, err := split.New(split.ClipsOf(c), results.Settings.Protocol, speaker, 1)
	if err != nil {
		return nil, err
	}
	return figures.Split(speaker, figures.SplitParts(split))
}

// drawClip draws the steps from the corpus's first clip to its coefficients.
func drawClip(f settings.Features, c *corpus.Corpus) (*figures.Figure, error) {
	clip, err := figures.ClipOf(f.MFCC, c.Recordings[0])
	if err != nil {
		return nil, err
	}
	return figures.ClipStages(clip)
}

// drawDigits draws the features of every speaker's first take of each digit.
func drawDigits(ctx context.Context, f settings.Features, c *corpus.Corpus) (*figures.Figure,
	error) {
	features, err := c.Features(ctx, f.MFCC, f.Frames)
	if err != nil {
		return nil, err
	}
	return figures.DigitsBySpeaker(figures.CellsOf(c, features, 0, c.Labels...))
}
