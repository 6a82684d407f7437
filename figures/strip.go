package figures

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A strip is a lying row of marks for one method: a dot a run, below the mean
// with its interval.
type strip struct {
	look   look
	values []value
}

// levelsMost is how many named rows a page has room for.
const levelsMost = 66

// stripLevels returns the speakers of strips that have a level of their own in
// each, with its name: all of several, unless they are too many to be named.
func stripLevels(strips []strip) []string {
	var all []value
	for _, s := range strips {
		all = append(all, s.values...)
	}
	speakers := speakersOf(all)
	if len(speakers) < 2 || len(speakers) > speakersMost ||
		len(strips)*(len(speakers)+1) > levelsMost {
		return nil
	}
	return speakers
}

// levelPlot draws strips below one another over a common scale, each with its
// mean at the top and below it a level for each speaker, which is named.
func levelPlot(xLabel string, strips []strip, speakers []string, low, high float64) *plot.Plot {
	p := newPlot(xLabel, "")
	p.X.Min, p.X.Max = low, high
	lines := len(strips) * (len(speakers) + 1)
	p.Y.Min, p.Y.Max = -0.6, float64(lines)-0.4
	p.Y.Tick.Length, p.Y.LineStyle.Width = 0, 0
	var ticks plot.ConstantTicks
	for i := range strips { // the rows of the means, behind the grid
		top := float64(lines - 1 - i*(len(speakers)+1))
		p.Add(levelBand(top-0.5, top+0.5, paleGrey))
	}
	grid(p, true, false)
	for i, s := range strips {
		top := float64(lines - 1 - i*(len(speakers)+1))
		ticks = append(ticks, plot.Tick{Value: top, Label: s.look.label})
		mark := s.look.glyph(1.8)
		mark.Color = tint(s.look.color, 0.6)
		for j, name := range speakers {
			at := top - float64(j+1)
			ticks = append(ticks, plot.Tick{Value: at, Label: name})
			own := only(s.values, name)
			for _, v := range own {
				p.Add(dot(v.v, at, mark))
			}
			if len(own) > 0 {
				p.Add(tickMark(summary(own).Mean, at, s.look.color))
			}
		}
		if len(s.values) > 0 {
			p.Add(whisker(top, summary(s.values), s.look, true))
		}
	}
	p.Y.Tick.Marker = ticks
	return p
}

// tickMark draws a short upright line.
func tickMark(px, py float64, colour color.Color) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		c.StrokeLine2(stroke(colour, 1.2), x(px), y(py)-3.2, x(px), y(py)+3.2)
	}
}

// stripPlot draws strips below one another over a common scale. Each speaker
// has a level of its own within a strip, so that runs of one speaker can be
// seen together.
func stripPlot(xLabel string, strips []strip, low, high float64) *plot.Plot {
	p := newPlot(xLabel, "")
	p.X.Min, p.X.Max = low, high
	p.Y.Min, p.Y.Max = -0.5, float64(len(strips))-0.5
	names := make([]string, len(strips))
	for i := range strips {
		names[i] = strips[len(strips)-1-i].look.label
	}
	p.Y.Tick.Marker = namedTicks(names)
	p.Y.Tick.Length, p.Y.LineStyle.Width = 0, 0
	grid(p, true, false)
	for i, s := range strips {
		at := float64(len(strips) - 1 - i)
		speakers := speakersOf(s.values)
		for j, name := range speakers {
			level := -0.12
			if len(speakers) > 1 {
				level = 0.06 - 0.42*float64(j)/float64(len(speakers)-1)
			}
			mark := s.look.glyph(1.7)
			mark.Color = tint(s.look.color, 0.55)
			for _, v := range only(s.values, name) {
				p.Add(dot(v.v, at+level, mark))
			}
		}
		if len(s.values) > 0 {
			p.Add(whisker(at+0.24, summary(s.values), s.look, true))
		}
	}
	return p
}

// stripNumbers returns all that a plot of strips must have room for.
func stripNumbers(strips []strip) []float64 {
	var all []float64
	for _, s := range strips {
		if len(s.values) == 0 {
			continue
		}
		m := summary(s.values)
		all = append(append(all, numbers(s.values)...), m.Low, m.High)
	}
	return all
}
