package figures

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"audiounlearning/gomlx_model/network"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// architectureHeight is 77 pt for the labels, 77 pt for the tallest solid with
// its depth, and some white around it.
const architectureHeight = vg.Length(162)

// solidSide is the height of the largest map in points.
const solidSide = vg.Length(60)

// stagesMost is how many stages have room for their names beside each other.
const stagesMost = 10

// Architecture draws a network as a row of blocks, each the output of a stage.
// The sides of a block grow with the square roots of its rows, columns and
// channels. The text below each block says what the stage computes and how many
// weights it trains.
//
// The figure is as wide as the text. If a network has more than 10 stages, some
// before its last are left out, and the caption says so. Errors are those of
// [network.Network.Validate].
func Architecture(n network.Network) (*Figure, error) {
	if err := n.Validate(); err != nil {
		return nil, fmt.Errorf("figure architecture: %w", err)
	}
	stages := stagesOf(n)
	learnt, _ := n.Sizes()
	drawn, note := stages, ""
	if len(stages) > stagesMost {
		drawn = append(slices.Clone(stages[:stagesMost-1]), stages[len(stages)-1])
		note = fmt.Sprintf(" Not drawn: %s before the last.",
			count(len(stages)-stagesMost, "stage"))
	}
	f := &Figure{
		Caption: fmt.Sprintf("The network. Each block is the output of a stage: rows × columns × "+
			"channels. Its sides grow with the square roots of these numbers. Below each block: what "+
			"the stage computes and how many weights it trains, %s in all.%s", thousands(learnt), note),
		width: TextWidth, height: architectureHeight,
		draw: func(c draw.Canvas) { drawStages(c, drawn) },
		data: [][]string{{"stage", "rows", "columns", "channels", "trained_weights"}},
	}
	for _, s := range stages {
		f.data = append(f.data, []string{
			s.name, strconv.Itoa(s.shape[0]), strconv.Itoa(s.shape[1]), strconv.Itoa(s.shape[2]),
			strconv.Itoa(s.parameters),
		})
	}
	return f, nil
}

// drawStages gives each stage a column of the same width.
func drawStages(c draw.Canvas, stages []stage) {
	pitch := (c.Max.X - c.Min.X) / vg.Length(len(stages))
	floor := c.Min.Y + 77
	largest := 1
	for _, s := range stages {
		largest = max(largest, s.shape[0], s.shape[1])
	}
	for i, s := range stages {
		x := c.Min.X + pitch*(vg.Length(i)+0.5)
		middle := floor + 40
		half := drawSolid(c, s, x, middle, largest)
		if i+1 < len(stages) {
			arrow(c, stroke(midGrey, 0.7), vg.Point{X: x + half + 3, Y: middle},
				vg.Point{X: x + pitch - solidHalf(stages[i+1], largest) - 3, Y: middle})
		}
		labelStage(c, s, x, floor-8)
	}
}

// solidSize returns width, height and depth of a stage's solid in points.
func solidSize(s stage, largest int) (width, height, depth vg.Length) {
	root := func(n int) vg.Length { return vg.Length(math.Sqrt(float64(n))) }
	if s.shape[0] == 1 && s.shape[1] == 1 {
		return 11, min(77, 10+5*root(s.shape[2])), 5
	}
	scale := solidSide / root(largest)
	return min(34, 4+2.8*root(s.shape[2])), scale * root(s.shape[0]),
		scale * root(s.shape[1]) * 0.4
}

func solidHalf(s stage, largest int) vg.Length {
	width, _, depth := solidSize(s, largest)
	return (width + depth) / 2
}

// drawSolid draws a cuboid centred on a point and returns half of its width:
// channels run to the right, rows down and columns into the depth.
func drawSolid(c draw.Canvas, s stage, x, y vg.Length, largest int) (half vg.Length) {
	width, height, depth := solidSize(s, largest)
	left, bottom := x-(width+depth)/2, y-(height+depth*0.7)/2
	fill := skyBlue
	switch {
	case s.parameters == 0:
		fill = yellow
	case s.shape[0] == 1 && s.shape[1] == 1:
		fill = orange
	}
	at := func(dx, dy, dz vg.Length) vg.Point {
		return vg.Point{X: left + dx + dz, Y: bottom + dy + dz*0.7}
	}
	faces := []struct {
		share float64
		p     []vg.Point
	}{
		{0.75, []vg.Point{at(0, 0, 0), at(width, 0, 0), at(width, height, 0), at(0, height, 0)}},
		{0.35, []vg.Point{
			at(0, height, 0), at(width, height, 0), at(width, height, depth), at(0, height, depth),
		}},
		{0.55, []vg.Point{
			at(width, 0, 0), at(width, 0, depth), at(width, height, depth), at(width, height, 0),
		}},
	}
	for _, face := range faces {
		c.FillPolygon(tint(fill, face.share), face.p)
		c.StrokeLines(stroke(ink, 0.5), append(face.p, face.p[0]))
	}
	return (width + depth) / 2
}

// labelStage writes name, shape, steps and weights below one another.
func labelStage(c draw.Canvas, s stage, x, y vg.Length) {
	shape := fmt.Sprintf("%d × %d × %d", s.shape[0], s.shape[1], s.shape[2])
	if s.shape[0] == 1 && s.shape[1] == 1 {
		shape = strconv.Itoa(s.shape[2])
	}
	head := bold(textStyle(textSize, draw.XCenter, draw.YCenter))
	plain := textStyle(smallSize, draw.XCenter, draw.YCenter)
	c.FillText(head, vg.Point{X: x, Y: y}, s.name)
	c.FillText(textStyle(textSize, draw.XCenter, draw.YCenter), vg.Point{X: x, Y: y - 10}, shape)
	y -= 20
	for _, step := range s.steps {
		c.FillText(plain, vg.Point{X: x, Y: y}, step)
		y -= 8.4
	}
	if s.parameters > 0 {
		c.FillText(inked(plain, lettering(blue)), vg.Point{X: x, Y: c.Min.Y + 5},
			thousands(s.parameters)+" weights")
	}
}
