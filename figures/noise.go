package figures

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// noiseHeight is the height of two panels below one another, with the key.
const noiseHeight = vg.Length(262)

// A noiseLevel is a method that differs from base by its noise alone.
type noiseLevel struct {
	method string
	scale  float64
	rounds string // "" for base's five
}

// noiseOf reads the noise of a method from its name: noise-0.12 is base with
// noise of that scale, and noise-0.04x3 the same in three rounds.
func noiseOf(method string) (l noiseLevel, ok bool) {
	l.method = method
	switch method {
	case "no-noise":
		return l, true
	case names.Base:
		l.scale = 0.08
		return l, true
	}
	rest, found := strings.CutPrefix(method, "noise-")
	scale, rounds, _ := strings.Cut(rest, "x")
	v, err := strconv.ParseFloat(scale, 64)
	if !found || err != nil || !(v > 0) || math.IsInf(v, 0) {
		return l, false
	}
	l.scale, l.rounds = v, rounds
	return l, true
}

// noiseLevels returns the levels of a view, from no noise to the most noise.
func noiseLevels(v *records.View) []noiseLevel {
	var levels []noiseLevel
	for _, m := range v.Unlearning() {
		if l, ok := noiseOf(m); ok {
			levels = append(levels, l)
		}
	}
	slices.SortStableFunc(levels, func(a, b noiseLevel) int {
		switch {
		case a.scale < b.scale:
			return -1
		case a.scale > b.scale:
			return 1
		}
		return strings.Compare(b.rounds, a.rounds) // other rounds before base's, ""
	})
	return levels
}

// A noiseMeasure is one panel: how a method is measured, and on what axis.
type noiseMeasure struct {
	head, label string
	of          func(*records.View, string) report.Estimate
	back        func(float64) float64 // from a value of the sample to the measure
	place       func(float64) float64 // from the measure to its place on the axis
	ticks       plot.Ticker
}

// bentTicks labels shares of the way, in percent, on an axis made by bend.
type bentTicks []float64

// bend maps a share of the way to the axis, asinh(share ÷ 0.1). That is about
// linear below a tenth and about logarithmic above.
func bend(share float64) float64 { return math.Asinh(share / 0.1) }

// Ticks implements plot.Ticker.
func (shares bentTicks) Ticks(low, high float64) []plot.Tick {
	var ticks []plot.Tick
	for _, share := range shares {
		if at := bend(share); at >= low && at <= high {
			ticks = append(ticks, plot.Tick{Value: at, Label: number(100*share, 0)})
		}
	}
	return ticks
}

// noiseMeasures are the two panels.
func noiseMeasures() []noiseMeasure {
	same := func(x float64) float64 { return x }
	return []noiseMeasure{
		{"excluded: way to gold", "% of the way to gold",
			func(v *records.View, m string) report.Estimate {
				return report.WayToGold(v, m).Estimate
			}, same, bend, bentTicks{-0.5, -0.2, -0.1, 0, 0.1, 0.2, 0.5, 1, 2, 5}},
		{"test: price", "errors ÷ gold's errors", report.Price, math.Exp, math.Log10,
			logTicks{1, 10, 100, 2, 5, 0.5, 0.2, 20, 50}},
	}
}

// NoiseSteps draws the effect of the scale of the noise on the weights. One
// panel has the way to gold on excluded, on an axis that is linear below 10 %
// and logarithmic above; the other has the ratio of errors to gold's on test,
// on a logarithmic axis.
//
// It draws every method that differs from base by its noise alone: no-noise,
// base, noise-SCALE, and noise-SCALExROUNDS for other than five rounds. A dot
// is a speaker's mean over seeds; to the right of the dots is their mean with
// its 95 % interval. Gold is a line, and the interval of gold2 a band.
//
// The figure is one column wide. It returns ErrNoData if no such method has a
// finished run with original and gold.
func NoiseSteps(v *records.View) (*Figure, error) {
	levels := noiseLevels(v)
	data := [][]string{{"set", "method", "noise", "rounds", "speaker", "value"}}
	var rows [][]panel
	sample := records.Sample{}
	for i, measure := range noiseMeasures() {
		p := newPlot("", measure.label)
		shown := addNoise(p, v, measure, levels, func(l noiseLevel, pair records.Pair, y float64) {
			data = append(data, []string{[]string{names.SetExcluded, names.SetTest}[i], l.method,
				exact(l.scale), l.rounds, pair.Speaker, exact(y)})
		})
		if len(shown) == 0 {
			return nil, noData("noise", "no noise level has a run with original and gold",
				"run base or no-noise, original and gold on the same pairs")
		}
		p.Y.Min, p.Y.Max = bounds(shown, 0.06)
		p.Y.Tick.Marker = measure.ticks
		noiseAxis(p, levels)
		if i == 1 {
			p.X.Label.Text = "noise scale"
		}
		rows = append(rows, []panel{{p, measure.head}})
		if f1 := v.Level(records.F1, names.SetExcluded, levels[len(levels)-1].method); i == 0 {
			sample = f1
		}
	}
	dots := fmt.Sprintf("the means of %s over up to %s", count(len(sample.Speakers()), "speaker"),
		count(mostSeeds(sample), "seed"))
	if len(sample.Speakers()) == 1 {
		dots = fmt.Sprintf("excluded speaker %s; in the lower panel one for each of up to %s",
			sample.Speakers()[0], count(mostSeeds(sample), "seed"))
	}
	aside := ""
	if slices.ContainsFunc(levels, func(l noiseLevel) bool { return l.rounds != "" }) {
		aside = "; hollow marks, moved to the left: other numbers of rounds"
	}
	return &Figure{
		Caption: fmt.Sprintf("Effect of the noise scale; Base has 0.08. Upper panel: 100 is gold, and "+
			"above 100 a method scores below gold; the axis is linear below 10 and logarithmic above. "+
			"Dots: %s; marks to their right: their mean with its 95 %% t interval%s; dashed: gold; "+
			"band: the 95 %% t interval of gold2, a second training of gold.", dots, aside),
		width: ColumnWidth, height: noiseHeight,
		draw: func(c draw.Canvas) { drawPanels(drawKey(c, noiseKey(levels)), rows, 8) },
		data: data,
	}, nil
}

// mostSeeds is the largest number of seeds of a speaker.
func mostSeeds(s records.Sample) (most int) {
	for _, cluster := range s.Clusters() {
		most = max(most, len(cluster))
	}
	return most
}
