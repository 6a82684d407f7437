package command

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/study"
	"audiounlearning/notebooks/internal/console"
)

// A step is one study of a plan: a line of flags, and the settings that it
// gives.
type step struct {
	line     string
	settings settings.Settings
}

// maxPlan bounds a plan, in bytes.
const maxPlan = 1 << 20

// readPlan reads a plan: each line holds the flags of one study, the most
// valuable study first. Lines that begin with # are comments. Settings that a
// line leaves out are as in base.
func readPlan(path string, base settings.Settings) ([]step, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("plan: %w: give a file with a line of flags for each study", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxPlan {
		return nil, fmt.Errorf("plan %s: it must be a file of at most %d bytes", path, maxPlan)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	var steps []step
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		flags := flagsOf("study", io.Discard)
		s := base
		s.Flags(flags)
		if _, err := parseSettings(flags, &s, strings.Fields(line)); err != nil {
			return nil, fmt.Errorf("plan %s, line %d: %w", path, i+1, err)
		}
		steps = append(steps, step{line, s})
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("plan %s lists no study: write a line of flags for each", path)
	}
	return steps, nil
}

// carryOut runs the studies of a plan one after the other. If it is interrupted
// and started again, it resumes where it stopped.
func carryOut(ctx context.Context, steps []step, known []records.Record) error {
	show := console.Progress(ctx)
	for i, s := range steps {
		show.Line(fmt.Sprintf("plan: %d of %d: %s", i+1, len(steps), s.line))
		if _, _, err := console.RunStudy(ctx, s.settings, known, show); err != nil {
			return fmt.Errorf("plan, %s: %w", s.line, err)
		}
	}
	return nil
}

// epochTime is how long an epoch of the default network on FSDD takes on one
// core of an AMD EPYC, scoring included.
const epochTime = 370 * time.Millisecond

// printOutlook says how much of each study remains to be trained, and about how
// long that takes. A run that several studies share counts in the first of
// them.
func printOutlook(ctx context.Context, out io.Writer, steps []step, known []records.Record) error {
	outlooks, err := look(ctx, steps, known)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "runs\tmissing\tepochs\thours\tMB\t  study")
	row := func(runs, missing, epochs int, bytes int64, line string) {
		hours := time.Duration(epochs) * epochTime
		fmt.Fprintf(w, "%d\t%d\t%d\t%.2f\t%.0f\t  %s\n", runs, missing, epochs, hours.Hours(),
			float64(bytes)/1e6, line)
	}
	var runs, missing, epochs int
	var bytes int64
	for i, o := range outlooks {
		row(o.Runs, len(o.Steps), o.Epochs(), o.Bytes, steps[i].line)
		runs, missing = runs+o.Runs, missing+len(o.Steps)
		epochs, bytes = epochs+o.Epochs(), bytes+o.Bytes
	}
	row(runs, missing, epochs, bytes, "all; a run that several studies share counts in the first")
	fmt.Fprintf(w,
		"\t\t\t\t\t  hours: on one core, at %v an epoch of the default network on FSDD\n",
		epochTime)
	return w.Flush()
}

// look returns what the studies of a plan would train.
func look(ctx context.Context, steps []step, known []records.Record) ([]study.Outlook, error) {
	asked, err := findAll(ctx, steps, console.Progress(ctx))
	if err != nil {
		return nil, err
	}
	return study.Look(ctx, asked, known)
}
