package figures

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A strip is a row of marks for one method: the mean with its interval, and
// below it a dot for each run.
type strip struct {
	look   look
	values []value
}

// levelsMost is how many named rows a page has room for.
const levelsMost = 66

// stripLevels returns the speakers that have a named row in each strip. It
// returns none for a single speaker, or if the page has no room for the names.
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

// levelPlot draws strips below one another on one scale. Each has its mean at
// the top, and below it a named row for each speaker.
func levelPlot(xLabel string, strips []strip, speakers []string, low, high float64) *plot.Plot {
	p := newPlot(xLabel, "")
	p.X.Min, p.X.Max = low, high
	lines := len(strips) * (len(speakers) + 1)
	p.Y.Min, p.Y.Max = -0.6, float64(lines)-0.4
	p.Y.Tick.Length, p.Y.LineStyle.Width = 0, 0
	var ticks plot.ConstantTicks
	for i := range strips { // the rows of the means, below the grid
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
			addSeeds(p, own, at, 0.5, mark)
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

// addSeeds draws the runs of one speaker around a height, each a little lower
// than the one before, so that runs of equal value can all be seen.
func addSeeds(p *plot.Plot, values []value, at, spread float64, mark draw.GlyphStyle) {
	for i, v := range values {
		share := 0.5 - (float64(i)+0.5)/float64(len(values)) // symmetric about 0
		p.Add(rimmed(v.v, at+spread*share, mark))
	}
}

// tickMark draws a short vertical line.
func tickMark(px, py float64, colour color.Color) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		c.StrokeLine2(stroke(colour, 1.2), x(px), y(py)-3.2, x(px), y(py)+3.2)
	}
}

// stripPlot draws strips below one another on one scale. Within a strip each
// speaker has its own line of dots, so that its runs can be seen together.
func stripPlot(xLabel string, strips []strip, low, high float64) *plot.Plot {
	p := newPlot(xLabel, "")
	p.X.Min, p.X.Max = low, high
	p.Y.Min, p.Y.Max = -0.5, float64(len(strips))-0.5
	labels := make([]string, len(strips))
	for i := range strips {
		labels[i] = strips[len(strips)-1-i].look.label
	}
	p.Y.Tick.Marker = namedTicks(labels)
	p.Y.Tick.Length, p.Y.LineStyle.Width = 0, 0
	grid(p, true, false)
	for i, s := range strips {
		at := float64(len(strips) - 1 - i)
		speakers := speakersOf(s.values)
		for j, name := range speakers {
			level, spread := -0.2, 0.36
			if len(speakers) > 1 {
				level, spread = 0.06-0.42*float64(j)/float64(len(speakers)-1), 0
			}
			mark := s.look.glyph(1.7)
			mark.Color = tint(s.look.color, 0.6)
			addSeeds(p, only(s.values, name), at+level, spread, mark)
		}
		if len(s.values) > 0 {
			p.Add(whisker(at+0.24, summary(s.values), s.look, true))
		}
	}
	return p
}

// stripNumbers returns all numbers that a plot of strips must have room for.
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
