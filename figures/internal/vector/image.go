package vector

import (
	"image"
	"image/color"

	"gonum.org/v1/plot/vg"
)

// DrawImage implements vg.Canvas.
//
// The PDF writer draws images upside down, so it gets them mirrored. It also
// sorts them by their width in pixels, and images of the same width come in an
// order that changes from run to run. So each image gets a width of its own, a
// few pixels more than it has.
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

// A stretched is an image turned upside down and widened; each column shows the
// nearest column of the original.
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
