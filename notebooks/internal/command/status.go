package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/store"
	"audiounlearning/gomlx_model/study"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"
)

// ErrIncomplete is what status returns while runs are left. The error need not
// be printed, since status has printed what is left.
var ErrIncomplete = errors.New("runs are left")

// watchPause is how long -watch waits between two looks.
const watchPause = 5 * time.Second

// statusCommand says how much of a study or a plan is done, over all machines.
// It fails with ErrIncomplete while runs are left. It starts no backend.
func statusCommand(ctx context.Context, out io.Writer, args []string) error {
	flags, settings := settingFlags("status", out)
	planned := flags.String("plan", "", "look at the studies in this `file`, one line of flags each")
	asJSON := flags.Bool("json", false, "print JSON")
	watch := flags.Bool("watch", false, "look again every "+watchPause.String()+" until all is done")
	if _, err := arguments.ParseSettings(flags, settings, args); err != nil {
		return err
	}
	known, err := knownRecords()
	if err != nil {
		return err
	}
	steps := []arguments.Step{{Settings: *settings}}
	if *planned != "" {
		if steps, err = arguments.ReadPlan(*planned, *settings); err != nil {
			return err
		}
	}
	asked, err := findAll(ctx, steps, console.New(io.Discard))
	if err != nil {
		return err
	}
	for {
		s, err := study.Stand(asked, known)
		if err != nil {
			return err
		}
		if *asJSON {
			err = json.NewEncoder(out).Encode(statusOf(s))
		} else {
			err = printStanding(out, s)
		}
		switch {
		case err != nil:
			return err
		case s.Complete():
			return nil
		case !*watch:
			return ErrIncomplete
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(watchPause):
		}
	}
}

// findAll finds the corpus of each step. It reads each corpus only once.
func findAll(ctx context.Context, steps []arguments.Step, show *console.Screen) (asked []study.Asked,
	err error) {
	found := map[string]*corpus.Corpus{}
	for _, s := range steps {
		c := found[s.Settings.Data]
		if c == nil {
			if c, err = console.FindCorpus(ctx, s.Settings.Data, show); err != nil {
				return nil, err
			}
			if c.Synthetic && s.Settings.Data == "" {
				fmt.Fprintf(os.Stderr, "looking for runs on synthetic speech: %s\n", c.Reason)
			}
			found[s.Settings.Data] = c
		}
		asked = append(asked, study.Asked{Settings: s.Settings, Corpus: c})
	}
	return asked, nil
}

// A status is a study.Standing in JSON: counts, seconds, times as in RFC 3339.
type status struct {
	Complete bool          `json:"complete"`
	Runs     int           `json:"runs"`
	Done     int           `json:"done"`
	Failed   int           `json:"failed"`
	Running  []store.Lease `json:"running"`
	Waiting  int           `json:"waiting"`
	Epochs   int           `json:"epochs_left"`
	Seconds  float64       `json:"seconds_left,omitempty"` // left out while unknown
	Backends []string      `json:"backends"`
	Stores   []string      `json:"stores"`
}

func statusOf(s study.Standing) status {
	return status{Complete: s.Complete(), Runs: s.Runs, Done: s.Done, Failed: s.Failed,
		Running: append([]store.Lease{}, s.Running...), Waiting: s.Waiting, Epochs: s.Epochs,
		Seconds: s.Left.Seconds(), Backends: s.Backends, Stores: s.Stores}
}

// printStanding prints a standing as text.
func printStanding(out io.Writer, s study.Standing) error {
	failed := ""
	if s.Failed > 0 {
		failed = fmt.Sprintf(" (%d of them failed)", s.Failed)
	}
	fmt.Fprintf(out, "%s: %d done%s, %d running, %d waiting%s\n", records.Plural(s.Runs, "run"),
		s.Done, failed, len(s.Running), s.Waiting, console.Left(s.Left))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, l := range s.Running {
		where := l.Job
		if l.Host != "" {
			where = strings.TrimSpace(fmt.Sprintf("%s process %d  %s", l.Host, l.Process, l.Job))
		}
		since, epoch := "", ""
		if !l.Since.IsZero() {
			since = "since " + l.Since.Local().Format(time.DateTime)
		}
		if l.Of > 0 {
			epoch = fmt.Sprintf("epoch %d of %d", l.Epoch, l.Of)
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\n", l.Run, epoch, since, where)
	}
	fmt.Fprintf(w, "  backend\t%s\n  store\t%s\n", strings.Join(s.Backends, ", "),
		strings.Join(s.Stores, ", "))
	return w.Flush()
}
