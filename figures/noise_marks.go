package figures

import (
	"math"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Where marks are beside their tick, in points: dots at the left, the mean at
// the right. All marks of methods with another number of rounds than base are
// further left.
const (
	noiseDots   = vg.Length(-3.5)
	noiseMean   = vg.Length(3)
	noiseRounds = vg.Length(-13)
)

// noiseLook returns a blue disc, or a ring if the number of rounds is not
// base's.
func noiseLook(l noiseLevel) look {
	if l.rounds != "" {
		return look{color: skyBlue, marker: draw.RingGlyph{}}
	}
	return look{color: blue, marker: draw.CircleGlyph{}}
}

// addNoise draws one panel: gold, a line through the means of base's rounds,
// dots and whiskers. It calls note for each dot, and returns all values that
// the panel must have room for, or nil if no level was run.
func addNoise(p *plot.Plot, v *records.View, m noiseMeasure, levels []noiseLevel,
	note func(noiseLevel, records.Pair, float64)) (shown []float64) {
	if again := m.of(v, names.Gold2); again.Low <= again.High {
		low, high := m.place(again.Low), m.place(again.High)
		p.Add(levelBand(low, high, tint(orange, 0.25)))
		shown = append(shown, low, high)
	}
	gold := m.place(1) // by definition: all of the way, and as many errors
	grid(p, false, true)
	p.Add(level(gold, lookOf(names.Gold).line(1.2)))
	drawn := false
	var xs, means []float64
	var marks []layer
	for _, l := range levels {
		e := m.of(v, l.method)
		if math.IsNaN(e.Mean) {
			continue
		}
		drawn = true
		shown = append(shown, gold, m.place(e.Mean))
		style, dx := noiseLook(l), vg.Length(0)
		if l.rounds != "" {
			dx = noiseRounds
		}
		mark := style.glyph(1.6)
		if mark.Color = tint(style.color, 0.5); l.rounds != "" {
			mark.Color = style.color // a pale ring would not show
		}
		for _, pair := range e.Sample.Pairs {
			y := m.back(pair.Value)
			note(l, pair, y)
			shown = append(shown, m.place(y))
			marks = append(marks, shifted(dot(l.scale, m.place(y), mark), dx+noiseDots))
		}
		if e.Low <= e.High {
			shown = append(shown, m.place(e.Low), m.place(e.High))
		}
		marks = append(marks, shifted(whisker(l.scale, stats.TTest{Mean: m.place(e.Mean),
			Low: m.place(e.Low), High: m.place(e.High)}, style, false), dx+noiseMean))
		if l.rounds == "" {
			xs, means = append(xs, l.scale), append(means, m.place(e.Mean))
		}
	}
	p.Add(shifted(path(xs, means, stroke(tint(blue, 0.6), 0.8)), noiseMean))
	for _, mark := range marks {
		p.Add(mark)
	}
	if !drawn {
		return nil
	}
	return shown
}

// shifted draws a layer dx points to the right of its place.
func shifted(l layer, dx vg.Length) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		l(c, func(v float64) vg.Length { return x(v) + dx }, y)
	}
}

// noiseAxis makes the x axis of a panel, with a tick for each level.
func noiseAxis(p *plot.Plot, levels []noiseLevel) {
	var ticks plot.ConstantTicks
	decimals := 0
	for _, l := range levels {
		_, behind, _ := strings.Cut(exact(l.scale), ".")
		decimals = max(decimals, len(behind))
	}
	for i, l := range levels {
		if i == 0 || l.scale != levels[i-1].scale {
			ticks = append(ticks, plot.Tick{Value: l.scale, Label: number(l.scale, decimals)})
		}
	}
	most := levels[len(levels)-1].scale
	p.X.Tick.Marker = ticks
	p.X.Min, p.X.Max = -0.06*most, 1.06*most
	if most == 0 {
		p.X.Min, p.X.Max = -0.01, 0.01
	}
}

// noiseKey explains the marks of the levels, and gold.
func noiseKey(levels []noiseLevel) []keyEntry {
	var key []keyEntry
	for _, l := range levels {
		label := "5 rounds"
		if l.rounds != "" {
			label = l.rounds + " rounds"
		}
		if len(key) == 0 || key[len(key)-1].label != label {
			key = appendKey(key, keyEntry{label: label, glyph: noiseLook(l).glyph(2.5)})
		}
	}
	return append(key, keyEntry{label: "gold; band: gold2, 95 %",
		line: lookOf(names.Gold).line(1.2), fill: tint(orange, 0.25)})
}

// appendKey appends an entry unless the key has its label.
func appendKey(key []keyEntry, e keyEntry) []keyEntry {
	for _, k := range key {
		if k.label == e.label {
			return key
		}
	}
	return append(key, e)
}
