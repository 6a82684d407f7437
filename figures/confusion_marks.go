package figures

import (
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A confusionPanel is one matrix as it is drawn.
type confusionPanel struct {
	head   string
	cells  [][]int
	signed bool
	limit  float64 // the number of clips in the darkest colour
}

// confusionPanels returns the counts of the first matrix, and the differences
// of the others from it. The differences share one scale.
func confusionPanels(all []Confusion) []confusionPanel {
	row := 1
	for i := range all[0].Counts {
		row = max(row, sumOf(all[0].Counts[i]))
	}
	limit := math.Ceil(float64(row) / 10)
	counts := make([][]int, len(all[0].Counts))
	for i, row := range all[0].Counts {
		counts[i] = slices.Clone(row)
	}
	panels := []confusionPanel{{all[0].Head, counts, false, float64(row)}}
	for _, m := range all[1:] {
		cells := make([][]int, len(m.Counts))
		for i := range cells {
			cells[i] = make([]int, len(m.Counts))
			for j := range cells[i] {
				cells[i][j] = m.Counts[i][j] - all[0].Counts[i][j]
				limit = max(limit, math.Abs(float64(cells[i][j])))
			}
		}
		panels = append(panels, confusionPanel{head: m.Head + " − " + all[0].Head, cells: cells,
			signed: true})
	}
	for i := range panels[1:] {
		panels[i+1].limit = limit
	}
	return panels
}

// bar explains the colours of differences.
func (p confusionPanel) bar() colourBar {
	return colourBar{colours: diverging, scale: linear(-p.limit, p.limit), low: -p.limit,
		high: p.limit, label: "clips"}
}

// greys are for counts; black text is readable on the darkest.
var greys = ramp{paleGrey, {R: 170, G: 170, B: 170, A: 255}}

// colour returns the colour of a cell.
func (p confusionPanel) colour(n int) color.NRGBA {
	share := float64(n) / p.limit
	if p.signed {
		return diverging.at(0.5 + share/2)
	}
	return greys.at(share)
}

// drawConfusion fills a tile with the first labels of one matrix, and returns
// the area of its cells. Only the first matrix has names beside its rows. If
// the names need more room than a digit, they are vertical below the columns;
// more is that extra room.
func drawConfusion(c draw.Canvas, p confusionPanel, labels []string, more vg.Length,
	first bool) vg.Rectangle {
	side := (c.Max.X - c.Min.X) / vg.Length(len(labels))
	top := c.Max.Y - 14
	head := bold(textStyle(headSize, draw.XLeft, draw.YBottom))
	c.FillText(head, vg.Point{X: c.Min.X, Y: top + 3}, p.head)
	tick := textStyle(smallSize, draw.XCenter, draw.YCenter)
	across, upright, drop := tick, tick, vg.Length(6)
	if more > 0 {
		across.XAlign, upright.XAlign, upright.Rotation, drop = draw.XRight, draw.XRight,
			math.Pi/2, 3
	}
	area := vg.Rectangle{Min: vg.Point{X: c.Min.X, Y: top - side*vg.Length(len(labels))},
		Max: vg.Point{X: c.Max.X, Y: top}}
	for i, row := range p.cells[:len(labels)] {
		y := top - side*(vg.Length(i)+0.5)
		for j, n := range row[:len(labels)] {
			drawCount(c, p, vg.Point{X: c.Min.X + side*(vg.Length(j)+0.5), Y: y}, side, n)
		}
		if first {
			at := vg.Point{X: c.Min.X - 6, Y: y}
			if more > 0 {
				at.X = c.Min.X - 3
			}
			c.FillText(across, at, labels[i])
		}
		c.FillText(upright, vg.Point{X: c.Min.X + side*(vg.Length(i)+0.5), Y: area.Min.Y - drop},
			labels[i])
	}
	axis := textStyle(textSize, draw.XCenter, draw.YCenter)
	c.FillText(axis, vg.Point{X: (c.Min.X + c.Max.X) / 2, Y: c.Min.Y + 6}, "predicted")
	if first {
		axis.Rotation = math.Pi / 2
		class := "true label"
		if areDigits(labels) {
			class = "true digit"
		}
		c.FillText(axis, vg.Point{X: c.Min.X - 20 - more,
			Y: top - side*vg.Length(len(labels))/2}, class)
	}
	return area
}

// drawCount paints one cell with its number; zero is blank.
func drawCount(c draw.Canvas, p confusionPanel, centre vg.Point, side vg.Length, n int) {
	half := side/2 - 0.3
	area := vg.Rectangle{
		Min: vg.Point{X: centre.X - half, Y: centre.Y - half},
		Max: vg.Point{X: centre.X + half, Y: centre.Y + half},
	}
	if n == 0 {
		c.StrokeLines(stroke(gridGrey, 0.4), append(corners(area), area.Min))
		return
	}
	fill := p.colour(n)
	c.FillPolygon(fill, corners(area))
	label := strconv.Itoa(n)
	if p.signed {
		label = number(float64(n), 0)
		if n > 0 {
			label = "+" + label
		}
	}
	style := inked(textStyle(smallSize, draw.XCenter, draw.YCenter), readableOn(fill))
	if width := style.Width(label); width > 2*half-1 {
		style.Font.Size *= (2*half - 1) / width
	}
	c.FillText(style, centre, label)
}
