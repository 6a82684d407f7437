package figures

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A keyEntry explains one mark in the key (legend) of a figure: a line, a
// marker, a patch, or any of these on top of each other.
type keyEntry struct {
	label string
	line  draw.LineStyle
	glyph draw.GlyphStyle
	fill  color.Color
}

const (
	keySample = vg.Length(15) // width of a sample of a line or patch
	keyMarker = vg.Length(7)  // width of a sample of a lone marker
	keyLine   = vg.Length(11) // height of a line of the key
)

// drawKey writes the entries in lines at the top of the canvas and returns the
// rest of it.
func drawKey(c draw.Canvas, entries []keyEntry) draw.Canvas {
	style := textStyle(textSize, draw.XLeft, draw.YCenter)
	const between = vg.Length(9)
	x, y := c.Min.X+1, c.Max.Y-keyLine/2-1
	for i, e := range entries {
		sample := keySample
		if e.line.Width == 0 && e.fill == nil {
			sample = keyMarker
		}
		width := sample + 3 + style.Width(e.label)
		if i > 0 && x+width > c.Max.X {
			x, y = c.Min.X+1, y-keyLine
		}
		drawSample(c, e, x, y, sample)
		c.FillText(style, vg.Point{X: x + sample + 3, Y: y}, e.label)
		x += width + between
	}
	return draw.Crop(c, 0, 0, 0, y-keyLine/2-c.Max.Y-4)
}

// drawSample draws the mark of an entry from x on, centred on y.
func drawSample(c draw.Canvas, e keyEntry, x, y, width vg.Length) {
	if e.fill != nil {
		c.FillPolygon(e.fill, corners(vg.Rectangle{Min: vg.Point{X: x, Y: y - 3.5},
			Max: vg.Point{X: x + width, Y: y + 3.5}}))
	}
	if e.line.Width > 0 {
		c.StrokeLine2(e.line, x, y, x+width, y)
	}
	if e.glyph.Shape != nil {
		c.DrawGlyphNoClip(e.glyph, vg.Point{X: x + width/2, Y: y})
	}
}

// methodKey returns the key of some methods: their markers and, if width is
// positive, their lines.
func methodKey(methods []string, width vg.Length) []keyEntry {
	entries := make([]keyEntry, len(methods))
	for i, m := range methods {
		l := lookOf(m)
		entries[i] = keyEntry{label: l.label, glyph: l.glyph(2.6)}
		if width > 0 {
			entries[i].line = l.line(width)
		}
	}
	return entries
}
