package figures

import (
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot"
)

// A curve is one quantity of one run, by epoch.
type curve struct {
	run    records.Run
	epochs []float64
	values []float64
}

// curvesOf reads a quantity of a set from the traces of a method's runs, in the
// order of the runs.
func curvesOf(runs []records.Run, method, set string,
	quantity func(records.TracePoint) float64) []curve {
	var all []curve
	for _, r := range runs {
		if r.Method != method {
			continue
		}
		c := curve{run: r}
		for _, p := range r.Trace {
			if p.Set == set {
				c.epochs, c.values = append(c.epochs, float64(p.Epoch)),
					append(c.values, quantity(p))
			}
		}
		if len(c.epochs) > 0 {
			all = append(all, c)
		}
	}
	return all
}

// meanCurve averages curves at each epoch that all of them have. Without curves
// there is no mean.
func meanCurve(curves []curve) (epochs, means []float64) {
	if len(curves) == 0 {
		return nil, nil
	}
	for i, e := range curves[0].epochs {
		sum := curves[0].values[i]
		whole := true
		for _, c := range curves[1:] {
			j := slices.Index(c.epochs, e)
			if j < 0 {
				whole = false
				break
			}
			sum += c.values[j]
		}
		if whole {
			epochs, means = append(epochs, e), append(means, sum/float64(len(curves)))
		}
	}
	return epochs, means
}

// addRuns draws runs thin and returns their values. A single run is not drawn:
// it is its own mean.
func addRuns(p *plot.Plot, curves []curve, l look) []float64 {
	var shown []float64
	for _, c := range curves {
		if len(curves) > 1 {
			p.Add(path(c.epochs, c.values, stroke(tint(l.color, 0.4), 0.4)))
		}
		shown = append(shown, c.values...)
		p.X.Max = max(p.X.Max, c.epochs[len(c.epochs)-1])
	}
	return shown
}

// addMean draws the mean of runs thick.
func addMean(p *plot.Plot, curves []curve, l look) {
	epochs, means := meanCurve(curves)
	p.Add(path(epochs, means, l.line(1.2)))
}

// traceRows lists the points of runs for the CSV.
func traceRows(runs []records.Run, keep func(records.Run, records.TracePoint) bool) [][]string {
	data := [][]string{{"method", "speaker", "seed", "phase", "epoch", "set", "f1", "loss"}}
	for _, r := range runs {
		for _, p := range r.Trace {
			if keep(r, p) {
				data = append(data, []string{r.Method, r.Speaker, strconv.Itoa(r.Seed), p.Phase,
					strconv.Itoa(p.Epoch), p.Set, exact(p.F1), exact(p.Loss)})
			}
		}
	}
	return data
}

// asValues turns runs into values without a number, for captions that count
// runs.
func asValues(runs []records.Run, methods ...string) []value {
	var all []value
	for _, r := range runs {
		if slices.Contains(methods, r.Method) {
			all = append(all, value{speaker: r.Speaker, seed: r.Seed, method: r.Method})
		}
	}
	return all
}

// A phase is a named stretch of epochs, (low, high] on the axis of epochs.
type phase struct {
	name      string
	low, high float64
	rounds    []float64 // ends of the rounds in it, except the last
}

// phaseNames are what the phases of the procedure are called in figures. All
// rounds of noise are one phase.
var phaseNames = map[string]string{"reset": "reset", "noise": "noise",
	"finetune": "fine-tune", "train": names.SetTraining}

// phasesOf reads the phases from the points of a trace, which are in the order
// of their epochs. Epoch 0 is before the first phase.
func phasesOf(points []records.TracePoint) []phase {
	var all []phase
	last := ""
	for _, p := range points {
		if p.Epoch == 0 {
			continue
		}
		kind := trimRound(p.Phase)
		high := float64(p.Epoch)
		switch {
		case len(all) == 0 || all[len(all)-1].name != kind:
			all = append(all, phase{name: kind, low: high - 1, high: high})
		case high > all[len(all)-1].high:
			current := &all[len(all)-1]
			if p.Phase != last {
				current.rounds = append(current.rounds, current.high)
			}
			current.high = high
		}
		last = p.Phase
	}
	return all
}

// trimRound removes the number of the round from the name of a phase: "noise3"
// becomes "noise".
func trimRound(name string) string { return strings.TrimRight(name, "0123456789") }
