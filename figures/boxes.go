package figures

import (
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A box is a rounded rectangle of a diagram: a bold first line, plain lines
// below.
type box struct {
	at            vg.Point // centre
	width, height vg.Length
	fill, edge    color.Color
	head          string
	lines         []string
}

// draw paints the box and centres its text in it.
func (b box) draw(c draw.Canvas) {
	outline := b.outline(3)
	c.SetColor(b.fill)
	c.Fill(outline)
	if b.edge != nil {
		c.SetLineStyle(stroke(b.edge, 0.8))
		c.Stroke(outline)
	}
	const leading = vg.Length(9.6)
	count := len(b.lines)
	if b.head != "" {
		count++
	}
	y := b.at.Y + leading*vg.Length(count-1)/2
	if b.head != "" {
		c.FillText(bold(textStyle(textSize, draw.XCenter, draw.YCenter)), vg.Point{X: b.at.X, Y: y},
			b.head)
		y -= leading
	}
	for _, line := range b.lines {
		c.FillText(textStyle(smallSize, draw.XCenter, draw.YCenter), vg.Point{X: b.at.X, Y: y},
			line)
		y -= leading
	}
}

// outline returns the edge of the box with corners of a radius.
func (b box) outline(r vg.Length) vg.Path {
	left, right := b.at.X-b.width/2, b.at.X+b.width/2
	bottom, top := b.at.Y-b.height/2, b.at.Y+b.height/2
	var p vg.Path
	p.Move(vg.Point{X: left + r, Y: bottom})
	p.Line(vg.Point{X: right - r, Y: bottom})
	p.CubeTo(vg.Point{X: right - r/2, Y: bottom}, vg.Point{X: right, Y: bottom + r/2},
		vg.Point{X: right, Y: bottom + r})
	p.Line(vg.Point{X: right, Y: top - r})
	p.CubeTo(vg.Point{X: right, Y: top - r/2}, vg.Point{X: right - r/2, Y: top},
		vg.Point{X: right - r, Y: top})
	p.Line(vg.Point{X: left + r, Y: top})
	p.CubeTo(vg.Point{X: left + r/2, Y: top}, vg.Point{X: left, Y: top - r/2},
		vg.Point{X: left, Y: top - r})
	p.Line(vg.Point{X: left, Y: bottom + r})
	p.CubeTo(vg.Point{X: left, Y: bottom + r/2}, vg.Point{X: left + r/2, Y: bottom},
		vg.Point{X: left + r, Y: bottom})
	p.Close()
	return p
}

// The middles of the four sides of a box.
func (b box) left() vg.Point   { return vg.Point{X: b.at.X - b.width/2, Y: b.at.Y} }
func (b box) right() vg.Point  { return vg.Point{X: b.at.X + b.width/2, Y: b.at.Y} }
func (b box) top() vg.Point    { return vg.Point{X: b.at.X, Y: b.at.Y + b.height/2} }
func (b box) bottom() vg.Point { return vg.Point{X: b.at.X, Y: b.at.Y - b.height/2} }

// arrow draws a line through the points with a head at the last one.
func arrow(c draw.Canvas, style draw.LineStyle, points ...vg.Point) {
	end, before := points[len(points)-1], points[len(points)-2]
	angle := math.Atan2(float64(end.Y-before.Y), float64(end.X-before.X))
	const length, spread = 5, 0.42
	barb := func(turn float64) vg.Point {
		return vg.Point{X: end.X - vg.Length(length*math.Cos(angle+turn)),
			Y: end.Y - vg.Length(length*math.Sin(angle+turn))}
	}
	shaft := append([]vg.Point(nil), points...)
	shaft[len(shaft)-1] = vg.Point{X: end.X - vg.Length(3*math.Cos(angle)),
		Y: end.Y - vg.Length(3*math.Sin(angle))}
	c.StrokeLines(style, shaft)
	c.FillPolygon(style.Color, []vg.Point{end, barb(spread), barb(-spread)})
}

// thousands writes a count in groups of three digits: 65,706.
func thousands(n int) string {
	digits := number(float64(n), 0)
	var groups []string
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return strings.Join(append([]string{digits}, groups...), ",")
}
