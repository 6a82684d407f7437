package command

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/study"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"
)

// carryOut runs the studies of a plan one after the other. If it is interrupted
// and started again, it resumes where it stopped.
func carryOut(ctx context.Context, steps []arguments.Step, known []records.Record) error {
	show := console.Progress(ctx)
	for i, s := range steps {
		show.Line(fmt.Sprintf("plan: %d of %d: %s", i+1, len(steps), s.Line))
		if _, _, err := console.RunStudy(ctx, s.Settings, known, show); err != nil {
			return fmt.Errorf("plan, %s: %w", s.Line, err)
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
func printOutlook(ctx context.Context, out io.Writer, steps []arguments.Step,
	known []records.Record) error {
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
		row(o.Runs, len(o.Steps), o.Epochs(), o.Bytes, steps[i].Line)
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
func look(ctx context.Context, steps []arguments.Step, known []records.Record) ([]study.Outlook,
	error) {
	asked, err := findAll(ctx, steps, console.Progress(ctx))
	if err != nil {
		return nil, err
	}
	return study.Look(ctx, asked, known)
}
