package figures

import (
	"fmt"
	"strconv"

	"audiounlearning/gomlx_model/names"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A SplitPart is one set of a split: how many clips it holds, and which models
// learn from them.
type SplitPart struct {
	Set      string // "retained", "validation", "test", "excluded", …
	Clips    int
	Original bool // the original trains on it
	Gold     bool // gold trains on it
}

// splitFills are the colours of the sets.
var splitFills = map[string]look{
	names.SetRetained: {color: skyBlue}, names.SetValidation: {color: green},
	names.SetTest:     {color: blue},
	names.SetExcluded: {color: vermillion}, names.SetExcludedHeld: {color: purple},
}

// Sizes in the figure of a split.
const (
	splitHeight = vg.Length(74) // of three bars, below the names of the sets
	splitLeft   = vg.Length(46) // width of the names of the rows
	splitRight  = vg.Length(3)
)

// Split draws how a corpus is divided. The top bar holds all clips, and the
// width of a set shows its size. The bars below show what each model trains on.
// Speaker is the excluded speaker. The figure is as wide as the text.
//
// It returns ErrNoData for a split without clips. A negative count is an error.
func Split(speaker string, parts []SplitPart) (*Figure, error) {
	total := 0
	data := [][]string{{"set", "clips", "original_trains", "gold_trains"}}
	for _, p := range parts {
		if p.Clips < 0 {
			return nil, fmt.Errorf("figure split: the set %s has %d clips; give 0 or more", p.Set,
				p.Clips)
		}
		total += p.Clips
		data = append(data, []string{
			p.Set, strconv.Itoa(p.Clips), strconv.FormatBool(p.Original),
			strconv.FormatBool(p.Gold),
		})
	}
	if total == 0 {
		return nil, noData("split", "no set has a clip", "give the parts that SplitParts returns")
	}
	parts = append([]SplitPart(nil), parts...)
	placed := setNames(parts, speaker, splitLeft, TextWidth-splitLeft-splitRight)
	return &Figure{
		Caption: fmt.Sprintf("The split of %s clips; %s is the excluded speaker. Widths are to "+
			"scale. The lower bars show what each model trains on; it never trains on a "+
			"hatched set.", thousands(total), speaker),
		width: TextWidth, height: splitHeight + nameRoom(placed),
		draw: func(c draw.Canvas) { drawSplit(c, parts, placed, total) },
		data: data,
	}, nil
}

func drawSplit(c draw.Canvas, parts []SplitPart, placed []setName, total int) {
	x0, width := c.Min.X+splitLeft, c.Max.X-c.Min.X-splitLeft-splitRight
	top := c.Max.Y - nameRoom(placed)
	rows := []struct {
		name   string
		y      vg.Length
		height vg.Length
		trains func(SplitPart) bool
	}{
		{"All clips", top - 24, 24, func(SplitPart) bool { return true }},
		{"Original", top - 48, 13, func(p SplitPart) bool { return p.Original }},
		{"Gold", top - 68, 13, func(p SplitPart) bool { return p.Gold }},
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
				placed[i].write(c, row.y+row.height)
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

// fillPart paints one set in one row: solid if the model trains on it, hatched
// if not.
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
	if count && countFits(p, area.Max.X-area.Min.X) {
		mid := vg.Point{X: (area.Min.X + area.Max.X) / 2, Y: (area.Min.Y + area.Max.Y) / 2}
		c.FillText(bold(textStyle(textSize, draw.XCenter, draw.YCenter)), mid, thousands(p.Clips))
	}
}

// A setName is a set's name above its bar.
type setName struct {
	text  string
	x, y  vg.Length // where it is written; y from the top of the bar
	to    vg.Length // the middle of the bar, where a leader ends
	align draw.XAlignment
}

// Names above the bars of a split.
const (
	nameLift = vg.Length(3) // from a bar to a name that is no wider
	nameLine = vg.Length(9) // from one level of names to the next
)

// setNames places the names of the sets above their bars, which start at x0. A
// name is centred on its bar if the bar is wide enough. A wider name ends above
// its bar on a higher level, as low as the name before allows, so that no
// leader crosses a name. If a bar is too narrow for its count, the count
// follows the name.
func setNames(parts []SplitPart, speaker string, x0, width vg.Length) []setName {
	style := textStyle(textSize, draw.XCenter, draw.YBottom)
	total, all := 0, make([]setName, len(parts))
	for _, p := range parts {
		total += p.Clips
	}
	x, level, end := x0, 1, x0-1000
	for i, p := range parts {
		w := width * vg.Length(p.Clips) / vg.Length(total)
		n := setName{text: p.Set, x: x + w/2, y: nameLift, to: x + w/2, align: draw.XCenter}
		if p.Set == names.SetExcluded {
			n.text += " (" + speaker + ")"
		}
		if !countFits(p, w) {
			n.text += ": " + thousands(p.Clips)
		}
		if text := style.Width(n.text); text > w {
			n.align, n.x = draw.XRight, n.to+3
			if n.x-text < end+4 {
				level++
			} else {
				level = 1
			}
			n.y, end = nameLift+nameLine*vg.Length(level), n.x
		}
		all[i], x = n, x+w
	}
	return all
}

// countFits reports whether a bar has room for its count.
func countFits(p SplitPart, width vg.Length) bool {
	return bold(textStyle(textSize, draw.XCenter, draw.YCenter)).Width(thousands(p.Clips))+3 <= width
}

// nameRoom is the height that names take above the bars.
func nameRoom(placed []setName) (most vg.Length) {
	for _, n := range placed {
		most = max(most, n.y)
	}
	return most + nameLine + 1
}

// write puts the name above a bar whose top is at y.
func (n setName) write(c draw.Canvas, y vg.Length) {
	if n.y > nameLift {
		c.StrokeLine2(stroke(midGrey, 0.5), n.to, y+1, n.to, y+n.y-2)
	}
	c.FillText(textStyle(textSize, n.align, draw.YBottom), vg.Point{X: n.x, Y: y + n.y}, n.text)
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
