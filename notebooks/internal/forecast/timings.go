package forecast

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"
)

// A Timing says how long a worker took for a run or, with the method "start",
// how long from its own start to that of its first run.
type Timing struct {
	Method string
	Epochs int
	First  bool // the worker's first run, which includes the compilation
	Took   time.Duration
}

// Start is the method of the Timing of a worker's start.
const Start = "start"

// maxTimings bounds what is read.
const maxTimings = 1_000_000

var columns = []string{"method", "epochs", "first", "seconds"}

// WriteTimings writes timings as CSV.
func WriteTimings(w io.Writer, all []Timing) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, t := range all {
		if err := out.Write([]string{t.Method, strconv.Itoa(t.Epochs), strconv.FormatBool(t.First),
			strconv.FormatFloat(t.Took.Seconds(), 'f', 3, 64)}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// ReadTimings reads what WriteTimings wrote.
func ReadTimings(r io.Reader) (all []Timing, err error) {
	in := csv.NewReader(r)
	header, err := in.Read()
	if err != nil || !slices.Equal(header, columns) {
		return nil, fmt.Errorf("the first line must be %q: give a file that study -times wrote",
			columns)
	}
	for len(all) < maxTimings {
		row, err := in.Read()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		epochs, err1 := strconv.Atoi(row[1])
		first, err2 := strconv.ParseBool(row[2])
		seconds, err3 := strconv.ParseFloat(row[3], 64)
		// at most a year, so that sums of many fit a time.Duration
		if err1 != nil || err2 != nil || err3 != nil || epochs < 0 || epochs > 1e6 ||
			!(seconds >= 0 && seconds <= 365*24*3600) {
			return nil, fmt.Errorf("line %d is %q: give a file that study -times wrote", len(all)+2,
				row)
		}
		all = append(all, Timing{row[0], epochs, first, inSeconds(seconds)})
	}
	return nil, fmt.Errorf("there are more than %d timings: give fewer", maxTimings)
}

func inSeconds(s float64) time.Duration { return time.Duration(math.Round(s * 1e9)) }

// A Pace says how long a run takes, by its method and epochs, and how long a
// worker needs before its first run.
type Pace struct {
	Start time.Duration
	epoch map[string]time.Duration
	all   time.Duration // of an epoch, for methods that were not timed
}

// ConstantPace gives every method the same time for an epoch, and workers no
// time to start.
func ConstantPace(epoch time.Duration) Pace { return Pace{all: epoch} }

// PaceOf estimates a pace from timings. An epoch takes the mean time of its
// method's epochs, in runs without a compilation if there are any. A start
// takes the mean of the starts plus the mean time by which first runs took
// longer than that pace.
func PaceOf(all []Timing) (Pace, error) {
	type sum struct{ took, epochs float64 }
	mean := func(s sum) time.Duration { return time.Duration(s.took / s.epochs) }
	by, total := map[string]sum{}, sum{}
	for _, later := range []bool{true, false} {
		for _, t := range all {
			if t.Method == Start || t.Epochs == 0 || t.First == later {
				continue
			}
			more := sum{float64(t.Took), float64(t.Epochs)}
			by[t.Method] = sum{by[t.Method].took + more.took, by[t.Method].epochs + more.epochs}
			total = sum{total.took + more.took, total.epochs + more.epochs}
		}
		if total.epochs > 0 {
			break
		}
	}
	if total.epochs == 0 {
		return Pace{}, fmt.Errorf("no run is timed: train some first with study -times")
	}
	p := Pace{all: mean(total), epoch: map[string]time.Duration{}}
	for method, s := range by {
		p.epoch[method] = mean(s)
	}
	starts, compilations := sum{}, sum{}
	for _, t := range all {
		switch {
		case t.Method == Start:
			starts = sum{starts.took + float64(t.Took), starts.epochs + 1}
		case t.First:
			longer := max(0, t.Took-p.Of(t.Method, t.Epochs))
			compilations = sum{compilations.took + float64(longer), compilations.epochs + 1}
		}
	}
	for _, s := range []sum{starts, compilations} {
		if s.epochs > 0 {
			p.Start += mean(s)
		}
	}
	return p, nil
}

// Of returns how long a run takes.
func (p Pace) Of(method string, epochs int) time.Duration {
	epoch, timed := p.epoch[method]
	if !timed {
		epoch = p.all
	}
	return time.Duration(epochs) * epoch
}
