package figures

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The columns of the figure, as shares of its width: the end of the paper's
// numbers, the beginning and end of the bars and then of the strips, and the
// end of the numbers to the right of the strips.
const (
	lotteryPaper, lotteryShares, lotterySharesEnd   = 0.285, 0.31, 0.6
	lotteryStrip, lotteryStripEnd, lotteryEstimates = 0.655, 0.825, 1.0
)

// drawLottery draws key, headings, rows and axes.
func drawLottery(c draw.Canvas, rows []lotteryRow, sets []string) {
	c = drawKey(c, []keyEntry{
		{label: "significant, the paper's direction", fill: blue},
		{label: "not significant", fill: gridGrey},
		{label: "significant, opposite direction", fill: vermillion},
		{label: "the paper's number", glyph: draw.GlyphStyle{Color: orange, Radius: 2.6,
			Shape: diamondGlyph{}}},
	})
	width := c.Max.X - c.Min.X
	at := func(share float64) vg.Length { return c.Min.X + width*vg.Length(share) }
	left, right := textStyle(textSize, draw.XLeft, draw.YCenter), textStyle(textSize, draw.XRight,
		draw.YCenter)
	y := c.Max.Y - 7
	c.FillText(bold(right), vg.Point{X: at(lotteryPaper), Y: y}, "paper")
	c.FillText(bold(left), vg.Point{X: at(lotteryShares), Y: y}, "studies, %")
	c.FillText(bold(left), vg.Point{X: at(lotteryStrip), Y: y}, "estimates below, %")
	c.FillText(bold(right), vg.Point{X: at(lotteryEstimates), Y: y}, "middle 95 %")
	top, foot := y-8, y-8-lotteryLine*vg.Length(len(rows)+len(sets))
	y = top + lotteryLine/2
	for _, set := range sets {
		y -= lotteryLine
		c.FillText(bold(left), vg.Point{X: c.Min.X + 1, Y: y}, set)
		strip := vg.Rectangle{Min: vg.Point{X: at(lotteryStrip)}, Max: vg.Point{X: at(lotteryStripEnd)}}
		first := y - lotteryLine/2
		for _, r := range rows {
			if r.Set == set {
				first -= lotteryLine
			}
		}
		strip.Min.Y, strip.Max.Y = first, y-lotteryLine/2
		drawStripGround(c, strip)
		for _, r := range rows {
			if r.Set != set {
				continue
			}
			y -= lotteryLine
			c.FillText(left, vg.Point{X: c.Min.X + 6, Y: y}, Label(r.A)+" − "+Label(r.B))
			c.FillText(right, vg.Point{X: at(lotteryPaper), Y: y}, r.paper)
			bar := vg.Rectangle{Min: vg.Point{X: at(lotteryShares), Y: y - 4.5},
				Max: vg.Point{X: at(lotterySharesEnd), Y: y + 4.5}}
			drawShares(c, bar, r)
			drawPlace(c, strip, r, y)
			small := textStyle(smallSize, draw.XRight, draw.YCenter)
			c.FillText(small, vg.Point{X: at(lotteryEstimates), Y: y},
				number(r.low, 3)+" … "+number(r.high, 3))
		}
	}
	for _, ends := range [][2]float64{{lotteryShares, lotterySharesEnd},
		{lotteryStrip, lotteryStripEnd}} {
		shareAxis(c, at(ends[0]), at(ends[1]), foot-2)
	}
}

// drawShares draws the bar of one row, with a frame around what the paper
// reports.
func drawShares(c draw.Canvas, bar vg.Rectangle, r lotteryRow) {
	x, width := bar.Min.X, bar.Max.X-bar.Min.X
	var framed vg.Rectangle
	for i, part := range []struct {
		n    int
		fill color.NRGBA
	}{{r.same, blue}, {r.Studies - r.same - r.other, gridGrey}, {r.other, vermillion}} {
		share := float64(part.n) / float64(r.Studies)
		area := vg.Rectangle{Min: vg.Point{X: x, Y: bar.Min.Y},
			Max: vg.Point{X: x + width*vg.Length(share), Y: bar.Max.Y}}
		x = area.Max.X
		c.FillPolygon(part.fill, corners(area))
		style := inked(textStyle(smallSize, draw.XCenter, draw.YCenter),
			readableOn(part.fill))
		label := number(100*share, 0)
		if style.Width(label)+4 < area.Max.X-area.Min.X {
			c.FillText(style, vg.Point{X: (area.Min.X + area.Max.X) / 2,
				Y: (area.Min.Y + area.Max.Y) / 2}, label)
		}
		if r.Claimed == 0 && i == 1 || r.Claimed != 0 && i == 0 {
			framed = area
		}
	}
	c.StrokeLines(stroke(black, 1.1), append(corners(framed), framed.Min))
}

// drawStripGround shades the middle 95 % of the estimates and marks the median.
func drawStripGround(c draw.Canvas, strip vg.Rectangle) {
	width := strip.Max.X - strip.Min.X
	middle := strip
	middle.Min.X, middle.Max.X = strip.Min.X+0.025*width, strip.Max.X-0.025*width
	c.FillPolygon(paleGrey, corners(middle))
	for _, share := range []vg.Length{0, 0.5, 1} {
		x := strip.Min.X + share*width
		c.StrokeLine2(stroke(gridGrey, 0.5), x, strip.Min.Y, x, strip.Max.Y)
	}
}

// drawPlace marks where the paper's number lies among the estimates.
func drawPlace(c draw.Canvas, strip vg.Rectangle, r lotteryRow, y vg.Length) {
	x := func(share float64) vg.Length {
		return strip.Min.X + (strip.Max.X-strip.Min.X)*vg.Length(share)
	}
	c.StrokeLine2(stroke(orange, 1.4), x(r.under), y, x(r.over), y)
	c.DrawGlyphNoClip(draw.GlyphStyle{Color: orange, Radius: 3, Shape: diamondGlyph{}},
		vg.Point{X: x(r.at), Y: y})
}

// shareAxis draws an axis from 0 to 100 % below a column.
func shareAxis(c draw.Canvas, left, right, y vg.Length) {
	c.StrokeLine2(stroke(ink, 0.5), left, y, right, y)
	style := textStyle(textSize, draw.XCenter, draw.YTop)
	for _, percent := range []int{0, 50, 100} {
		x := left + (right-left)*vg.Length(percent)/100
		c.StrokeLine2(stroke(ink, 0.5), x, y-2.5, x, y)
		c.FillText(style, vg.Point{X: x, Y: y - 4}, number(float64(percent), 0))
	}
}
