package figures

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Heights in a forest plot.
const (
	forestChrome = vg.Length(44)   // of the headings and the axes
	forestLine   = vg.Length(11.5) // of a row: text of 8 pt and its leading
)

// Forest draws the analysis of the schemes. Each comparison of two schemes has
// a row for each speaker and one for all speakers, with 95 % intervals, on the
// scale of its verdict. On excluded that is the way from the original to gold
// in percentage points; on test it is a ratio of errors, on a logarithmic axis.
// The margin within which two schemes count as equal is shaded; the verdict is
// above the rows.
//
// The figure is as wide as the text. It returns ErrNoData if no comparison has
// an interval.
func Forest(v *records.View) (*Figure, error) {
	rows, family := forestRows(v)
	if len(rows) == 0 {
		return nil, noData("forest", "no two schemes have two finished pairs in common",
			"run two schemes, original and gold for at least two speakers or seeds")
	}
	data := [][]string{{"set", "comparison", "row", "n", "mean", "low", "high", "verdict"}}
	var sets, lines []string
	seeds := 0
	for _, r := range rows {
		data = append(data, []string{r.set, r.comparison, r.label, strconv.Itoa(r.n),
			exact(r.mean), exact(r.low), exact(r.high), r.verdict})
		sets = appendNew(sets, r.set)
		if !r.pooled {
			seeds = max(seeds, r.n)
		}
	}
	for _, r := range rows { // a line for each comparison's head, then its rows
		lines = appendNew(lines, r.comparison+"\n")
		for _, s := range rows {
			if s.comparison == r.comparison {
				lines = appendNew(lines, s.comparison+"\n"+s.label)
			}
		}
	}
	var panels []panel
	for i, set := range sets {
		panels = append(panels, panel{forestPlot(rows, forestAxisOf(set), lines, i == 0), set})
	}
	who := "Diamonds: all seeds"
	if seeds > 0 {
		who = fmt.Sprintf("Squares: speakers, with 95 %% t intervals over up to %s; diamonds: all "+
			"speakers", count(seeds, "seed"))
	}
	return &Figure{
		Caption: fmt.Sprintf("Scheme A against scheme B, on the scales of the verdicts. To the "+
			"right, A makes more errors on test, or goes further towards gold on excluded. %s, "+
			"with the 95 %% t interval of the test. Shaded: the margin within which two schemes "+
			"count as equal (%s). Above each group: its verdict, with p-values corrected by Holm "+
			"for %d comparisons.", who, forestMargins(), family),
		width: TextWidth, height: forestChrome + forestLine*vg.Length(len(lines)),
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{panels}, 10) },
		data: data,
	}, nil
}

// appendNew appends a name unless the list has it.
func appendNew(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// forestPlot draws the panel of one set. The line of no difference and the
// margin are left out behind the heads of the groups, so that neither crosses a
// verdict.
func forestPlot(all []forestRow, axis forestAxis, lines []string, named bool) *plot.Plot {
	rows := slices.DeleteFunc(slices.Clone(all), func(r forestRow) bool { return r.set != axis.head })
	p := newPlot(axis.label, "")
	extent := []float64{axis.place(axis.marginLow), axis.place(axis.marginHigh)}
	for _, r := range rows {
		extent = append(extent, axis.place(r.low), axis.place(r.high))
	}
	p.X.Min, p.X.Max = bounds(extent, 0.05)
	if axis.zero == 1 {
		p.X.Tick.Marker = logTicks{1, 1.25, 0.8, 2, 0.5, 5, 0.2, 10, 0.1, 1.5, 3}
	}
	p.Y.Min, p.Y.Max = -0.6, float64(len(lines))-0.4
	p.Y.Tick.Length, p.Y.LineStyle.Width = 0, 0
	p.Y.Tick.Marker = namedTicks(nil)
	if named {
		p.Y.Tick.Marker = forestTicks(lines)
	}
	p.Add(forestGroups(p, axis, lines))
	at := func(line string) float64 { return float64(len(lines) - 1 - slices.Index(lines, line)) }
	right := inked(textStyle(smallSize, draw.XRight, draw.YCenter),
		lettering(vermillion))
	left := bold(textStyle(textSize, draw.XLeft, draw.YCenter))
	for _, r := range rows {
		shape := look{color: blue, marker: draw.BoxGlyph{}}
		if r.pooled {
			shape = look{color: vermillion, marker: diamondGlyph{}}
			p.Add(remark(p.X.Max, at(r.comparison+"\n"), -1, 0, right, r.verdict))
		}
		p.Add(whisker(at(r.comparison+"\n"+r.label), stats.TTest{Mean: axis.place(r.mean),
			Low: axis.place(r.low), High: axis.place(r.high)}, shape, true))
	}
	for _, line := range lines {
		if named && line[len(line)-1] == '\n' {
			p.Add(remark(p.X.Min, at(line), 3, 0, left, line[:len(line)-1]))
		}
	}
	return p
}

// marginGrey is light enough for the grid to show on it.
var marginGrey = color.NRGBA{R: 236, G: 236, B: 236, A: 255}

// forestGroups shades the margin and draws the grid and the line of no
// difference behind the rows of each group.
func forestGroups(p *plot.Plot, axis forestAxis, lines []string) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		low, high := x(axis.place(axis.marginLow)), x(axis.place(axis.marginHigh))
		for i := 0; i < len(lines); {
			j := i + 1 // the head is line i
			for j < len(lines) && lines[j][len(lines[j])-1] != '\n' {
				j++
			}
			top, bottom := y(float64(len(lines)-1-i)-0.5), y(float64(len(lines)-1-j)+0.5)
			c.FillPolygon(marginGrey, corners(vg.Rectangle{Min: vg.Point{X: low, Y: bottom},
				Max: vg.Point{X: high, Y: top}}))
			for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
				c.StrokeLine2(stroke(gridGrey, 0.5), x(t.Value), bottom, x(t.Value), top)
			}
			zero := x(axis.place(axis.zero))
			c.StrokeLine2(stroke(midGrey, 0.8), zero, bottom, zero, top)
			i = j
		}
	}
}

// forestTicks names the rows. The heads of the groups have no tick, because
// they are written inside the panel.
func forestTicks(lines []string) plot.ConstantTicks {
	var ticks plot.ConstantTicks
	for i, line := range lines {
		for j := range line {
			if line[j] == '\n' {
				ticks = append(ticks, plot.Tick{Value: float64(len(lines) - 1 - i),
					Label: line[j+1:]})
			}
		}
	}
	return ticks
}
