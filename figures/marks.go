package figures

import (
	"image/color"
	"math"

	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A layer is a plotter made of one function; x and y turn data into places on
// the canvas.
type layer func(c draw.Canvas, x, y func(float64) vg.Length)

// Plot implements plot.Plotter.
func (l layer) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	l(c, x, y)
}

// grid draws a light line at every tick of the axes asked for.
func grid(p *plot.Plot, vertical, horizontal bool) {
	p.Add(layer(func(c draw.Canvas, x, y func(float64) vg.Length) {
		if vertical {
			for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
				c.StrokeLine2(stroke(gridGrey, 0.5), x(t.Value), c.Min.Y, x(t.Value), c.Max.Y)
			}
		}
		if horizontal {
			for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
				c.StrokeLine2(stroke(gridGrey, 0.5), c.Min.X, y(t.Value), c.Max.X, y(t.Value))
			}
		}
	}))
}

// span shades the interval [low, high] of the x axis.
func span(low, high float64, fill color.Color) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		c.FillPolygon(fill, corners(vg.Rectangle{Min: vg.Point{X: x(low), Y: c.Min.Y},
			Max: vg.Point{X: x(high), Y: c.Max.Y}}))
	}
}

// level draws a horizontal line across the plot at v.
func level(v float64, style draw.LineStyle) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		c.StrokeLine2(style, c.Min.X, y(v), c.Max.X, y(v))
	}
}

// levelBand shades [low, high] of the y axis across the plot.
func levelBand(low, high float64, fill color.Color) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		c.FillPolygon(fill, c.ClipPolygonY(corners(vg.Rectangle{Min: vg.Point{X: c.Min.X,
			Y: y(low)}, Max: vg.Point{X: c.Max.X, Y: y(high)}})))
	}
}

// upright draws a vertical line across the plot at v.
func upright(v float64, style draw.LineStyle) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		c.StrokeLine2(style, x(v), c.Min.Y, x(v), c.Max.Y)
	}
}

// path joins points; a NaN interrupts the line.
func path(xs, ys []float64, style draw.LineStyle) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		var run []vg.Point
		for i := range xs {
			if math.IsNaN(ys[i]) {
				c.StrokeLines(style, c.ClipLinesXY(run)...)
				run = nil
				continue
			}
			run = append(run, vg.Point{X: x(xs[i]), Y: y(ys[i])})
		}
		if len(run) > 1 {
			c.StrokeLines(style, c.ClipLinesXY(run)...)
		}
	}
}

// dot draws one marker.
func dot(px, py float64, style draw.GlyphStyle) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		c.DrawGlyphNoClip(style, vg.Point{X: x(px), Y: y(py)})
	}
}

// rim is the width of the white rim around a marker.
const rim = vg.Length(0.3)

// rimmed draws one marker with a white rim, so that it stands out among others.
func rimmed(px, py float64, style draw.GlyphStyle) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		at := vg.Point{X: x(px), Y: y(py)}
		c.DrawGlyphNoClip(draw.GlyphStyle{Color: white, Radius: style.Radius + rim,
			Shape: style.Shape}, at)
		c.DrawGlyphNoClip(style, at)
	}
}

// whisker draws a mean with its interval, vertical or, if lying, horizontal.
// The interval ends at the edge of the panel. A white rim makes the mark stand
// out among dots, and a hollow mark is white inside.
func whisker(at float64, m stats.TTest, l look, lying bool) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		place := func(v float64) vg.Point {
			if lying {
				return vg.Point{X: x(v), Y: y(at)}
			}
			return vg.Point{X: x(at), Y: y(v)}
		}
		ground := l.glyph(3.3)
		ground.Color = white
		c.DrawGlyphNoClip(ground, place(m.Mean))
		if !math.IsNaN(m.Low) && !math.IsNaN(m.High) {
			line := []vg.Point{place(m.Low), place(m.High)}
			c.StrokeLines(stroke(l.color, 1.4), c.ClipLinesXY(line)...)
		}
		if shape := filled(l.marker); shape != nil {
			c.DrawGlyphNoClip(draw.GlyphStyle{Color: white, Radius: 2.5, Shape: shape}, place(m.Mean))
		}
		c.DrawGlyphNoClip(l.glyph(2.5), place(m.Mean))
	}
}

// filled returns the shape that fills a hollow marker, or nil.
func filled(marker draw.GlyphDrawer) draw.GlyphDrawer {
	switch marker.(type) {
	case draw.RingGlyph:
		return draw.CircleGlyph{}
	case draw.TriangleGlyph:
		return draw.PyramidGlyph{}
	case draw.SquareGlyph:
		return draw.BoxGlyph{}
	}
	return nil
}

// remark writes text beside a place of the plot, dx and dy points away.
func remark(px, py float64, dx, dy vg.Length, style draw.TextStyle, s string) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		c.FillText(style, vg.Point{X: x(px) + dx, Y: y(py) + dy}, s)
	}
}
