package figures

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Confusion is the answers of one model, or the sum over several, under a
// heading.
type Confusion struct {
	Head   string
	Counts [][]int // [true class][predicted class]
}

// What stands around the cells of confusion matrices.
const (
	confusionLeft = vg.Length(26) // width of the names of the rows
	confusionGap  = vg.Length(9)  // width between matrices
	confusionRest = vg.Length(35) // height of the heading and of the columns' names

	confusionName = vg.Length(8) // of a label that takes no more room than these have
)

// Confusions draws confusion matrices side by side: a row for each true class,
// a column for each answer, the count in each cell and its share of the row as
// the colour; empty cells stay empty. The figure is as wide as the text. Of
// many labels the first are drawn, as the caption then says; the data have all.
//
// A matrix that is not as large as the list of labels is an error.
func Confusions(matrices []Confusion, labels []string) (*Figure, error) {
	if len(matrices) == 0 || len(labels) == 0 {
		return nil, noData("confusions", "no matrix or no labels")
	}
	matrices, labels = slices.Clone(matrices), slices.Clone(labels)
	data := [][]string{{"model", "true", "predicted", "clips"}}
	for _, m := range matrices {
		if len(m.Counts) != len(labels) {
			return nil, fmt.Errorf("figure confusions: %s has %d rows for %d labels",
				m.Head, len(m.Counts), len(labels))
		}
		for i, row := range m.Counts {
			if len(row) != len(labels) {
				return nil, fmt.Errorf("figure confusions: row %s of %s has %d cells for %d labels",
					labels[i], m.Head, len(row), len(labels))
			}
			for j, n := range row {
				data = append(data, []string{m.Head, labels[i], labels[j], strconv.Itoa(n)})
			}
		}
	}
	shown, note := firstOf(labels, labelsMost, "label")
	more := max(0, widest(textStyle(smallSize, draw.XCenter, draw.YCenter), shown)-confusionName)
	pitch := (TextWidth - confusionLeft - more) / vg.Length(max(2, len(matrices)))
	return &Figure{
		Caption: fmt.Sprintf("Confusion matrices (%s). Rows: what was said; columns: what the "+
			"model "+
			"heard; numbers: clips; colour: share of the row.%s", confusionNote(matrices), note),
		width: TextWidth, height: pitch + (confusionRest - confusionGap) + more,
		draw: func(c draw.Canvas) {
			for k, m := range matrices {
				tile := c
				tile.Min.X = c.Min.X + confusionLeft + more + pitch*vg.Length(k)
				tile.Max.X = tile.Min.X + pitch - confusionGap
				drawConfusion(tile, m, shown, more, k == 0)
			}
		},
		data: data,
	}, nil
}

// confusionNote counts the clips and the right answers of each matrix.
func confusionNote(matrices []Confusion) string {
	note := ""
	for i, m := range matrices {
		if i > 0 {
			note += "; "
		}
		total, right := 0, 0
		for j, row := range m.Counts {
			for k, n := range row {
				total += n
				if j == k {
					right += n
				}
			}
		}
		note += fmt.Sprintf("%s: %s of %s right", m.Head, thousands(right), thousands(total))
	}
	return note
}

// drawConfusion fills a tile with the first labels of one matrix; only the
// first matrix names its rows. Names that need more room than a digit stand
// upright below.
func drawConfusion(c draw.Canvas, m Confusion, labels []string, more vg.Length, first bool) {
	side := (c.Max.X - c.Min.X) / vg.Length(len(labels))
	top := c.Max.Y - 14
	head := bold(textStyle(headSize, draw.XLeft, draw.YBottom))
	c.FillText(head, vg.Point{X: c.Min.X, Y: top + 3}, m.Head)
	tick := textStyle(smallSize, draw.XCenter, draw.YCenter)
	across, upright, drop := tick, tick, vg.Length(6)
	if more > 0 {
		across.XAlign, upright.XAlign, upright.Rotation, drop = draw.XRight, draw.XRight,
			math.Pi/2, 3
	}
	for i, row := range m.Counts[:len(labels)] {
		sum := 0
		for _, n := range row {
			sum += n
		}
		y := top - side*(vg.Length(i)+0.5)
		for j, n := range row[:len(labels)] {
			centre := vg.Point{X: c.Min.X + side*(vg.Length(j)+0.5), Y: y}
			drawCount(c, centre, side, n, sum)
		}
		if first {
			at := vg.Point{X: c.Min.X - 6, Y: y}
			if more > 0 {
				at.X = c.Min.X - 3
			}
			c.FillText(across, at, labels[i])
		}
		below := top - side*vg.Length(len(labels)) - drop
		c.FillText(upright, vg.Point{X: c.Min.X + side*(vg.Length(i)+0.5), Y: below}, labels[i])
	}
	axis := textStyle(textSize, draw.XCenter, draw.YCenter)
	c.FillText(axis, vg.Point{X: (c.Min.X + c.Max.X) / 2, Y: c.Min.Y + 6}, "answer")
	if first {
		axis.Rotation = math.Pi / 2
		said := "label said"
		if areDigits(labels) {
			said = "digit said"
		}
		c.FillText(axis, vg.Point{X: c.Min.X - 20 - more,
			Y: top - side*vg.Length(len(labels))/2}, said)
	}
}

// drawCount paints one cell, its number in the ink that reads on its colour.
func drawCount(c draw.Canvas, centre vg.Point, side vg.Length, n, sum int) {
	half := side/2 - 0.3
	area := vg.Rectangle{
		Min: vg.Point{X: centre.X - half, Y: centre.Y - half},
		Max: vg.Point{X: centre.X + half, Y: centre.Y + half},
	}
	if n == 0 {
		c.FillPolygon(paleGrey, corners(area))
		return
	}
	// Read from the light end, so that few is pale and many is dark on white
	// paper.
	share := float64(n) / float64(sum)
	c.FillPolygon(sequential.at(1-share), corners(area))
	style := textStyle(6, draw.XCenter, draw.YCenter)
	if share > 0.45 {
		style.Color = white
	}
	c.FillText(style, centre, strconv.Itoa(n))
}
