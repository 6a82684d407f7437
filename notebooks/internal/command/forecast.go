package command

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/study"
	"audiounlearning/notebooks/internal/arguments"
	"audiounlearning/notebooks/internal/console"
	"audiounlearning/notebooks/internal/forecast"

	"github.com/google/renameio/v2/maybe"
)

// maxForecast is the largest number of workers that is simulated.
const maxForecast = 100_000

// maxTimes bounds a file of times, in bytes: a million lines of 64.
const maxTimes = 64_000_000

// A stopwatch keeps how long the runs of a study took.
type stopwatch struct {
	began time.Time
	all   []forecast.Timing
}

func newStopwatch() *stopwatch { return &stopwatch{began: time.Now()} }

// hear notes the start and the end of runs; the study calls it with each state.
func (s *stopwatch) hear(p study.Progress) {
	if len(p.Workers) > 0 && len(s.all) == 0 {
		s.all = append(s.all, forecast.Timing{Method: forecast.Start, Took: time.Since(s.began)})
	}
	if p.Ended != nil {
		s.all = append(s.all, forecast.Timing(*p.Ended))
	}
}

func (s *stopwatch) save(path string) error {
	var file bytes.Buffer
	if err := forecast.WriteTimings(&file, s.all); err != nil {
		return err
	}
	if err := maybe.WriteFile(path, file.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the times of runs: %w", err)
	}
	return nil
}

// paceFrom reads from a file how long runs took. Without a file it assumes the
// pace of the default study.
func paceFrom(path string) (forecast.Pace, error) {
	if path == "" {
		return forecast.ConstantPace(epochTime), nil
	}
	info, err := os.Stat(path)
	if err == nil && (!info.Mode().IsRegular() || info.Size() > maxTimes) {
		err = fmt.Errorf("%s is no file of at most %d bytes: give one that study -times wrote", path,
			maxTimes)
	}
	if err != nil {
		return forecast.Pace{}, fmt.Errorf("times of runs: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return forecast.Pace{}, fmt.Errorf("times of runs: %w", err)
	}
	defer f.Close()
	timings, err := forecast.ReadTimings(f)
	if err == nil {
		var pace forecast.Pace
		if pace, err = forecast.PaceOf(timings); err == nil {
			return pace, nil
		}
	}
	return forecast.Pace{}, fmt.Errorf("times of runs, %s: %w", path, err)
}

// scheduleOf turns the runs that a study would train into tasks.
func scheduleOf(o study.Outlook, pace forecast.Pace) (forecast.Schedule, error) {
	schedule := forecast.Schedule{Start: pace.Start}
	for _, step := range o.Steps {
		task := forecast.Task{Needs: step.Needs}
		if !step.Passed { // a passed step ends with the longer run that passes it
			task.Takes = pace.Of(step.Method, step.Epochs)
		}
		schedule.Tasks = append(schedule.Tasks, task)
	}
	return schedule, schedule.Validate()
}

// printForecast says how long 1 to most workers would take for the studies, one
// study after the other, and beyond how many workers more do not pay.
func printForecast(ctx context.Context, out io.Writer, steps []arguments.Step,
	known []records.Record, most int, timings string) error {
	if most < 1 || most > maxForecast {
		return fmt.Errorf("workers is %d: it must be in 1…%d", most, maxForecast)
	}
	pace, err := paceFrom(timings)
	if err != nil {
		return err
	}
	outlooks, err := look(ctx, steps, known)
	if err != nil {
		return err
	}
	var all []forecast.Schedule
	for _, o := range outlooks {
		schedule, err := scheduleOf(o, pace)
		if err != nil {
			return err
		}
		if len(schedule.Tasks) > 0 {
			all = append(all, schedule)
		}
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, "all runs are finished: there is nothing to forecast")
		return err
	}
	_, err = io.WriteString(out, forecastTable(all, most))
	return err
}

// forecastTable has a row each for 1, 2, 5, 10, … workers. The line below it
// says how many workers pay: the most that are each busy at least half of the
// time.
func forecastTable(all []forecast.Schedule, most int) string {
	var text bytes.Buffer
	var chain time.Duration
	runs := 0
	for _, s := range all {
		chain, runs = chain+s.Start+s.Chain(), runs+len(s.Tasks)
	}
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "workers\ttime\ttimes faster\tbusy\t")
	one := wallOf(all, 1)
	for _, n := range counts(most) {
		wall := wallOf(all, n)
		fmt.Fprintf(w, "%d\t%s\t%.1f\t%.0f %%\t\n", n, console.Took(wall), ratio(one, wall),
			100*ratio(one, wall)/float64(n))
	}
	w.Flush() // into memory
	fmt.Fprintf(&text, "%s; the longest chain of runs, each of which needs the one before, takes %s, "+
		"with its start.\n", records.Plural(runs, "run"), console.Took(chain))
	if n := lastThatPays(all, most); n < most {
		fmt.Fprintf(&text, "More than %d workers do not pay: half of their time is idle.\n", n)
	} else {
		fmt.Fprintf(&text, "As many as %d workers pay: each is busy at least half of the time.\n", n)
	}
	return text.String()
}

// wallOf returns how long the workers take for the studies of a plan. A study
// begins when the one before it is complete.
func wallOf(all []forecast.Schedule, workers int) (wall time.Duration) {
	for _, s := range all {
		wall += s.Wall(workers)
	}
	return wall
}

// lastThatPays returns the largest number of workers that are each busy at
// least half of the time. It searches by bisection.
func lastThatPays(all []forecast.Schedule, most int) int {
	one := wallOf(all, 1)
	pays := func(n int) bool { return 2*ratio(one, wallOf(all, n)) >= float64(n) }
	if pays(most) {
		return most
	}
	low, high := 1, most // low pays, high does not
	for high-low > 1 {
		if n := (low + high) / 2; pays(n) {
			low = n
		} else {
			high = n
		}
	}
	return low
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// counts returns 1, 2, 5, 10, 20, … up to most, and most.
func counts(most int) (all []int) {
	for ten := 1; ten <= most; ten *= 10 {
		for _, n := range []int{ten, 2 * ten, 5 * ten} {
			if n < most {
				all = append(all, n)
			}
		}
	}
	return append(all, most)
}
