package figures

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// ideaHeight is the height of three boxes of 34 pt, with gaps for the notes.
const ideaHeight = vg.Length(168)

// Idea draws what unlearning is. The original has learnt from all data; gold
// has never seen the part to be forgotten. Unlearning should turn the original
// into a model like gold, for a small share of gold's cost. The figure is one
// column wide.
func Idea() *Figure {
	return &Figure{
		Caption: "The idea of unlearning. The original model is trained on all data, the gold " +
			"model on the retained part alone. Unlearning starts from the original. It succeeds if " +
			"the unlearned model answers like gold, on the forgotten part and on everything else, " +
			"after far fewer steps than retraining takes.",
		width: ColumnWidth, height: ideaHeight,
		draw: drawIdea,
		data: [][]string{
			{"model", "starts_from", "learns_from"},
			{"original", "random weights", "retained + forgotten"},
			{"gold", "random weights", "retained"}, {"unlearned", "original", "retained"},
		},
	}
}

func drawIdea(c draw.Canvas) {
	w := c.Max.X - c.Min.X
	left, right := c.Min.X+w*0.20, c.Max.X-w*0.17
	top, bottom := c.Max.Y-26, c.Min.Y+26
	middle := (top + bottom) / 2

	retained := box{
		at: vg.Point{X: left - 14, Y: middle}, width: 60, height: 62,
		fill: tint(skyBlue, 0.45), edge: ink, head: "Retained",
	}
	forgotten := box{
		at: vg.Point{X: left + 27, Y: middle}, width: 22, height: 62,
		fill: tint(vermillion, 0.45), edge: ink,
	}
	model := func(y vg.Length, edge color.Color, head, line string) box {
		return box{
			at: vg.Point{X: right, Y: y}, width: 76, height: 34,
			fill: white, edge: edge, head: head, lines: []string{line},
		}
	}
	original := model(top, black, "Original", "knows both")
	unlearned := model(middle, blue, "Unlearned", "should be like gold")
	gold := model(bottom, orange, "Gold", "never saw the rest")
	for _, b := range []box{retained, forgotten, original, unlearned, gold} {
		b.draw(c)
	}
	rotated := bold(textStyle(textSize, draw.XCenter, draw.YCenter))
	rotated.Rotation = math.Pi / 2
	c.FillText(rotated, forgotten.at, "Forgotten")

	line := stroke(ink, 0.9)
	start := vg.Point{X: left + 4, Y: retained.top().Y + 4}
	c.StrokeLines(stroke(midGrey, 0.7), []vg.Point{
		{X: retained.left().X, Y: start.Y - 2}, {X: retained.left().X, Y: start.Y},
		{X: forgotten.right().X, Y: start.Y}, {X: forgotten.right().X, Y: start.Y - 2},
	})
	arrow(c, line, start, vg.Point{X: start.X, Y: top}, original.left())
	note(c, (start.X+original.left().X)/2+4, top+6, "train on all data")
	arrow(c, line, retained.bottom(), vg.Point{X: retained.at.X, Y: bottom}, gold.left())
	note(c, (start.X+original.left().X)/2+4, bottom-7, "train on the retained part")

	arrow(c, stroke(blue, 1.4), original.bottom(), unlearned.top())
	side := textStyle(smallSize, draw.XRight, draw.YCenter)
	halfway := (original.bottom().Y + unlearned.top().Y) / 2
	c.FillText(inked(side, lettering(blue)), vg.Point{X: right - 5, Y: halfway}, "unlearn: few steps")
	between := []vg.Point{unlearned.bottom(), gold.top()}
	c.StrokeLines(stroke(orange, 1.2, 2, 2), between)
	halfway = (between[0].Y + between[1].Y) / 2
	c.FillText(side, vg.Point{X: right - 5, Y: halfway}, "compare answers")
}

// note writes small text centred on a point.
func note(c draw.Canvas, x, y vg.Length, s string) {
	c.FillText(textStyle(smallSize, draw.XCenter, draw.YCenter), vg.Point{X: x, Y: y}, s)
}
