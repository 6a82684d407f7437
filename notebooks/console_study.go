package main

import (
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
	"context"
	"fmt"
	"strings"
	"time"
)

// runStudy finds the corpus and runs the study on it, showing how far it is.
// A run with known records is not trained again for its records alone.
func runStudy(ctx context.Context, settings settings.Settings, known []records.Record, show *screen) (*records.Results, *corpus.Corpus, error) {
	c, err := findCorpus(ctx, settings.Data, show)
	if err != nil {
		return nil, nil, err
	}
	if note := settings.Banner(c.Synthetic); note != "" {
		show.line(strings.ToUpper(note))
	}
	began := time.Now()
	results, err := study.Run(ctx, settings, c, known, func(p study.Progress) {
		if p.Message != "" {
			show.line(p.Message)
		}
		if p.Runs > 0 {
			show.status(fmt.Sprintf("study: %d of %d runs, %d of %d epochs%s [%s]",
				p.RunsDone, p.Runs, p.EpochsDone, p.Epochs, left(p.Left), strings.Join(p.Workers, "; ")))
		}
	})
	show.done()
	if err != nil {
		return nil, nil, err
	}
	show.line(fmt.Sprintf("study: %d runs on %s, %s", len(results.Runs), results.Backend, took(time.Since(began))))
	return results, c, nil
}

// findCorpus is corpus.Find with its progress on the screen.
func findCorpus(ctx context.Context, source string, show *screen) (*corpus.Corpus, error) {
	defer show.done()
	return corpus.Find(ctx, source, corpus.FindOptions{
		Log:      show.line,
		Progress: func(done, total int) { show.status(fmt.Sprintf("recordings: %d of %d", done, total)) },
	})
}
