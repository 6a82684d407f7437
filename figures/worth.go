package figures

import (
	"fmt"
	"math"
	"strconv"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Heights in the figure of all methods.
const (
	worthChrome = vg.Length(50)  // of the headings and the axes
	worthLine   = vg.Length(9.4) // of a row: text of 8 pt
)

// Worth draws what each method costs and what it achieves. A row is a method.
// The panels show its cost as a share of gold's passes, its distance from gold
// on the excluded clips, and its errors on test divided by gold's, with 95 %
// intervals over speakers. All axes are logarithmic. Methods are grouped by the
// seeds that judge them, the nearest to gold first.
//
// A filled mark is on the frontier (see [report.WorthRow]). A triangle forgets
// more than gold. A star beside a name says that the method looks at the clips
// to forget.
//
// It returns ErrNoData without rows. The figure is as wide as the text.
func Worth(rows []report.WorthRow) (*Figure, error) {
	data := [][]string{{"method", "from_seed", "to_seed", "share_of_gold", "distance", "low", "high",
		"errors_ratio", "errors_low", "errors_high", "over", "unharmed", "frontier", "speakers", "runs"}}
	var lines []worthLineOf
	for _, confirmed := range []bool{true, false} {
		first := true
		for _, r := range rows {
			if r.Confirmed != confirmed || !(r.Excluded.Mean > 0) {
				continue
			}
			if first {
				lines = append(lines, worthLineOf{head: worthHead(rows, confirmed)})
			}
			first = false
			lines = append(lines, worthLineOf{row: r})
			s := r.Excluded.Sample
			data = append(data, []string{r.Method, strconv.Itoa(r.From), strconv.Itoa(r.To),
				exact(r.Cost.Share), exact(r.Excluded.Mean), exact(r.Excluded.Low),
				exact(r.Excluded.High), exact(r.Price.Mean), exact(r.Price.Low), exact(r.Price.High),
				strconv.FormatBool(r.Over), strconv.FormatBool(r.Unharmed),
				strconv.FormatBool(r.OnFrontier), strconv.Itoa(len(s.Speakers())),
				strconv.Itoa(len(s.Pairs))})
		}
	}
	if len(lines) == 0 {
		return nil, noData("worth", "no method has a cost and a distance from gold",
			"run gold and gold2, which give the unit of distance, on the same pairs")
	}
	panels := []panel{
		{worthCosts(lines), "Cost"},
		{worthPlot(lines, "distance from gold (gold2: 1)", []float64{1, 2, 5, 10, 0.5, 20},
			func(r report.WorthRow) report.Estimate { return r.Excluded }), "Excluded"},
		{worthPlot(lines, "errors ÷ gold's", []float64{1, 2, 5, 10, 20, 0.5},
			func(r report.WorthRow) report.Estimate { return r.Price }), "Test"},
	}
	return &Figure{
		Caption: worthCaption(rows),
		width:   TextWidth, height: worthChrome + worthLine*vg.Length(len(lines)),
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{panels}, 7) },
		data: data,
	}, nil
}

// A worthLineOf is a line of the figure: the head of a group or a method.
type worthLineOf struct {
	head string
	row  report.WorthRow
}

// worthHead is the head of a group: its seeds.
func worthHead(rows []report.WorthRow, confirmed bool) string {
	from, to := math.MaxInt, 0
	for _, r := range rows {
		if r.Confirmed == confirmed {
			from, to = min(from, r.From), max(to, r.To)
		}
	}
	if from == to {
		return fmt.Sprintf("Seed %d", from)
	}
	return fmt.Sprintf("Seeds %d–%d", from, to)
}

// worthLook is the mark of a method: a triangle for one that forgets more than
// gold, filled on the frontier.
func worthLook(r report.WorthRow) look {
	l := look{color: blue, marker: draw.RingGlyph{}}
	switch {
	case r.OnFrontier && r.Over:
		l = look{color: vermillion, marker: draw.PyramidGlyph{}}
	case r.OnFrontier:
		l.marker = draw.CircleGlyph{}
	case r.Over:
		l = look{color: vermillion, marker: draw.TriangleGlyph{}}
	}
	return l
}

// worthFrame is an empty panel with room for a line for each method.
func worthFrame(lines []worthLineOf, label string) *plot.Plot {
	p := newPlot(label, "")
	p.Y.Min, p.Y.Max = -0.6, float64(len(lines))-0.4
	p.Y.Tick.Length, p.Y.LineStyle.Width = 0, 0
	p.Y.Tick.Marker = namedTicks(nil)
	return p
}

// worthCosts is the first panel, which has the names. A logarithmic axis has no
// 0, so the original, which alone costs nothing, is at the beginning of the
// axis.
func worthCosts(lines []worthLineOf) *plot.Plot {
	p := worthFrame(lines, "passes, % of gold's")
	least := 1.0
	for _, l := range lines {
		if l.row.Cost.Share > 0 {
			least = min(least, l.row.Cost.Share)
		}
	}
	zero := math.Log10(least) - 0.45
	p.X.Min, p.X.Max = zero-0.1, math.Log10(1.25)
	ticks := plot.ConstantTicks{{Value: zero, Label: "0"}}
	for _, v := range []float64{0.01, 0.1, 0.25, 0.5, 1} {
		if v >= least*0.9 {
			ticks = append(ticks, plot.Tick{Value: math.Log10(v), Label: number(100*v, 0)})
		}
	}
	p.X.Tick.Marker = ticks
	grid(p, true, false)
	var labels []string
	for i := len(lines) - 1; i >= 0; i-- {
		label := ""
		if lines[i].head == "" {
			method := lines[i].row.Method
			if label = Label(method); names.Looks(method) {
				label += " *"
			}
		}
		labels = append(labels, label)
	}
	p.Y.Tick.Marker = namedTicks(labels)
	for i, l := range lines {
		at := float64(len(lines) - 1 - i)
		if l.head != "" {
			p.Add(remark(p.X.Min, at, 0, 0, bold(textStyle(textSize, draw.XLeft, draw.YCenter)), l.head))
			continue
		}
		cost := zero
		if l.row.Cost.Share > 0 {
			cost = math.Log10(l.row.Cost.Share)
		}
		p.Add(dot(cost, at, worthLook(l.row).glyph(2.5)))
	}
	return p
}

// worthPlot is a panel of an estimate with intervals. A logarithmic axis has no
// 0, so an interval that reaches 0 goes on to the edge of the panel.
func worthPlot(lines []worthLineOf, label string, ticks logTicks,
	of func(report.WorthRow) report.Estimate) *plot.Plot {
	p := worthFrame(lines, label)
	low, high := 0.7, 1.5
	for _, l := range lines {
		e := of(l.row)
		if l.head != "" || math.IsNaN(e.Mean) {
			continue
		}
		low, high = min(low, 0.9*e.Mean), max(high, 1.1*e.Mean)
		if e.Low < low { // not NaN, as with one pair
			low = min(low, max(e.Low, e.Mean/2))
		}
		if e.High > high {
			high = max(high, min(e.High, 3*e.Mean))
		}
	}
	p.X.Min, p.X.Max = math.Log10(low), math.Log10(high)
	p.X.Tick.Marker = ticks
	grid(p, true, false)
	p.Add(upright(0, stroke(midGrey, 0.8, 4, 2)))
	for i, l := range lines {
		if l.head != "" {
			continue
		}
		e := of(l.row)
		t := stats.TTest{Mean: math.Log10(e.Mean), Low: p.X.Min - 1, High: math.Log10(e.High)}
		if e.Low > 0 {
			t.Low = math.Log10(e.Low)
		}
		p.Add(whisker(float64(len(lines)-1-i), t, worthLook(l.row), true))
	}
	return p
}

// worthCaption says what to see.
func worthCaption(rows []report.WorthRow) string {
	methods, over := map[string]bool{}, map[string]bool{}
	front, speakers, most := 0, 0, 0
	for _, r := range rows {
		methods[r.Method] = true
		if r.OnFrontier {
			front++
		}
		if r.Over {
			over[r.Method] = true
		}
		speakers = max(speakers, len(r.Excluded.Sample.Speakers()))
		most = max(most, len(r.Excluded.Sample.Pairs))
	}
	return fmt.Sprintf("What %s cost and what they achieve. Filled (%d): on the frontier. Such a "+
		"method is not shown to make more errors on test than gold, and no other method like that, "+
		"on the same seeds, costs as little or less and ends nearer to gold on the excluded "+
		"clips. Triangles (%s): forget more than gold. Star: the method looks at the clips "+
		"to forget. The unit of distance is the difference between gold and gold2, a second training "+
		"of gold; errors are divided by gold's. Dashed: 1. Bars: 95 %% t intervals over %s, with up "+
		"to %s behind a mark; a bar that meets the frame goes on.",
		count(len(methods), "method"), front, count(len(over), "method"), count(speakers, "speaker"),
		count(most, "run"))
}
