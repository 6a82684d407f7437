package command

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/setup"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"

	"github.com/google/renameio/v2/maybe"
)

// studyCommand runs a study and prints the paper's two tables beside ours; it
// can save the records too. It also carries out a plan of studies, forecasts
// either, and submits either to a cluster.
func studyCommand(ctx context.Context, out io.Writer, args []string) error {
	if len(args) > 0 && args[0] == "submit" {
		return submitCommand(ctx, out, args[1:])
	}
	flags, settings := settingFlags("study", out)
	file := flags.String("out", "", "write the records to this CSV `file`")
	planned := flags.String("plan", "", "run the studies in this `file`, one line of flags each")
	dry := flags.Bool("dry-run", false, "say what would be trained, and train nothing")
	timings := flags.String("times", "", "write how long each run took to this CSV `file`; with "+
		"-workers, read it")
	workers := flags.Int("workers", 0, "train nothing, and say how long 1 to `n` workers of one core "+
		"would take")
	against := flags.String("against", "", "compare the study's methods with the `published` ones, "+
		"or with those of another folder of such files, on the same pairs")
	if _, err := arguments.ParseSettings(flags, settings, args); err != nil {
		return err
	}
	if err := checkTogether(flags); err != nil {
		return err
	}
	written := *timings
	if *workers != 0 {
		written = "" // it is read
	}
	if err := cmp.Or(checkPlace("out", *file), checkPlace("times", written)); err != nil {
		return err
	}
	beside, err := readAgainst(*against)
	if err != nil {
		return err
	}
	known, err := knownRecords()
	if err != nil {
		return err
	}
	studies := []arguments.Step{{Line: "these settings", Settings: *settings}}
	if *planned != "" {
		if studies, err = arguments.ReadPlan(*planned, *settings); err != nil {
			return err
		}
	}
	if *workers != 0 {
		return printForecast(ctx, out, studies, known, *workers, *timings)
	}
	if *dry {
		return printOutlook(ctx, out, studies, known)
	}
	if *planned != "" {
		return carryOut(ctx, studies, known)
	}
	watch := newStopwatch()
	results, c, err := console.WatchStudy(ctx, *settings, known, console.Progress(ctx), watch.hear)
	if err != nil {
		return err
	}
	if *timings != "" {
		if err := watch.save(*timings); err != nil {
			return err
		}
	}
	if *file != "" {
		if err := saveRecords(*file, results.Records()); err != nil {
			return err
		}
		fmt.Fprintf(out, "%d records of %d runs are in %s\n\n", len(results.Records()),
			len(results.Runs), *file)
	}
	if beside != nil {
		return printAgainst(ctx, out, results, c, beside)
	}
	return printTables(out, results)
}

// checkTogether refuses flags of study of which one would be ignored: those
// about one trained study beside those that train none or several.
func checkTogether(flags *flag.FlagSet) error {
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = f.Value.String() != f.DefValue })
	for _, c := range []struct{ flag, beside, because string }{
		{"out", "plan", "-plan keeps records in the store of runs only"},
		{"against", "plan", "-plan prints no tables"},
		{"times", "plan", "-plan times no runs"},
		{"out", "dry-run", "-dry-run trains nothing"},
		{"against", "dry-run", "-dry-run trains nothing"},
		{"times", "dry-run", "-dry-run trains nothing"},
		{"out", "workers", "-workers trains nothing"},
		{"against", "workers", "-workers trains nothing"},
		{"dry-run", "workers", "each prints a forecast of its own"},
	} {
		// with -workers the times are read, and it forecasts a plan too
		if given[c.flag] && given[c.beside] && !(c.flag == "times" && given["workers"]) {
			return fmt.Errorf("-%s does nothing beside -%s (%s): leave out one of them", c.flag,
				c.beside, c.because)
		}
	}
	return nil
}

// knownRecords returns the committed records: a run that has them counts as
// finished. It does not read the other published files, which are ten times as
// long.
func knownRecords() ([]records.Record, error) {
	if _, err := setup.Root(); err != nil {
		return nil, nil // outside a checkout nothing is known
	}
	known, err := records.PublishedRecords()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return known, err
}

// saveRecords writes records as CSV.
func saveRecords(path string, all []records.Record) error {
	var csv bytes.Buffer
	if err := records.WriteRecords(&csv, all); err != nil {
		return err
	}
	if err := maybe.WriteFile(path, csv.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
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
	s := records.Selection{Protocol: results.Settings.Protocol,
		Norm: string(results.Settings.Network.Norm), Sequential: true}
	for _, speaker := range results.Settings.Speakers {
		s.Sequential = s.Sequential && strings.Contains(speaker, "+")
	}
	return records.Select(results.Records(), s)
}
