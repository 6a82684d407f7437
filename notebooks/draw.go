package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"audiounlearning/audio"
	"audiounlearning/figures"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/study"
)

// A drawing is a figure and the name of its files.
type drawing struct {
	name string
	draw func() (*figures.Figure, error)
}

// drawAll saves every figure of the study in dir, each as SVG, PDF, PNG and
// the CSV of its data. A figure that these results hold nothing for is left
// out.
func drawAll(ctx context.Context, dir string, results *study.Results, corpus *audio.Corpus) error {
	for _, d := range slices.Concat(corpusDrawings(ctx, results, corpus), resultDrawings(results, corpus)) {
		f, err := d.draw()
		if errors.Is(err, figures.ErrNoData) {
			continue
		}
		if err != nil {
			return fmt.Errorf("draw %s: %w", d.name, err)
		}
		f.Banner = results.Banner()
		if err := figures.Save(dir, d.name, f); err != nil {
			return err
		}
	}
	return nil
}

// corpusDrawings are the figures that need no trained model.
func corpusDrawings(ctx context.Context, results *study.Results, corpus *audio.Corpus) []drawing {
	return []drawing{
		{"idea", func() (*figures.Figure, error) { return figures.Idea(), nil }},
		{"architecture", func() (*figures.Figure, error) { return figures.Architecture(figures.DefaultNetwork()) }},
		{"split", func() (*figures.Figure, error) { return drawSplit(results, corpus) }},
		{"clip", func() (*figures.Figure, error) { return drawClip(corpus) }},
		{"digits", func() (*figures.Figure, error) { return drawDigits(ctx, corpus) }},
	}
}

// resultDrawings are the figures of trained models.
func resultDrawings(results *study.Results, corpus *audio.Corpus) []drawing {
	records, runs := results.Records(), figureRuns(results)
	var schemes []string
	for _, m := range results.Settings.Methods {
		if slices.Contains(study.PaperSchemes, m) {
			schemes = append(schemes, m)
		}
	}
	return []drawing{
		{"curves", func() (*figures.Figure, error) { return figures.LearningCurves(runs) }},
		{"phases", func() (*figures.Figure, error) { return figures.Phases(runs, records, schemes...) }},
		{"gaps", func() (*figures.Figure, error) { return figures.Gaps(records, schemes...) }},
		{"confusion", func() (*figures.Figure, error) { return drawConfusion(results, corpus) }},
	}
}

// figureRuns passes the results on in the form that figures take.
func figureRuns(results *study.Results) (runs []figures.Run) {
	for _, r := range results.Runs {
		runs = append(runs, figures.Run{Speaker: r.Speaker, Seed: r.Seed, Method: r.Method, Trace: r.Trace, Distances: r.Distances})
	}
	return runs
}

// clipsOf returns the names that splits are made of.
func clipsOf(corpus *audio.Corpus) (clips []study.Clip) {
	for _, r := range corpus.Recordings {
		clips = append(clips, study.Clip{Label: r.Label, Speaker: r.Speaker, Take: r.Take})
	}
	return clips
}

// drawSplit draws the split of the first speaker and seed.
func drawSplit(results *study.Results, corpus *audio.Corpus) (*figures.Figure, error) {
	speaker := results.Settings.Speakers[0]
	split, err := study.NewSplit(clipsOf(corpus), results.Settings.Protocol, speaker, 1)
	if err != nil {
		return nil, err
	}
	parts := []figures.SplitPart{
		{Set: "retained", Clips: len(split.Training), Original: true, Gold: true},
		{Set: "validation", Clips: len(split.Validation)},
		{Set: "test", Clips: len(split.Test)},
		{Set: "excluded", Clips: len(split.Excluded), Original: true},
		{Set: "excluded-held", Clips: len(split.ExcludedHeld)},
	}
	parts = slices.DeleteFunc(parts, func(p figures.SplitPart) bool { return p.Clips == 0 })
	return figures.Split(speaker, parts)
}

// drawClip draws the way of the corpus's first clip to its coefficients.
func drawClip(corpus *audio.Corpus) (*figures.Figure, error) {
	r := corpus.Recordings[0]
	config := audio.DefaultConfig()
	config.SampleRate = r.SampleRate
	extractor, err := audio.NewExtractor(config)
	if err != nil {
		return nil, err
	}
	power, err := extractor.Power(nil, r.Samples)
	if err != nil {
		return nil, err
	}
	mel := extractor.Mel(nil, power)
	db := extractor.DB(nil, mel)
	return figures.ClipStages(figures.Clip{
		Name: r.Name, SampleRate: r.SampleRate, Hop: config.Hop, Samples: r.Samples,
		Power: power, Mel: mel, DB: db, MFCC: extractor.DCT(nil, db),
	})
}

// drawDigits draws the features of each speaker's first take of each digit.
func drawDigits(ctx context.Context, corpus *audio.Corpus) (*figures.Figure, error) {
	first := *corpus
	first.Recordings = nil
	seen := map[[2]string]bool{}
	for _, r := range corpus.Recordings {
		if of := [2]string{r.Label, r.Speaker}; !seen[of] {
			seen[of] = true
			first.Recordings = append(first.Recordings, r)
		}
	}
	features, err := first.Features(ctx, audio.DefaultConfig(), study.Frames)
	if err != nil {
		return nil, err
	}
	size := features.Coefficients * features.Frames
	var cells []figures.Cell
	for i, r := range first.Recordings {
		cells = append(cells, figures.Cell{Label: r.Label, Speaker: r.Speaker,
			Coefficients: features.Coefficients, Frames: features.Frames, Values: features.X[i*size : (i+1)*size]})
	}
	return figures.DigitsBySpeaker(cells)
}

// confusionMethods are compared on the excluded speaker's clips.
var confusionMethods = []string{"original", "base", "gold"}

// drawConfusion draws what the models answer to the first excluded speaker,
// summed over the seeds.
func drawConfusion(results *study.Results, corpus *audio.Corpus) (*figures.Figure, error) {
	speaker, clips := results.Settings.Speakers[0], clipsOf(corpus)
	var matrices []figures.Confusion
	for _, method := range confusionMethods {
		counts := make([][]int, gomlxmodel.Classes)
		for i := range counts {
			counts[i] = make([]int, gomlxmodel.Classes)
		}
		found := 0
		for seed := 1; seed <= results.Settings.Seeds; seed++ {
			run, ok := results.Find(speaker, seed, method)
			if !ok || len(run.Answers) != len(clips) {
				continue
			}
			split, err := study.NewSplit(clips, results.Settings.Protocol, speaker, seed)
			if err != nil {
				return nil, err
			}
			found++
			for _, i := range split.Excluded {
				counts[corpus.LabelIndex(clips[i].Label)][run.Answers[i]]++
			}
		}
		if found > 0 {
			matrices = append(matrices, figures.Confusion{Head: figures.Label(method), Counts: counts})
		}
	}
	return figures.Confusions(matrices, corpus.Labels)
}
