package figures

import (
	"audiounlearning/gomlx_model/names"
	"fmt"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A SplitPart is one set of a split: how many clips it holds and who learns
// from them.
type SplitPart struct {
	Set      string // "retained", "validation", "test", "excluded", …
	Clips    int
	Original bool // the original trains on it
	Gold     bool // gold trains on it
}

// splitFills are the colours of the sets in the diagram.
var splitFills = map[string]look{
	names.SetRetained: {color: skyBlue}, names.SetValidation: {color: green},
	names.SetTest:     {color: blue},
	names.SetExcluded: {color: vermillion}, names.SetExcludedHeld: {color: purple},
}

// splitHeight holds three bars, and two levels of names above the first.
const splitHeight = vg.Length(96)

// Split draws how a corpus is divided: a bar of all clips, each set as wide as
// it is large, and below it what each model trains on. Speaker names the
// excluded speaker. The figure is as wide as the text.
//
// It returns ErrNoData for a split without clips and an error for a negative
// count.
func Split(speaker string, parts []SplitPart) (*Figure, error) {
	total := 0
	data := [][]string{{"set", "clips", "original_trains", "gold_trains"}}
	for _, p := range parts {
		if p.Clips < 0 {
			return nil, fmt.Errorf("figure split: set %s has %d clips, want 0 or more", p.Set,
				p.Clips)
		}
		total += p.Clips
		data = append(data, []string{
			p.Set, strconv.Itoa(p.Clips), strconv.FormatBool(p.Original),
			strconv.FormatBool(p.Gold),
		})
	}
	if total == 0 {
		return nil, noData("split", "no clips")
	}
	parts = append([]SplitPart(nil), parts...)
	return &Figure{
		Caption: fmt.Sprintf("The split of %s clips; %s is the excluded speaker. Widths are to "+
			"scale. "+
			"Below, the sets that each model trains on; what a model never trains on is hatched.",
			thousands(total), speaker),
		width: TextWidth, height: splitHeight,
		draw: func(c draw.Canvas) { drawSplit(c, speaker, parts, total) },
		data: data,
	}, nil
}

func drawSplit(c draw.Canvas, speaker string, parts []SplitPart, total int) {
	const names = vg.Length(46)
	x0, width := c.Min.X+names, c.Max.X-c.Min.X-names-3
	rows := []struct {
		name   string
		y      vg.Length
		height vg.Length
		trains func(SplitPart) bool
	}{
		{"All clips", c.Max.Y - 46, 24, func(SplitPart) bool { return true }},
		{"Original", c.Max.Y - 70, 13, func(p SplitPart) bool { return p.Original }},
		{"Gold", c.Max.Y - 90, 13, func(p SplitPart) bool { return p.Gold }},
	}
	for r, row := range rows {
		middle := row.y + row.height/2
		head := bold(textStyle(textSize, draw.XRight, draw.YCenter))
		c.FillText(head, vg.Point{X: x0 - 6, Y: middle}, row.name)
		x, learns := x0, 0
		for i, p := range parts {
			w := width * vg.Length(p.Clips) / vg.Length(total)
			area := vg.Rectangle{
				Min: vg.Point{X: x, Y: row.y}, Max: vg.Point{X: x + w, Y: row.y + row.height},
			}
			fillPart(c, area, p, row.trains(p), r == 0)
			if r == 0 {
				nameSet(c, p, speaker, x+w/2, row.y+row.height, w, i)
			} else if row.trains(p) {
				learns += p.Clips
			}
			x += w
		}
		if r > 0 {
			style := textStyle(smallSize, draw.XLeft, draw.YCenter)
			c.FillText(style, vg.Point{X: x0 + 5, Y: middle}, "trains on "+thousands(learns))
		}
	}
}

// fillPart paints one set in one row: solid where a model trains on it, hatched
// where it does not.
func fillPart(c draw.Canvas, area vg.Rectangle, p SplitPart, trains, count bool) {
	colour := splitFills[p.Set].color
	if colour.A == 0 {
		colour = midGrey
	}
	if trains {
		c.FillPolygon(tint(colour, 0.5), corners(area))
	} else {
		hatch(c, area)
	}
	c.StrokeLines(stroke(white, 1.2), append(corners(area), area.Min))
	if count {
		mid := vg.Point{X: (area.Min.X + area.Max.X) / 2, Y: (area.Min.Y + area.Max.Y) / 2}
		c.FillText(bold(textStyle(textSize, draw.XCenter, draw.YCenter)), mid, thousands(p.Clips))
	}
}

// nameSet writes a set's name above its bar, narrow sets on alternating levels
// with a leader.
func nameSet(c draw.Canvas, p SplitPart, speaker string, x, y, width vg.Length, i int) {
	style := textStyle(textSize, draw.XCenter, draw.YBottom)
	name := p.Set
	if p.Set == names.SetExcluded {
		name += " (" + speaker + ")"
	}
	lift := vg.Length(3)
	if style.Width(name) > width && i%2 == 1 {
		lift = 12
		c.StrokeLine2(stroke(midGrey, 0.5), x, y+1, x, y+lift-1)
	}
	c.FillText(style, vg.Point{X: x, Y: y + lift}, name)
}

// hatch fills an area with slanted lines.
func hatch(c draw.Canvas, area vg.Rectangle) {
	c.FillPolygon(paleGrey, corners(area))
	clip := c
	clip.Rectangle = area
	height := area.Max.Y - area.Min.Y
	for x := area.Min.X - height; x < area.Max.X; x += 4 {
		line := []vg.Point{{X: x, Y: area.Min.Y}, {X: x + height, Y: area.Max.Y}}
		c.StrokeLines(stroke(gridGrey, 0.7), clip.ClipLinesXY(line)...)
	}
}
