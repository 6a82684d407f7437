package vector

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// fillOutlines draws text as the shapes of its glyphs, from a point on its
// baseline.
//
// The PDF writer takes one font file and one code page for each document. Bold
// text, and text with other characters, is drawn here instead. It looks the
// same, but cannot be searched.
func fillOutlines(c vg.Canvas, face font.Face, at vg.Point, s string) {
	const em = fixed.Int26_6(2048 << 6) // outlines in 1/2048 of the font size
	scale := face.Font.Size / 2048
	place := func(p fixed.Point26_6) vg.Point {
		return vg.Point{X: at.X + scale*vg.Length(p.X)/64, Y: at.Y - scale*vg.Length(p.Y)/64}
	}
	var buffer sfnt.Buffer
	for _, r := range s {
		glyph, err := face.Face.GlyphIndex(&buffer, r)
		if err != nil {
			continue // subsetFonts has reported a broken font
		}
		segments, err := face.Face.LoadGlyph(&buffer, glyph, em, nil)
		if err != nil {
			continue
		}
		var p vg.Path
		for _, s := range segments {
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				p.Move(place(s.Args[0]))
			case sfnt.SegmentOpLineTo:
				p.Line(place(s.Args[0]))
			case sfnt.SegmentOpQuadTo:
				p.QuadTo(place(s.Args[0]), place(s.Args[1]))
			case sfnt.SegmentOpCubeTo:
				p.CubeTo(place(s.Args[0]), place(s.Args[1]), place(s.Args[2]))
			}
		}
		if len(p) > 0 {
			c.Fill(p)
		}
		if advance, err := face.Face.GlyphAdvance(&buffer, glyph, em, 0); err == nil {
			at.X += scale * vg.Length(advance) / 64
		}
	}
}
