package vector

import (
	"image"

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
		img = stretched(img, width)
	}
	c.Canvas.DrawImage(area, img)
}

// stretched returns an image turned upside down and widened; each column shows
// the nearest column of the original. It is of the kind that the encoder of PNG
// reads fastest.
func stretched(img image.Image, width int) image.Image {
	b := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, width, b.Dy()))
	plain, ours := img.(*image.NRGBA) // as all of ours are, which are large
	for y := range b.Dy() {
		for x := range width {
			fromX, fromY := b.Min.X+x*b.Dx()/width, b.Max.Y-1-y
			if ours {
				out.SetNRGBA(x, y, plain.NRGBAAt(fromX, fromY))
			} else {
				out.Set(x, y, img.At(fromX, fromY))
			}
		}
	}
	return out
}
