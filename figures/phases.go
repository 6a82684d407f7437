package figures

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// phasesHeight is the height of a row of panels below a key of one line.
const phasesHeight = vg.Length(190)

// Phases draws macro F1 on test and on excluded after each epoch of unlearning.
// Runs are thin lines, the mean of a method's runs is a thick line. Every other
// phase is shaded, and all phases are named. Gold's mean, from the records, is
// a line with its 95 % interval as a band.
//
// Methods without a trace are left out. The records must be of one corpus,
// protocol and norm. The figure is as wide as the text. It returns ErrNoData if
// no method has a run.
func Phases(runs []records.Run, list []records.Record, methods ...string) (*Figure, error) {
	if err := compatible(list); err != nil {
		return nil, fmt.Errorf("figure phases: %w", err)
	}
	used := asValues(runs, methods...)
	if len(used) == 0 {
		return nil, noData("phases", "no run of "+strings.Join(methods, " or "),
			"name methods that have runs with traces")
	}
	stretch := phasesOf(longest(runs, methods))
	var row []panel
	var gold []value
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		p := newPlot("epoch of unlearning", "macro F1")
		shadePhases(p, stretch)
		grid(p, false, true)
		gold = scores(list, names.Gold, set)
		shown := append(addGold(p, gold), 1)
		namePhases(p, stretch)
		byMethod := make([][]curve, len(methods))
		for i, m := range methods {
			byMethod[i] = curvesOf(runs, m, set,
				func(t records.TracePoint) float64 { return t.F1 })
			shown = append(shown, addRuns(p, byMethod[i], lookOf(m))...)
		}
		for i, m := range methods { // above all runs
			addMean(p, byMethod[i], lookOf(m))
		}
		p.X.Min = 0
		p.Y.Min, p.Y.Max = bounds(shown, 0.03)
		p.Y.Max = min(1.005, p.Y.Max)
		leaveFoot(p)
		row = append(row, panel{p, setHead(list, set)})
	}
	band := ""
	if len(gold) > 1 {
		band = "; orange band: its " + intervalOver(gold)
	}
	return &Figure{
		Caption: fmt.Sprintf("Macro F1 during the phases of unlearning (%s). Epoch 0 is the "+
			"original. Thin: runs; thick: their mean; orange line: gold's mean%s.", runNote(used),
			band),
		width: TextWidth, height: phasesHeight,
		draw: func(c draw.Canvas) {
			key := methodKey(methods, 1.4)
			for i := range key {
				key[i].glyph = draw.GlyphStyle{}
			}
			key = append(key, keyEntry{
				label: Label(names.Gold), line: lookOf(names.Gold).line(1.2), fill: tint(orange, 0.25),
			})
			drawPanels(drawKey(c, key), [][]panel{row}, 10)
		},
		data: traceRows(runs, func(r records.Run, t records.TracePoint) bool {
			return slices.Contains(methods, r.Method) &&
				(t.Set == names.SetTest || t.Set == names.SetExcluded)
		}),
	}, nil
}

// longest returns the longest trace among the runs of some methods.
func longest(runs []records.Run, methods []string) []records.TracePoint {
	var best []records.TracePoint
	for _, r := range runs {
		if slices.Contains(methods, r.Method) && len(r.Trace) > len(best) {
			best = r.Trace
		}
	}
	return best
}

// shadePhases shades every other phase.
func shadePhases(p *plot.Plot, phases []phase) {
	for i, ph := range phases {
		if i%2 == 1 {
			p.Add(span(ph.low, ph.high, paleGrey))
		}
	}
}

// namePhases writes the names of all phases at the foot of the plot. Above the
// names it marks where phases and rounds of noise end.
func namePhases(p *plot.Plot, phases []phase) {
	for i, ph := range phases {
		p.Add(layer(func(c draw.Canvas, x, _ func(float64) vg.Length) {
			foot := c.Min.Y + 12
			if i > 0 {
				c.StrokeLine2(stroke(tint(midGrey, 0.7), 0.4), x(ph.low), foot, x(ph.low), c.Max.Y)
			}
			for _, r := range ph.rounds {
				c.StrokeLine2(stroke(tint(midGrey, 0.5), 0.4, 1, 2), x(r), foot, x(r), c.Max.Y)
			}
		}))
		name := phaseNames[ph.name]
		if name == "" {
			name = ph.name
		}
		if len(ph.rounds) > 0 {
			name = fmt.Sprintf("%s × %d", name, len(ph.rounds)+1)
		}
		p.Add(layer(func(c draw.Canvas, x, y func(float64) vg.Length) {
			style := inked(textStyle(smallSize, draw.XCenter, draw.YBottom), darkGrey)
			c.FillText(style, vg.Point{X: (x(ph.low) + x(ph.high)) / 2, Y: c.Min.Y + 2}, name)
		}))
	}
}

// leaveFoot makes room below the curves for the names of the phases.
func leaveFoot(p *plot.Plot) { p.Y.Min -= 0.08 * (p.Y.Max - p.Y.Min) }

// addGold draws gold's mean across the plot, with its interval as a band, and
// returns the values that the plot must have room for.
func addGold(p *plot.Plot, gold []value) (shown []float64) {
	if len(gold) == 0 {
		return nil
	}
	m := summary(gold)
	if m.Low <= m.High {
		p.Add(levelBand(m.Low, m.High, tint(orange, 0.25)))
		shown = []float64{max(m.Low, 0), min(m.High, 1)}
	}
	p.Add(level(m.Mean, lookOf(names.Gold).line(1.2)))
	return append(shown, m.Mean)
}
