package console

import (
	"context"
	"fmt"
	"strings"
	"time"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
)

// RunStudy finds the corpus and runs the study on it, showing its progress. A
// run with known records is trained only if another run needs its weights.
func RunStudy(ctx context.Context, settings settings.Settings, known []records.Record,
	show *Screen) (*records.Results, *corpus.Corpus, error) {
	c, err := FindCorpus(ctx, settings.Data, show)
	if err != nil {
		return nil, nil, err
	}
	results, err := RunStudyOn(ctx, settings, c, known, show)
	return results, c, err
}

// RunStudyOn is RunStudy on a corpus that was found before.
func RunStudyOn(ctx context.Context, settings settings.Settings, c *corpus.Corpus,
	known []records.Record, show *Screen) (*records.Results, error) {
	return watchOn(ctx, settings, c, known, show, func(study.Progress) {})
}

// WatchStudy is RunStudy that also calls watch with each state of the study.
func WatchStudy(ctx context.Context, settings settings.Settings, known []records.Record,
	show *Screen, watch func(study.Progress)) (*records.Results, *corpus.Corpus, error) {
	c, err := FindCorpus(ctx, settings.Data, show)
	if err != nil {
		return nil, nil, err
	}
	results, err := watchOn(ctx, settings, c, known, show, watch)
	return results, c, err
}

// watchOn runs a study on a corpus and shows its progress.
func watchOn(ctx context.Context, settings settings.Settings, c *corpus.Corpus,
	known []records.Record, show *Screen, watch func(study.Progress)) (*records.Results, error) {
	if note := settings.Banner(c.Synthetic); note != "" {
		show.Line(strings.ToUpper(note))
	}
	began := time.Now()
	results, err := study.Run(ctx, settings, c, known, func(p study.Progress) {
		watch(p)
		if p.Message != "" {
			show.Line(p.Message)
		}
		if p.Runs > 0 {
			show.Status(fmt.Sprintf("study: %d of %d runs, %d of %d epochs%s [%s]",
				p.RunsDone, p.Runs, p.EpochsDone, p.Epochs, Left(p.Left),
				strings.Join(p.Workers, "; ")))
		}
	})
	show.Done()
	if err != nil {
		return nil, err
	}
	show.Line(fmt.Sprintf("study: %d runs on %s, %s", len(results.Runs), results.Backend,
		Took(time.Since(began))))
	return results, nil
}

// FindCorpus is corpus.Find with its progress on the screen.
func FindCorpus(ctx context.Context, source string, show *Screen) (*corpus.Corpus, error) {
	defer show.Done()
	return corpus.Find(ctx, source, corpus.FindOptions{
		Log: show.Line,
		Progress: func(done, total int) {
			show.Status(fmt.Sprintf("recordings: %d of %d", done, total))
		},
	})
}
