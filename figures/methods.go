package figures

import (
	"image/color"
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A look is how a method appears in every figure: its name, colour, marker and
// dash pattern. No two methods differ by colour alone.
type look struct {
	label  string
	color  color.NRGBA
	marker draw.GlyphDrawer
	dashes []vg.Length
}

// methodLooks holds the looks of the study's own models.
var methodLooks = map[string]look{
	names.Original:               {"Original", black, draw.CircleGlyph{}, nil},
	names.Gold:                   {"Gold", orange, diamondGlyph{}, []vg.Length{6, 1.5}},
	names.Gold2:                  {"Gold2", orange, diamondRing{}, []vg.Length{1, 1.5}},
	"retrain-15":                 {"Retrain 15", orange, draw.RingGlyph{}, []vg.Length{4, 1, 1, 1}},
	"retrain-30":                 {"Retrain 30", orange, draw.TriangleGlyph{}, []vg.Length{5, 2}},
	"retrain-40":                 {"Retrain 40", orange, draw.SquareGlyph{}, []vg.Length{3, 2}},
	"retrain-60":                 {"Retrain 60", orange, draw.PyramidGlyph{}, []vg.Length{2, 2}},
	"retrain-15-onecycle, tuned": {"One cycle, 15", orange, draw.CrossGlyph{}, []vg.Length{2, 1}},
	"retrain-30-onecycle, tuned": {"One cycle, 30", orange, draw.PlusGlyph{}, []vg.Length{1, 1}},
	names.Base:                   {"Base", blue, draw.CircleGlyph{}, nil},
	"base, tuned":                {"Base, tuned", blue, draw.RingGlyph{}, []vg.Length{3, 2}},
	names.AllBN:                  {"All BN", green, draw.BoxGlyph{}, []vg.Length{4, 2}},
	names.ConvBN:                 {"Conv BN", vermillion, draw.PyramidGlyph{}, []vg.Length{1.5, 1.5}},
	names.AllBNStats:             {"All BN, stats", green, draw.SquareGlyph{}, []vg.Length{6, 2, 1, 2}},
	names.ConvBNStats:            {"Conv BN, stats", vermillion, draw.TriangleGlyph{}, []vg.Length{3, 1}},
	"finetune":                   {"Fine-tune", purple, draw.CrossGlyph{}, []vg.Length{5, 1, 1, 1, 1, 1}},
	"no-noise":                   {"No noise", skyBlue, draw.RingGlyph{}, []vg.Length{2, 2}},
	"no-reset":                   {"No reset", purple, draw.PlusGlyph{}, []vg.Length{4, 1}},
	"live-bn":                    {"Live BN", purple, draw.SquareGlyph{}, []vg.Length{1, 2}},
	"noise-0.04x3":               {"Noise 0.04 × 3", skyBlue, draw.TriangleGlyph{}, []vg.Length{8, 2}},
	"noise-0.04":                 {"Noise 0.04", skyBlue, draw.PyramidGlyph{}, []vg.Length{3, 3}},
	"noise-0.16":                 {"Noise 0.16", skyBlue, draw.BoxGlyph{}, []vg.Length{7, 1, 1, 1}},
	"noise-first":                {"Noise first", midGrey, draw.CrossGlyph{}, []vg.Length{2, 1}},
	"reset-original":             {"Reset to original", midGrey, draw.SquareGlyph{}, []vg.Length{1, 1}},
	explain.Random:               {"Random network", midGrey, draw.CircleGlyph{}, []vg.Length{2, 1}},
	explain.WrongLabels:          {"Wrong labels", midGrey, draw.PlusGlyph{}, []vg.Length{1, 1}},
	"ancestor-adam":              {"Ancestor, Adam", midGrey, draw.PyramidGlyph{}, []vg.Length{6, 3}},
}

// lookOf returns the look of a method. A method outside the study is grey and
// keeps its own name.
func lookOf(method string) look {
	if l, ok := methodLooks[method]; ok {
		return l
	}
	return look{method, midGrey, draw.RingGlyph{}, []vg.Length{2, 2}}
}

// Label returns a method's name as figures print it: "conv-bn" is "Conv BN". A
// method outside the study keeps its own name.
func Label(method string) string { return lookOf(method).label }

// sortMethods sorts methods in the order of the study. Others come last, by
// name.
func sortMethods(methods []string) {
	slices.SortFunc(methods, names.CompareMethods)
}

// glyph returns the method's marker in a size.
func (l look) glyph(radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: l.color, Radius: radius, Shape: l.marker}
}

// line returns the method's line in a width.
func (l look) line(width vg.Length) draw.LineStyle { return stroke(l.color, width, l.dashes...) }

// diamondGlyph is a filled square standing on a corner.
type diamondGlyph struct{}

// DrawGlyph implements draw.GlyphDrawer.
func (diamondGlyph) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	c.Fill(diamond(at, s.Radius*1.25))
}

// diamondRing is the outline of a square standing on a corner.
type diamondRing struct{}

// DrawGlyph implements draw.GlyphDrawer.
func (diamondRing) DrawGlyph(c *draw.Canvas, s draw.GlyphStyle, at vg.Point) {
	c.SetLineStyle(stroke(s.Color, 0.7))
	c.Stroke(diamond(at, s.Radius*1.25))
}

// diamond is a square standing on a corner, r from its middle to each corner.
func diamond(at vg.Point, r vg.Length) vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: at.X - r, Y: at.Y})
	p.Line(vg.Point{X: at.X, Y: at.Y + r})
	p.Line(vg.Point{X: at.X + r, Y: at.Y})
	p.Line(vg.Point{X: at.X, Y: at.Y - r})
	p.Close()
	return p
}
