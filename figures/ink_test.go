package figures

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A mark is one thing on paper: a text, a filled shape, a stroked line or an
// image. Tests read figures from their marks, as a reader reads them in print.
type mark struct {
	kind   string // "text", "fill", "line" or "image"
	text   string
	size   vg.Length // of text, or the width of a line
	dashes []vg.Length
	colour color.NRGBA
	box    vg.Rectangle
	points []vg.Point // of a line or the outline of a fill
}

// middle is the centre of the mark's corners. For a glyph of any shape, that is
// the place that it marks.
func (m mark) middle() vg.Point {
	if n := vg.Length(len(m.points)); n > 0 {
		var sum vg.Point
		for _, p := range m.points {
			sum = sum.Add(p)
		}
		return vg.Point{X: sum.X / n, Y: sum.Y / n}
	}
	return vg.Point{X: (m.box.Min.X + m.box.Max.X) / 2, Y: (m.box.Min.Y + m.box.Max.Y) / 2}
}

// An inkCanvas keeps the marks that a figure makes, in order. Of the
// transformations it knows rotation, the only one that figures use.
type inkCanvas struct {
	marks  []mark
	colour color.NRGBA
	width  vg.Length
	dashes []vg.Length
	angle  float64
	stack  []float64
}

func (c *inkCanvas) SetLineWidth(w vg.Length)                  { c.width = w }
func (c *inkCanvas) SetLineDash(d []vg.Length, _ vg.Length)    { c.dashes = slices.Clone(d) }
func (c *inkCanvas) Rotate(angle float64)                      { c.angle += angle }
func (c *inkCanvas) Translate(vg.Point)                        { panic("figures do not translate") }
func (c *inkCanvas) Scale(_, _ float64)                        { panic("figures do not scale") }
func (c *inkCanvas) Push()                                     { c.stack = append(c.stack, c.angle) }
func (c *inkCanvas) Stroke(p vg.Path)                          { c.add("line", p) }
func (c *inkCanvas) Fill(p vg.Path)                            { c.add("fill", p) }
func (c *inkCanvas) DrawImage(r vg.Rectangle, img image.Image) { c.keep(mark{kind: "image", box: r}) }

func (c *inkCanvas) Pop() {
	c.angle, c.stack = c.stack[len(c.stack)-1], c.stack[:len(c.stack)-1]
}

func (c *inkCanvas) SetColor(colour color.Color) {
	c.colour = color.NRGBAModel.Convert(colour).(color.NRGBA)
}

func (c *inkCanvas) keep(m mark) {
	m.colour = c.colour
	c.marks = append(c.marks, m)
}

// add keeps a path as the corners that it goes through. An arc is taken for a
// circle, with two corners of the square around it.
func (c *inkCanvas) add(kind string, p vg.Path) {
	var points []vg.Point
	for _, part := range p {
		switch part.Type {
		case vg.ArcComp:
			reach := vg.Point{X: part.Radius, Y: part.Radius}
			points = []vg.Point{part.Pos.Sub(reach), part.Pos.Add(reach)}
		case vg.MoveComp, vg.LineComp, vg.CurveComp:
			points = append(points, part.Pos)
		}
	}
	if len(points) > 0 {
		c.keep(mark{kind: kind, size: c.width, dashes: c.dashes, points: points,
			box: boxOf(points)})
	}
}

// FillString keeps a text with the box of its letters: from the depth of a p to
// the height of a capital.
func (c *inkCanvas) FillString(face font.Face, at vg.Point, s string) {
	size := face.Font.Size
	sin, cos := math.Sincos(c.angle)
	turn := func(x, y vg.Length) vg.Point {
		return vg.Point{X: x*vg.Length(cos) - y*vg.Length(sin), Y: x*vg.Length(sin) + y*vg.Length(cos)}
	}
	right := at.X + face.Width(s)
	c.keep(mark{kind: "text", text: s, size: size, box: boxOf([]vg.Point{
		turn(at.X, at.Y-0.21*size), turn(right, at.Y+0.73*size),
		turn(at.X, at.Y+0.73*size), turn(right, at.Y-0.21*size)})})
}

// boxOf returns the smallest rectangle around points.
func boxOf(points []vg.Point) vg.Rectangle {
	r := vg.Rectangle{Min: points[0], Max: points[0]}
	for _, p := range points {
		r.Min.X, r.Min.Y = min(r.Min.X, p.X), min(r.Min.Y, p.Y)
		r.Max.X, r.Max.Y = max(r.Max.X, p.X), max(r.Max.Y, p.Y)
	}
	return r
}

// inkOf draws a figure and returns its marks, without the white background.
func inkOf(f *Figure) []mark {
	c := new(inkCanvas)
	w, h := f.Size()
	f.Draw(draw.NewCanvas(c, w, h))
	return c.marks[1:]
}

// texts returns the marks that are text, in reading order: from top to bottom,
// then from left to right.
func texts(marks []mark) []mark {
	all := slices.DeleteFunc(slices.Clone(marks), func(m mark) bool { return m.kind != "text" })
	slices.SortStableFunc(all, func(a, b mark) int {
		if d := b.middle().Y - a.middle().Y; math.Abs(float64(d)) > 1 {
			return int(math.Copysign(1, float64(d)))
		}
		return int(math.Copysign(1, float64(a.middle().X-b.middle().X)))
	})
	return all
}

// within reports whether a rectangle lies in another that is wider by slack.
func within(inner, outer vg.Rectangle, slack vg.Length) bool {
	return inner.Min.X >= outer.Min.X-slack && inner.Max.X <= outer.Max.X+slack &&
		inner.Min.Y >= outer.Min.Y-slack && inner.Max.Y <= outer.Max.Y+slack
}

// meet reports whether two rectangles share more than an edge.
func meet(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// plain is a number as ParseFloat reads it: with a hyphen for its minus.
func plain(s string) string { return strings.ReplaceAll(s, "−", "-") }

// An axis turns a value into its place on paper, as the labels of ticks say.
type axis func(v float64) vg.Length

// readAxes reads the axes from one row or column of tick labels in an area. A
// new axis begins where the numbers start to rise again. scale is the scale of
// the axes. The test fails if a label is not where the first and the last label
// of its axis put it.
func readAxes(t *testing.T, marks []mark, area vg.Rectangle, across bool,
	scale func(float64) float64) (axes []axis) {
	t.Helper()
	type tick struct {
		v  float64
		at vg.Length
	}
	var found []tick
	for _, m := range texts(marks) {
		v, err := strconv.ParseFloat(plain(m.text), 64)
		if err != nil || !within(m.box, area, 0.5) || math.IsInf(scale(v), 0) {
			continue // no label, or the 0 of a logarithmic axis
		}
		at := m.middle().Y + 0.003*m.size // the middle of digits
		if across {
			at = m.middle().X
		}
		found = append(found, tick{v, at})
	}
	if !across { // from the foot up
		slices.Reverse(found)
	}
	for i := 0; i < len(found); {
		j := i + 1
		for j < len(found) && found[j].v > found[j-1].v && found[j].at > found[j-1].at {
			j++
		}
		if j-i < 2 {
			t.Fatalf("an axis has one label only, %v", found[i].v)
		}
		low, high := found[i], found[j-1]
		slope := float64(high.at-low.at) / (scale(high.v) - scale(low.v))
		place := func(v float64) vg.Length {
			return low.at + vg.Length(slope*(scale(v)-scale(low.v)))
		}
		for _, k := range found[i:j] {
			if math.Abs(float64(place(k.v)-k.at)) > 0.6 {
				t.Errorf("the label %v stands at %.1f, want %.1f", k.v, k.at, place(k.v))
			}
		}
		axes = append(axes, place)
		i = j
	}
	return axes
}

// find returns the first text that says exactly this.
func find(t *testing.T, marks []mark, text string) mark {
	t.Helper()
	for _, m := range texts(marks) {
		if m.text == text {
			return m
		}
	}
	t.Fatalf("no text says %q", text)
	return mark{}
}

// foot is the area of the labels below the lowest panels; beside is the area to
// the left of the panel with a heading.
func foot(f *Figure) vg.Rectangle {
	return vg.Rectangle{Max: vg.Point{X: f.width, Y: 26}}
}

func beside(head mark) vg.Rectangle {
	return vg.Rectangle{Min: vg.Point{X: head.box.Min.X - 36, Y: 0},
		Max: vg.Point{X: head.box.Min.X, Y: head.box.Min.Y + 2}}
}

// near reports whether two places are the same, to half a point.
func near(a, b vg.Length) bool { return math.Abs(float64(a-b)) < 0.5 }

// column reads a column of a figure's data as numbers.
func column(t *testing.T, row []string, i int) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(row[i], 64)
	if err != nil {
		t.Fatalf("%v: %v", row, err)
	}
	return v
}

// straight is the scale of an axis that is not bent.
func straight(v float64) float64 { return v }

// take removes the first mark that a test accepts and reports whether there was
// one. So each number drawn needs a mark of its own.
func take(marks *[]mark, accept func(mark) bool) bool {
	i := slices.IndexFunc(*marks, accept)
	if i < 0 {
		return false
	}
	*marks = slices.Delete(*marks, i, i+1)
	return true
}
