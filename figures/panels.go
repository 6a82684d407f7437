package figures

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A panel is one plot of a figure with a short heading above its left corner.
type panel struct {
	*plot.Plot
	head string
}

// headRoom is the height of a heading above its panel.
const headRoom = vg.Length(13)

// drawPanels draws rows of panels whose axes line up, gap points apart. A panel
// without a plot leaves its place empty.
func drawPanels(c draw.Canvas, rows [][]panel, gap vg.Length) { drawTiles(c, rows, gap, gap) }

// drawTiles is drawPanels with separate gaps: one beside panels, one below
// them.
func drawTiles(c draw.Canvas, rows [][]panel, beside, below vg.Length) {
	plots := make([][]*plot.Plot, len(rows))
	var top, between vg.Length
	for i, row := range rows {
		for _, p := range row {
			plots[i] = append(plots[i], p.Plot)
			if p.head != "" && i == 0 {
				top = headRoom
			} else if p.head != "" {
				between = headRoom
			}
		}
	}
	tiles := draw.Tiles{Rows: len(rows), Cols: len(rows[0]), PadX: beside, PadY: below + between,
		PadTop: top + 1, PadRight: 3, PadLeft: 1, PadBottom: 1}
	canvases := plot.Align(plots, tiles, c)
	for i, row := range rows {
		for j, p := range row {
			if p.Plot == nil {
				continue
			}
			p.Draw(canvases[i][j])
			p.drawHead(canvases[i][j])
		}
	}
}

// drawHead writes the heading above the data area.
func (p panel) drawHead(c draw.Canvas) {
	if p.head == "" {
		return
	}
	area := p.DataCanvas(c)
	style := bold(textStyle(headSize, draw.XLeft, draw.YBottom))
	c.FillText(style, vg.Point{X: area.Min.X, Y: area.Max.Y + 4}, p.head)
}

// drawStack draws panels below one another, with data areas that align at both
// sides, and returns these areas. The axes and headings take what they need,
// and shares divides the rest of the height among the panels. The strip of
// width right beside each panel stays free, for a colour bar.
func drawStack(c draw.Canvas, panels []panel, shares []float64, gap,
	right vg.Length) []draw.Canvas {
	var left, over, total vg.Length
	chrome := make([]vg.Length, len(panels))
	for i, p := range panels {
		area := p.DataCanvas(c)
		left, over = max(left, area.Min.X-c.Min.X), max(over, c.Max.X-area.Max.X)
		chrome[i] = (c.Max.Y - c.Min.Y) - (area.Max.Y - area.Min.Y)
		total += chrome[i]
		if p.head != "" {
			total += headRoom
		}
	}
	var sum float64
	for _, s := range shares {
		sum += s
	}
	free := c.Max.Y - c.Min.Y - total - gap*vg.Length(len(panels)-1)
	top := c.Max.Y
	areas := make([]draw.Canvas, len(panels))
	for i, p := range panels {
		if p.head != "" {
			top -= headRoom
		}
		height := chrome[i] + free*vg.Length(shares[i]/sum)
		tile := c
		tile.Max.Y, tile.Min.Y = top, top-height
		area := p.DataCanvas(tile)
		tile.Min.X += left - (area.Min.X - tile.Min.X)
		tile.Max.X -= max(over, right) - (tile.Max.X - area.Max.X)
		p.Draw(tile)
		p.drawHead(tile)
		areas[i] = p.DataCanvas(tile)
		top -= height + gap
	}
	return areas
}
