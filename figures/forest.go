package figures

import (
	"fmt"
	"slices"
	"strconv"

	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A ForestRow is one mean difference of macro F1 between two schemes with its
// interval.
type ForestRow struct {
	Set        string  // "test" or "excluded": a panel each, in the order of first appearance
	Comparison string  // "conv-bn − base"; rows of one comparison stand together
	Label      string  // the speaker, or what the pooled row is called
	Mean       float64 // difference of macro F1
	Low, High  float64 // 95 % interval
	N          int     // pairs, or speakers for a pooled row
	Pooled     bool    // drawn as a diamond

	// Verdict is printed above the rows of its comparison: "different",
	// "undecided".
	Verdict string
}

// Heights in a forest plot.
const (
	forestChrome = vg.Length(44)   // of the headings and the axes
	forestLine   = vg.Length(11.5) // of a row: text of 8 pt and its leading
)

// Forest draws differences between schemes below one another, each speaker's
// and the pooled one, with intervals and the verdict on each comparison;
// differences within ±equivalence are shaded.
//
// It returns an error for a row whose interval does not hold its mean, and
// ErrNoData without rows. The figure is as wide as the text.
func Forest(rows []ForestRow, equivalence float64) (*Figure, error) {
	if len(rows) == 0 {
		return nil, noData("forest", "no comparisons")
	}
	rows = slices.Clone(rows)
	data := [][]string{{"set", "comparison", "row", "n", "mean", "low", "high", "verdict"}}
	var sets, lines []string
	var extent []float64
	for _, r := range rows {
		if !(r.Low <= r.Mean && r.Mean <= r.High) {
			return nil, fmt.Errorf("figure forest: %s, %s on %s: mean %g is outside its interval "+
				"[%g, %g]",
				r.Comparison, r.Label, r.Set, r.Mean, r.Low, r.High)
		}
		data = append(data, []string{
			r.Set, r.Comparison, r.Label, strconv.Itoa(r.N),
			exact(r.Mean), exact(r.Low), exact(r.High), r.Verdict,
		})
		sets = appendNew(sets, r.Set)
		extent = append(extent, r.Low, r.High)
	}
	for _, r := range rows { // a line for each comparison's head, then its rows
		if head := r.Comparison + "\n"; !slices.Contains(lines, head) {
			lines = append(lines, head)
			for _, s := range rows {
				if s.Comparison == r.Comparison {
					lines = appendNew(lines, s.Comparison+"\n"+s.Label)
				}
			}
		}
	}
	var panels []panel
	low, high := bounds(append(extent, -equivalence, equivalence), 0.05)
	for i, set := range sets {
		panels = append(panels, panel{forestPlot(rows, set, lines, low, high, equivalence, i == 0),
			set})
	}
	return &Figure{
		Caption: fmt.Sprintf("Differences of macro F1 between schemes, by excluded speaker and "+
			"pooled. "+
			"Bars: 95 %% intervals; diamonds: pooled; shaded: within ±%s. "+
			"Right above each group: what the primary analysis says.", exact(equivalence)),
		width: TextWidth, height: forestChrome + forestLine*vg.Length(len(lines)),
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{panels}, 10) },
		data: data,
	}, nil
}

// appendNew appends a name that the list does not hold yet.
func appendNew(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// forestPlot draws the panel of one set.
func forestPlot(
	rows []ForestRow, set string, lines []string, low, high, equivalence float64, names bool,
) *plot.Plot {
	p := newPlot("difference of macro F1", "")
	p.X.Min, p.X.Max = low, high
	p.Y.Min, p.Y.Max = -0.6, float64(len(lines))-0.4
	p.Y.Tick.Length, p.Y.LineStyle.Width = 0, 0
	p.Y.Tick.Marker = namedTicks(nil)
	if names {
		p.Y.Tick.Marker = forestTicks(lines)
	}
	p.Add(span(-equivalence, equivalence, paleGrey))
	grid(p, true, false)
	p.Add(upright(0, stroke(midGrey, 0.8)))
	right := inked(textStyle(smallSize, draw.XRight, draw.YCenter), vermillion)
	left := bold(textStyle(textSize, draw.XLeft, draw.YCenter))
	for _, r := range rows {
		if r.Set != set {
			continue
		}
		at := float64(len(lines) - 1 - slices.Index(lines, r.Comparison+"\n"+r.Label))
		shape := look{color: blue, marker: draw.BoxGlyph{}}
		if r.Pooled {
			shape = look{color: vermillion, marker: diamondGlyph{}}
		}
		p.Add(whisker(at, stats.TTest{Mean: r.Mean, Low: r.Low, High: r.High}, shape, true))
		if r.Verdict != "" {
			head := float64(len(lines) - 1 - slices.Index(lines, r.Comparison+"\n"))
			p.Add(remark(high, head, -2, 0, right, r.Verdict))
		}
	}
	if names {
		for i, line := range lines {
			if line[len(line)-1] == '\n' {
				p.Add(remark(low, float64(len(lines)-1-i), 3, 0, left, line[:len(line)-1]))
			}
		}
	}
	return p
}

// forestTicks names the rows; the heads of the groups are written inside the
// panel.
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
