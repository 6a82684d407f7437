package figures

import "gonum.org/v1/plot"

// A strip is a lying row of marks for one method: a dot a run, below the mean
// with its interval.
type strip struct {
	look   look
	values []value
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
