package figures

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/report"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// frontierHeight holds a panel that is about square, its heading and axis.
const frontierHeight = vg.Length(262)

// Frontier draws the answer of the study: what a method costs, as a share of
// gold's passes, against how far it ends from gold on test and on excluded, in
// units of what retraining twice differs by; a retraining from the other gold,
// since it is this one's own beginning. Both axes are logarithmic. Every
// method is a point with the 95 % interval of its distance over speakers;
// retraining for less is a line for each way to set the rate, gold2 the floor
// at 1, and the original, which costs nothing more, stands at 0 beside the
// axis. Methods of one cost stand side by side on a band. Without gold2 there
// is no unit and no figure.
func Frontier(rows []report.FrontierRow) (*Figure, error) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r report.FrontierRow) bool {
		return math.IsNaN(r.Cost.Share) || !(r.Test.Mean > 0) || !(r.Excluded.Mean > 0)
	})
	if len(rows) == 0 {
		return nil, noData("frontier", "no method has a distance from gold; it takes records "+
			"of gold and gold2 on test and excluded")
	}
	data := [][]string{{"set", "method", "passes", "share_of_gold", "distance", "low", "high",
		"speakers", "runs"}}
	var panels []panel
	for i, set := range []string{names.SetTest, names.SetExcluded} {
		marks := frontierMarks(rows, set)
		for _, m := range marks {
			s := m.at.Sample
			data = append(data, []string{set, m.method, exact(m.passes), exact(m.share),
				exact(m.at.Mean), exact(m.at.Low), exact(m.at.High),
				strconv.Itoa(len(s.Speakers())), strconv.Itoa(len(s.Pairs))})
		}
		head := "On test: the speakers who stay"
		label := "distance from gold (gold again = 1)"
		if i == 1 {
			head, label = "On excluded: the speaker to forget", ""
		}
		panels = append(panels, panel{frontierPlot(marks, label), head})
	}
	return &Figure{
		Caption: frontierCaption(rows), width: TextWidth, height: frontierHeight,
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{panels}, 8) },
		data: data,
	}, nil
}

// A frontierMark is a method's place in one panel.
type frontierMark struct {
	method        string
	passes, share float64
	at            report.Estimate
	aside         vg.Length // from its true place, among methods of the same cost
}

// frontierMarks places the rows by cost. Those of the same cost, to a percent,
// stand side by side: what unlearns by its distance, so that the leaders to
// their names do not cross, then one cycle, then the constant rate, whose line
// starts at the right.
func frontierMarks(rows []report.FrontierRow, set string) []frontierMark {
	marks := make([]frontierMark, len(rows))
	for i, r := range rows {
		marks[i] = frontierMark{r.Method, r.Cost.Passes, r.Cost.Share, r.Test, 0}
		if set == names.SetExcluded {
			marks[i].at = r.Excluded
		}
	}
	slices.SortStableFunc(marks, func(a, b frontierMark) int {
		if math.Abs(a.share-b.share) > 0.01*a.share {
			return cmp.Compare(a.share, b.share)
		}
		if a, b := retrainRank(a.method), retrainRank(b.method); a != b {
			return a - b
		}
		return cmp.Compare(a.at.Mean, b.at.Mean)
	})
	const step = vg.Length(4.6)
	for i := 0; i < len(marks); {
		j := i
		for j < len(marks) && math.Abs(marks[j].share-marks[i].share) <= 0.01*marks[i].share {
			j++
		}
		for k := i; k < j; k++ {
			marks[k].aside = step * (vg.Length(k-i) - vg.Length(j-i-1)/2)
		}
		i = j
	}
	return marks
}

// retrainRank is 0 for what unlearns, 1 for one cycle and 2 for training at
// the constant rate.
func retrainRank(method string) int {
	switch _, oneCycle, ok := names.Retraining(method); {
	case oneCycle:
		return 1
	case ok:
		return 2
	}
	return 0
}

// frontierPlot is one panel, its axes in decimal logarithms: axes, then
// everything in it by one layer.
func frontierPlot(marks []frontierMark, label string) *plot.Plot {
	p := newPlot("sample passes, % of gold's", label)
	p.X.Min, p.X.Max = math.Log10(0.92*frontierZero), math.Log10(1.18)
	p.X.Tick.Marker = logAxis{frontierZero: "0", 0.125: "12.5", 0.25: "25", 0.5: "50", 1: "100"}
	low, high := 0.8, 1.25
	for _, m := range marks {
		least := m.at.Mean / 4 // an interval that holds 0 has no end on the axis
		if m.at.Low > least {
			least = m.at.Low
		}
		most := m.at.Mean
		if !math.IsNaN(m.at.High) {
			most = m.at.High
		}
		low, high = min(low, least/1.1), max(high, 1.15*most)
	}
	p.Y.Min, p.Y.Max = math.Log10(low), math.Log10(high)
	p.Y.Tick.Marker = logAxis{0.2: "0.2", 0.5: "0.5", 1: "1", 2: "2", 5: "5", 10: "10", 20: "20",
		50: "50", 100: "100", 200: "200", 500: "500"}
	grid(p, false, true)
	p.Add(frontierLayer(marks))
	return p
}

// A logAxis labels values on an axis of their decimal logarithms.
type logAxis map[float64]string

// Ticks implements plot.Ticker.
func (labels logAxis) Ticks(low, high float64) []plot.Tick {
	var ticks []plot.Tick
	for _, v := range slices.Sorted(maps.Keys(labels)) {
		if at := math.Log10(v); at >= low && at <= high {
			ticks = append(ticks, plot.Tick{Value: at, Label: labels[v]})
		}
	}
	return ticks
}

// frontierCaption says what to see, by numbers where base and a retraining
// that is as near on test are among the rows.
func frontierCaption(rows []report.FrontierRow) string {
	find := func(ok func(report.FrontierRow) bool) (report.FrontierRow, bool) {
		i := slices.IndexFunc(rows, ok)
		if i < 0 {
			return report.FrontierRow{}, false
		}
		return rows[i], true
	}
	see, speakers, most := "", 0, 0
	for _, r := range rows {
		speakers = max(speakers, len(r.Test.Sample.Speakers()))
		most = max(most, len(r.Test.Sample.Pairs))
	}
	base, hasBase := find(func(r report.FrontierRow) bool { return r.Method == names.Base })
	enough, hasEnough := find(func(r report.FrontierRow) bool {
		return retrainRank(r.Method) == 2 && r.Test.Mean <= base.Test.Mean
	})
	if hasBase && hasEnough {
		see = fmt.Sprintf(" %s ends %s from gold on test and %s on excluded; %s, for %s %% of "+
			"gold's passes, %s and %s.", Label(base.Method), number(base.Test.Mean, 1),
			number(base.Excluded.Mean, 1), Label(enough.Method), number(100*enough.Cost.Share, 0),
			number(enough.Test.Mean, 1), number(enough.Excluded.Mean, 1))
	}
	var beyond []string
	for _, r := range rows {
		if r.Way.Low > 1 {
			beyond = append(beyond, Label(r.Method))
		}
	}
	see += frontierFloor(rows)
	if len(beyond) > 0 {
		see += fmt.Sprintf(" On excluded these score below gold, by intervals: %s.",
			strings.Join(beyond, ", "))
	}
	cycle := ""
	if _, ok := find(func(r report.FrontierRow) bool { return retrainRank(r.Method) == 1 }); ok {
		cycle = "; dotted: the same, its rate in one cycle"
	}
	scale := ""
	if gold2, ok := find(func(r report.FrontierRow) bool { return r.Method == names.Gold2 }); ok {
		scale = fmt.Sprintf(" (100 %% is %s thousand)", number(gold2.Cost.Passes/1000, 0))
	}
	return fmt.Sprintf("Cost in sample passes as a share of gold's%s, whose 120 epochs are the "+
		"paper's choice, against the distance from gold: the mean difference in macro F1, "+
		"whatever its sign, in units of what retraining twice differs by. Down is nearer to "+
		"gold; the dashed floor is how far gold trained again ends, on average over all seeds.%s "+
		"Bars: 95 %% t intervals over %s; up to %s a point. Line: retraining for less, by epochs%s, "+
		"set against the other gold, since it is this one's own beginning. "+
		"Methods on the grey band all cost the same.", scale, see, count(speakers, "speaker"),
		count(most, "run"), cycle)
}

// frontierFloor names the retrainings and schemes that cannot be told from the
// floor, by their distances less gold2's, paired by speaker, and not by whether
// a bar crosses the line.
func frontierFloor(rows []report.FrontierRow) string {
	var text string
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		var at []string
		for _, r := range rows {
			off := r.OffTest
			if set == names.SetExcluded {
				off = r.OffExcluded
			}
			if off.Low < 0 && off.High > 0 && r.Method != names.Gold2 {
				at = append(at, Label(r.Method))
			}
		}
		if len(at) > 0 {
			text += fmt.Sprintf(" On %s, paired by speaker, these cannot be told from gold2: %s.", set,
				strings.Join(at, ", "))
		}
	}
	return text
}
