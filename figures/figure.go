package figures

import (
	"errors"
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// ErrNoData is returned, wrapped with the figure's name, where the data given
// hold nothing to draw.
var ErrNoData = errors.New("nothing to draw")

// A Figure is a drawing of a fixed size with its caption and the numbers in it.
// It holds its own copy of the data and can be drawn any number of times, also
// concurrently.
type Figure struct {
	Caption string // what to see, how many runs, which interval; plain text
	// "quick", "synthetic data": drawn above the figure, so that it cannot be
	// taken for the study's
	Banner string

	width, height vg.Length
	draw          func(draw.Canvas)
	data          [][]string
}

// bannerHeight is what a banner adds to the height of a figure.
const bannerHeight = vg.Length(11)

// Size returns the width and height of the printed figure, its banner included.
func (f *Figure) Size() (width, height vg.Length) {
	if f.Banner != "" {
		return f.width, f.height + bannerHeight
	}
	return f.width, f.height
}

// Draw paints the figure on a canvas, which should have the figure's size, on
// white.
func (f *Figure) Draw(c draw.Canvas) {
	c.FillPolygon(white, corners(c.Rectangle))
	if f.Banner != "" {
		style := inked(bold(textStyle(smallSize, draw.XRight, draw.YTop)), vermillion)
		c.FillText(style, vg.Point{X: c.Max.X - 1, Y: c.Max.Y - 1}, f.Banner)
		c.StrokeLine2(stroke(vermillion, 0.5), c.Min.X, c.Max.Y-bannerHeight+1, c.Max.X,
			c.Max.Y-bannerHeight+1)
		c = draw.Crop(c, 0, 0, 0, -bannerHeight)
	}
	f.draw(c)
}

// Data returns the numbers drawn as a table, its header first. The caller may
// keep and change it.
func (f *Figure) Data() [][]string {
	table := make([][]string, len(f.data))
	for i, row := range f.data {
		table[i] = append([]string(nil), row...)
	}
	return table
}

// noData reports that the figure of that name was given nothing that it can
// draw.
func noData(name, missing string) error {
	return fmt.Errorf("figure %s: %w: %s", name, ErrNoData, missing)
}

// corners returns the four corners of a rectangle, in order.
func corners(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}
