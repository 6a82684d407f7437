package figures

import (
	"cmp"
	"fmt"
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

// frontierHeight is the height of a square panel with its heading and its axis.
const frontierHeight = vg.Length(262)

// Frontier draws the answer of the study: what each method costs, as a share of
// gold's passes, against how far from gold it ends, on test and on excluded.
// The unit of distance is the difference between two trainings of gold. A
// shorter retraining is compared with gold2, because gold's own training begins
// like it. Both axes are logarithmic.
//
// Each method is a point with the 95 % interval of its distance over speakers.
// A line joins the retrainings for fewer epochs, one line for each schedule of
// the learning rate. The floor is at 1, gold2's distance. The original costs
// nothing, so it is at 0, to the left of a break in the axis. Methods of the
// same cost are side by side on a grey band.
//
// The figure is as wide as the text. It returns ErrNoData if no row has a cost
// and distances above 0; without gold2 there is no unit of distance.
func Frontier(rows []report.FrontierRow) (*Figure, error) {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r report.FrontierRow) bool {
		return math.IsNaN(r.Cost.Share) || !(r.Test.Mean > 0) || !(r.Excluded.Mean > 0)
	})
	if len(rows) == 0 {
		return nil, noData("frontier", "no method has a cost and a distance from gold",
			"run gold and gold2, which give the unit of distance, on the same pairs")
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
		label := "distance from gold (gold2: 1)"
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

// A frontierMark is a method in one panel.
type frontierMark struct {
	method        string
	passes, share float64
	at            report.Estimate
	aside         vg.Length // shift to the right, to stand beside methods of the same cost
}

// frontierMarks sorts the rows by cost and puts those of the same cost, to a
// percent, side by side. Unlearning methods come first, by their distance, so
// that the leaders to the names do not cross. Then comes one cycle, then the
// constant rate, because its line goes on to the right.
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

// retrainRank is 0 for unlearning methods, 1 for one-cycle training and 2 for
// training at the constant rate.
func retrainRank(method string) int {
	switch _, oneCycle, ok := names.Retraining(method); {
	case oneCycle:
		return 1
	case ok:
		return 2
	}
	return 0
}

// frontierPlot draws one panel: its axes, in decimal logarithms, and one layer
// with everything else.
func frontierPlot(marks []frontierMark, label string) *plot.Plot {
	p := newPlot("sample passes, % of gold's", label)
	p.X.Min, p.X.Max = math.Log10(0.92*frontierZero), math.Log10(1.18)
	p.X.Tick.Marker = plot.ConstantTicks{{Value: math.Log10(frontierZero), Label: "0"},
		{Value: math.Log10(0.125), Label: "12.5"}, {Value: math.Log10(0.25), Label: "25"},
		{Value: math.Log10(0.5), Label: "50"}, {Value: 0, Label: "100"}}
	low, high := 0.8, 1.25
	for _, m := range marks {
		least := m.at.Mean / 4 // an interval with 0 in it has no end on the axis
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
	p.Y.Tick.Marker = logTicks{1, 10, 100, 2, 5, 0.5, 0.2, 0.1, 20, 50, 200, 500}
	grid(p, false, true)
	p.Add(frontierLayer(marks))
	return p
}

// frontierCaption says what the figure shows. It compares base with the
// shortest retraining that ends at least as near to gold on test, if the rows
// have both.
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
		see += fmt.Sprintf(" On excluded these score below gold (the 95 %% interval of the way to "+
			"gold is above 100 %%): %s.", strings.Join(beyond, ", "))
	}
	cycle := ""
	if _, ok := find(func(r report.FrontierRow) bool { return retrainRank(r.Method) == 1 }); ok {
		cycle = "; dotted: the same with a one-cycle learning rate"
	}
	scale := ""
	if gold2, ok := find(func(r report.FrontierRow) bool { return r.Method == names.Gold2 }); ok {
		scale = fmt.Sprintf(" (100 %% is %s thousand)", number(gold2.Cost.Passes/1000, 0))
	}
	return fmt.Sprintf("Distance from gold against cost in sample passes, as a share of gold's%s. "+
		"Gold's 120 epochs are the paper's choice. The distance is the mean absolute difference "+
		"from gold in macro F1; its unit is the mean difference between gold and gold2, a "+
		"second training of gold. Lower is nearer to gold. The dashed floor at 1 is gold2's mean over all "+
		"seeds.%s Bars: 95 %% t intervals over %s, with up to %s behind a point. Line: retraining "+
		"for fewer epochs%s. Retrained models are compared with gold2, because their own gold's "+
		"training begins like theirs. Methods on a grey band all cost the same.", scale, see,
		count(speakers, "speaker"), count(most, "run"), cycle)
}

// frontierFloor names the methods that are not shown to differ from gold2. It
// compares their distances with gold2's, paired by speaker, and ignores whether
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
			text += fmt.Sprintf(" On %s, paired by speaker, these are not shown to differ from gold2: %s.",
				set, strings.Join(at, ", "))
		}
	}
	return text
}
