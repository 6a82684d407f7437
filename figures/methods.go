package figures

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A look is how a method appears in every figure: a colour, a marker and a dash
// pattern, so that no two methods differ by colour alone.
type look struct {
	label  string
	color  color.NRGBA
	marker draw.GlyphDrawer
	dashes []vg.Length
}

// methodLooks holds the methods in the order in which figures list them.
var methodLooks = []struct {
	method string
	look
}{
	{"original", look{"Original", black, draw.CircleGlyph{}, nil}},
	{"gold", look{"Gold", orange, diamondGlyph{}, []vg.Length{6, 1.5}}},
	{"gold2", look{"Gold, again", orange, diamondRing{}, []vg.Length{1, 1.5}}},
	{"base", look{"Base", blue, draw.CircleGlyph{}, nil}},
	{"all-bn", look{"All BN", green, draw.BoxGlyph{}, []vg.Length{4, 2}}},
	{"conv-bn", look{"Conv BN", vermillion, draw.PyramidGlyph{}, []vg.Length{1.5, 1.5}}},
	{"all-bn-stats", look{"All BN, stats", green, draw.SquareGlyph{}, []vg.Length{6, 2, 1, 2}}},
	{"conv-bn-stats", look{"Conv BN, stats", vermillion, draw.TriangleGlyph{}, []vg.Length{3, 1}}},
	{"finetune", look{"Fine-tune", purple, draw.CrossGlyph{}, []vg.Length{5, 1, 1, 1, 1, 1}}},
	{"no-noise", look{"No noise", skyBlue, draw.RingGlyph{}, []vg.Length{2, 2}}},
	{"no-reset", look{"No reset", purple, draw.PlusGlyph{}, []vg.Length{4, 1}}},
	{"live-bn", look{"Live BN", purple, draw.SquareGlyph{}, []vg.Length{1, 2}}},
	{"noise-0.04x3", look{"Noise 0.04 × 3", skyBlue, draw.TriangleGlyph{}, []vg.Length{8, 2}}},
	{"noise-0.04", look{"Noise 0.04", skyBlue, draw.PyramidGlyph{}, []vg.Length{3, 3}}},
	{"noise-0.16", look{"Noise 0.16", skyBlue, draw.BoxGlyph{}, []vg.Length{7, 1, 1, 1}}},
	{"noise-first", look{"Noise first", midGrey, draw.CrossGlyph{}, []vg.Length{2, 1}}},
	{"reset-original", look{"Reset to original", midGrey, draw.SquareGlyph{}, []vg.Length{1, 1}}},
	{"ancestor-adam", look{"Ancestor, Adam", midGrey, draw.PyramidGlyph{}, []vg.Length{6, 3}}},
}

// lookOf returns the look of a method; a method of the reader's own is drawn in
// grey under its own name.
func lookOf(method string) look {
	for _, m := range methodLooks {
		if m.method == method {
			return m.look
		}
	}
	return look{method, midGrey, draw.RingGlyph{}, []vg.Length{2, 2}}
}

// Label returns a method's name as figures print it: "conv-bn" is "Conv BN"; an
// unknown method keeps its name.
func Label(method string) string { return lookOf(method).label }

// sortMethods puts methods in the order of the figures, unknown ones behind in
// the order of their names.
func sortMethods(methods []string) {
	rank := func(method string) int {
		i := slices.IndexFunc(methodLooks, func(m struct {
			method string
			look
		}) bool {
			return m.method == method
		})
		if i < 0 {
			return len(methodLooks)
		}
		return i
	}
	slices.Sort(methods)
	slices.SortStableFunc(methods, func(a, b string) int { return rank(a) - rank(b) })
}

// glyph returns the method's marker in a radius.
func (l look) glyph(radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: l.color, Radius: radius, Shape: l.marker}
}

// line returns the method's line in a width; dashes grow with it.
func (l look) line(width vg.Length) draw.LineStyle { return stroke(l.color, width, l.dashes...) }

// setLooks are the evaluation sets' looks where one figure tells sets apart
// instead of methods.
var setLooks = map[string]look{
	"training":   {"training", midGrey, draw.PlusGlyph{}, []vg.Length{1, 1.5}},
	"test":       {"test", blue, draw.CircleGlyph{}, nil},
	"validation": {"validation", green, draw.BoxGlyph{}, []vg.Length{4, 2}},
	"excluded":   {"excluded", vermillion, draw.PyramidGlyph{}, []vg.Length{1.5, 1.5}},
}

// diamondGlyph is a filled square on its tip.
type diamondGlyph struct{}

// DrawGlyph implements draw.GlyphDrawer.
func (diamondGlyph) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	c.Fill(diamond(at, s.Radius*1.25))
}

// diamondRing is the outline of a square on its tip.
type diamondRing struct{}

// DrawGlyph implements draw.GlyphDrawer.
func (diamondRing) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	c.SetLineStyle(stroke(s.Color, 0.7))
	c.Stroke(diamond(at, s.Radius*1.25))
}

func diamond(at vg.Point, r vg.Length) vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: at.X - r, Y: at.Y})
	p.Line(vg.Point{X: at.X, Y: at.Y + r})
	p.Line(vg.Point{X: at.X + r, Y: at.Y})
	p.Line(vg.Point{X: at.X, Y: at.Y - r})
	p.Close()
	return p
}
