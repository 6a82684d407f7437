package figures

import (
	"errors"
	"fmt"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// ErrNoData is the error of a figure that has nothing to draw. Every figure
// wraps it with the figure's name, what is missing, and how to get it.
var ErrNoData = errors.New("nothing to draw")

// A Figure is a drawing of a fixed size, with its caption and the numbers in
// it. It has its own copy of the data and can be drawn any number of times,
// from any number of goroutines.
type Figure struct {
	Caption string // plain text: what it shows, how many runs, which interval
	// Banner is drawn above the figure, so that nobody mistakes a trial run for
	// the study: "quick", "synthetic data".
	Banner string

	width, height vg.Length
	draw          func(draw.Canvas)
	data          [][]string
}

// What a banner adds to the height of a figure.
const (
	bannerLine = vg.Length(9) // for each of its lines
	bannerRest = vg.Length(2) // for the rule below
)

// bannerStyle is the style of a banner's text.
func bannerStyle() draw.TextStyle {
	return inked(bold(textStyle(smallSize, draw.XRight, draw.YTop)), lettering(vermillion))
}

// bannerLines breaks the banner into lines that are no wider than the figure.
func (f *Figure) bannerLines() (lines []string) {
	style := bannerStyle()
	for _, word := range strings.Fields(f.Banner) {
		last := len(lines) - 1
		if last >= 0 && style.Width(lines[last]+" "+word) <= f.width-2 {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}

// bannerHeight is what the banner adds to the height of the figure.
func (f *Figure) bannerHeight() vg.Length {
	if f.Banner == "" {
		return 0
	}
	return bannerLine*vg.Length(len(f.bannerLines())) + bannerRest
}

// Size returns the width and height of the printed figure, its banner included.
func (f *Figure) Size() (width, height vg.Length) {
	return f.width, f.height + f.bannerHeight()
}

// Draw paints the figure on a white background. The canvas should have the
// figure's size.
func (f *Figure) Draw(c draw.Canvas) {
	c.FillPolygon(white, corners(c.Rectangle))
	if height := f.bannerHeight(); height > 0 {
		for i, line := range f.bannerLines() {
			c.FillText(bannerStyle(), vg.Point{X: c.Max.X - 1,
				Y: c.Max.Y - 1 - bannerLine*vg.Length(i)}, line)
		}
		rule := c.Max.Y - height + 1
		c.StrokeLine2(stroke(vermillion, 0.5), c.Min.X, rule, c.Max.X, rule)
		c = draw.Crop(c, 0, 0, 0, -height)
	}
	f.draw(c)
}

// Data returns the numbers drawn as a table, the header first. The table is a
// copy, which the caller may change.
func (f *Figure) Data() [][]string {
	table := make([][]string, len(f.data))
	for i, row := range f.data {
		table[i] = append([]string(nil), row...)
	}
	return table
}

// noData returns the error of a figure that has nothing to draw: what is
// missing, and how to get it.
func noData(name, missing, remedy string) error {
	return fmt.Errorf("figure %s: %w: %s; %s", name, ErrNoData, missing, remedy)
}

// corners returns the four corners of a rectangle, in order.
func corners(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}
