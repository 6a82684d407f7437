package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/gomlx_model/study"
)

// studyCommand runs the study and prints the paper's two tables beside ours,
// or saves the records.
func studyCommand(ctx context.Context, out io.Writer, args []string) error {
	flags, settings := settingFlags("study", out)
	file := flags.String("out", "", "write the records to this CSV `file`")
	if _, err := parseSettings(flags, settings, args); err != nil {
		return err
	}
	// A run whose records are committed is finished.
	var known []records.Record
	if root, err := setup.Root(); err == nil {
		published, err := readArchive(dataDir(root))
		if err != nil {
			return err
		}
		known = published.records
	}
	results, _, err := runStudy(ctx, *settings, known, newScreen(os.Stderr))
	if err != nil {
		return err
	}
	if *file != "" {
		if err := saveRecords(*file, results.Records()); err != nil {
			return err
		}
		fmt.Fprintf(out, "%d records of %d runs are in %s\n\n", len(results.Records()), len(results.Runs), *file)
	}
	return printTables(out, results)
}

// runStudy finds the corpus and runs the study on it, showing how far it is.
// A run with known records is not trained again for its records alone.
func runStudy(ctx context.Context, settings settings.Settings, known []records.Record, show *screen) (*records.Results, *corpus.Corpus, error) {
	c, err := findCorpus(ctx, settings.Data, show)
	if err != nil {
		return nil, nil, err
	}
	if note := banner(settings.Quick, c.Synthetic); note != "" {
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

// banner says what a run that is not the real study must say first.
func banner(quick, synthetic bool) string {
	r := records.Results{Synthetic: synthetic}
	r.Settings.Quick = quick
	return r.Banner()
}

// saveRecords writes records as CSV.
func saveRecords(path string, all []records.Record) error {
	var csv bytes.Buffer
	if err := records.WriteRecords(&csv, all); err != nil {
		return err
	}
	return gomlxmodel.WriteWhole(path, csv.Bytes())
}

// printTables prints the paper's two tables, theirs beside ours.
func printTables(out io.Writer, results *records.Results) error {
	view, err := viewOf(results)
	if err != nil {
		return err
	}
	for _, table := range []report.Table{report.ChangeTable(view), report.GapTable(view)} {
		fmt.Fprintln(out, table.Text())
	}
	return nil
}

// viewOf selects the records that the tables are about: removals of one
// speaker, unless only sequential ones were run.
func viewOf(results *records.Results) (*records.View, error) {
	s := records.Selection{Protocol: results.Settings.Protocol, Norm: results.Settings.Norm, Sequential: true}
	for _, speaker := range results.Settings.Speakers {
		s.Sequential = s.Sequential && strings.Contains(speaker, "+")
	}
	return records.Select(results.Records(), s)
}
