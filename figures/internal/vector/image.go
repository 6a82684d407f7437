package vector

import (
	"image"
	"image/color"

	"gonum.org/v1/plot/vg"
)

// DrawImage implements vg.Canvas.
//
// The writer of PDF draws images upside down, so it gets them mirrored. It also
// sorts them by their width in pixels, and those of the same width come in an
// order that changes from run to run. So each gets a width of its own, which is
// some pixels more than it has.
func (c vectorCanvas) DrawImage(area vg.Rectangle, img image.Image) {
	if c.widths != nil {
		width := img.Bounds().Dx()
		for c.widths[width] {
			width++
		}
		c.widths[width] = true
		img = stretched{img, width}
	}
	c.Canvas.DrawImage(area, img)
}

// A stretched is an image that is upside down and of another width; each column
// shows the nearest one of the image.
type stretched struct {
	image.Image
	width int
}

// Bounds implements image.Image.
func (s stretched) Bounds() image.Rectangle {
	return image.Rect(0, 0, s.width, s.Image.Bounds().Dy())
}

// At implements image.Image.
func (s stretched) At(x, y int) color.Color {
	b := s.Image.Bounds()
	return s.Image.At(b.Min.X+x*b.Dx()/s.width, b.Max.Y-1-y)
}
