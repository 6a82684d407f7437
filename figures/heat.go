package figures

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A ramp turns a share between 0 and 1 into a colour. Its stops are at equal
// distances.
type ramp []color.NRGBA

// sequential is for quantities with a lowest value. It is perceptually uniform
// and gets lighter: the stops are those of viridis by S. van der Walt and N.
// Smith, who put it in the public domain.
var sequential = ramp{
	{68, 1, 84, 255}, {72, 40, 120, 255}, {62, 73, 137, 255}, {49, 104, 142, 255},
	{38, 130, 142, 255},
	{31, 158, 137, 255}, {53, 183, 121, 255}, {110, 206, 88, 255}, {181, 222, 43, 255},
	{253, 231, 37, 255},
}

// diverging is for quantities with a sign: white in the middle, blue below, red
// above.
var diverging = ramp{
	{5, 48, 97, 255}, {33, 102, 172, 255}, {67, 147, 195, 255}, {146, 197, 222, 255},
	{209, 229, 240, 255}, {247, 247, 247, 255},
	{253, 219, 199, 255}, {244, 165, 130, 255}, {214, 96, 77, 255}, {178, 24, 43, 255},
	{103, 0, 31, 255},
}

// at returns the colour at a share. A share outside [0, 1] has the colour of
// the nearer end.
func (r ramp) at(share float64) color.NRGBA {
	place := min(max(share, 0), 1) * float64(len(r)-1)
	i := min(int(place), len(r)-2)
	f := place - float64(i)
	mix := func(a, b uint8) uint8 { return uint8(math.Round((1-f)*float64(a) + f*float64(b))) }
	return color.NRGBA{mix(r[i].R, r[i+1].R), mix(r[i].G, r[i+1].G), mix(r[i].B, r[i+1].B), 255}
}

// heatImage paints a matrix with its first row at the bottom. Each cell is a
// block of pixels, since viewers blur a small image when they enlarge it. scale
// turns an entry into a share of the ramp; NaN becomes pale grey.
func heatImage(m mat.Matrix, colours ramp, scale func(float64) float64) image.Image {
	rows, cols := m.Dims()
	tall, wide := max(1, 400/rows), max(1, 600/cols)
	img := image.NewNRGBA(image.Rect(0, 0, cols*wide, rows*tall))
	for i := range rows {
		top := (rows - 1 - i) * tall
		first := img.Pix[top*img.Stride : (top+1)*img.Stride]
		for j := range cols {
			colour := paleGrey
			if share := scale(m.At(i, j)); !math.IsNaN(share) {
				colour = colours.at(share)
			}
			for x := j * wide; x < (j+1)*wide; x++ {
				img.SetNRGBA(x, top, colour)
			}
		}
		for y := top + 1; y < top+tall; y++ {
			copy(img.Pix[y*img.Stride:(y+1)*img.Stride], first)
		}
	}
	return img
}

// addHeat draws a matrix over the area [left, right] × [bottom, top] of a plot
// and removes the padding of the axes.
func addHeat(p *plot.Plot, m mat.Matrix, colours ramp, scale func(float64) float64, left, right,
	bottom, top float64) {
	p.Add(plotter.NewImage(heatImage(m, colours, scale), left, bottom, right, top))
	p.X.Padding, p.Y.Padding = 0, 0
}

// A colourBar explains the colours of a heat map.
type colourBar struct {
	colours   ramp
	scale     func(float64) float64 // from a value to a share of the ramp
	low, high float64
	label     string
	ticks     []plot.Tick // nil: about four round values
}

// barRoom is the width that a colour bar takes beside its panel.
const barRoom = vg.Length(48)

// draw paints the bar to the right of an area.
func (b colourBar) draw(c draw.Canvas, area vg.Rectangle) {
	const width = vg.Length(6)
	left := area.Max.X + 6
	height := area.Max.Y - area.Min.Y
	shares := mat.NewDense(200, 1, nil)
	for i := range 200 {
		shares.Set(i, 0, float64(i)/199)
	}
	box := vg.Rectangle{Min: vg.Point{X: left, Y: area.Min.Y},
		Max: vg.Point{X: left + width, Y: area.Max.Y}}
	c.DrawImage(box, heatImage(shares, b.colours, func(v float64) float64 { return v }))
	style := textStyle(smallSize, draw.XLeft, draw.YCenter)
	var widest vg.Length
	ticks := b.ticks
	if ticks == nil {
		ticks = niceTicks{Count: 4}.Ticks(b.low, b.high)
	}
	for _, t := range ticks {
		y := area.Min.Y + height*vg.Length(b.scale(t.Value))
		c.StrokeLine2(stroke(ink, 0.5), left+width, y, left+width+1.5, y)
		c.FillText(style, vg.Point{X: left + width + 4.5, Y: y}, t.Label)
		widest = max(widest, style.Width(t.Label))
	}
	side := textStyle(smallSize, draw.XCenter, draw.YCenter)
	side.Rotation = math.Pi / 2
	c.FillText(side, vg.Point{X: left + width + 10 + widest, Y: (area.Min.Y + area.Max.Y) / 2},
		b.label)
}

// linear returns the scale from low to high.
func linear(low, high float64) func(float64) float64 {
	return func(v float64) float64 { return (v - low) / (high - low) }
}
