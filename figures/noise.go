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

// noiseHeight holds two panels below one another, and the key.
const noiseHeight = vg.Length(262)

// A noiseLevel is a method that differs from base by its noise alone.
type noiseLevel struct {
	method string
	scale  float64
	rounds string // where they are not base's five
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

// noiseLevels returns the levels that a view has, from none to most.
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
		return strings.Compare(b.rounds, a.rounds) // fewer rounds first, then all
	})
	return levels
}

// noiseMeasure is one panel: how a method is measured, and on what axis.
type noiseMeasure struct {
	head, label string
	of          func(*records.View, string) report.Estimate
	back        func(float64) float64 // from the sample's scale to the axis's numbers
	place       func(float64) float64 // from these to the axis
	ticks       plot.Ticker
}

// bentTicks labels shares of the way on an axis that bend makes.
type bentTicks []float64

// bend is linear in shares below a tenth and logarithmic above.
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
		{"excluded: how far towards gold", "% of the way to gold",
			func(v *records.View, m string) report.Estimate {
				return report.WayToGold(v, m).Estimate
			}, same, bend, bentTicks{-0.5, -0.2, -0.1, 0, 0.1, 0.2, 0.5, 1, 2, 5}},
		{"test: at what price", "errors ÷ gold's errors", report.Price, math.Exp, math.Log10,
			logAxis{0.2: "0.2", 0.5: "0.5", 1: "1", 2: "2", 5: "5", 10: "10", 20: "20", 50: "50",
				100: "100"}},
	}
}

// NoiseSteps draws what the scale of the weight perturbation does: the way to
// gold on the excluded set, on an axis that is linear below 10 % and
// logarithmic above, and the ratio of errors to gold's on the test set, on a
// logarithmic one. It takes every method that differs from base by its noise
// alone: no-noise, base itself and noise-SCALE, with xROUNDS where these are
// not five. A dot is a speaker's mean over seeds, beside it their mean with its
// 95 % interval; the band is the interval of gold trained again, around gold
// itself as a line.
//
// The figure is one column wide. It returns ErrNoData where no such method has
// a finished run beside original and gold.
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
			return nil, noData("noise", "no finished run of no-noise, base or another noise "+
				"level beside original and gold")
		}
		p.Y.Min, p.Y.Max = bounds(shown, 0.06)
		p.Y.Tick.Marker = measure.ticks
		noiseAxis(p, levels)
		if i == 1 {
			p.X.Label.Text = "scale of the noise"
		}
		rows = append(rows, []panel{{p, measure.head}})
		if f1 := v.Level(records.F1, names.SetExcluded, levels[len(levels)-1].method); i == 0 {
			sample = f1
		}
	}
	dots := fmt.Sprintf("the means of %s over up to %s", count(len(sample.Speakers()), "speaker"),
		count(mostSeeds(sample), "seed"))
	if len(sample.Speakers()) == 1 {
		dots = fmt.Sprintf("excluded speaker %s, below each of up to %s", sample.Speakers()[0],
			count(mostSeeds(sample), "seed"))
	}
	return &Figure{
		Caption: fmt.Sprintf("What the scale of the noise does; 0.08 is the base scheme. Above, "+
			"100 is gold, and more scores below it; the axis is linear below 10 and logarithmic "+
			"above. Dots: %s; marks: their mean with its 95 %% t interval; dashed: gold; band: "+
			"the same interval of gold trained again.", dots),
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
