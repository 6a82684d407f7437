package figures

import (
	"audiounlearning/gomlx_model/names"
	"fmt"
	"math"

	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// curvesHeight holds two rows of panels, wider than tall, below the key.
const curvesHeight = vg.Length(245)

// LearningCurves draws macro F1 and loss by epoch, the original's on the left
// and gold's on the right: each run thin, the mean of the runs thick, a colour
// and a dash pattern for each set. The loss has a logarithmic scale. The figure
// is as wide as the text.
func LearningCurves(runs []records.Run) (*Figure, error) {
	used := asValues(runs, names.Original, names.Gold)
	if len(used) == 0 {
		return nil, noData("learning curves", "no run of the original or of gold")
	}
	sets := []string{names.SetTraining, names.SetValidation, names.SetTest, names.SetExcluded}
	rows := make([][]panel, 2)
	for i, quantity := range []struct {
		label string
		of    func(records.TracePoint) float64
	}{
		{"macro F1", func(p records.TracePoint) float64 { return p.F1 }},
		{"loss in nats", func(p records.TracePoint) float64 { return math.Log10(p.Loss) }},
	} {
		for _, method := range []string{names.Original, names.Gold} {
			p := newPlot("", quantity.label)
			grid(p, false, true)
			var shown []float64
			for _, set := range sets {
				if set == names.SetTraining && i == 0 {
					continue // the trace carries the loss of training alone
				}
				shown = append(shown, addCurves(p, curvesOf(runs, method, set, quantity.of),
					setLooks[set])...)
			}
			p.X.Min, p.Y.Min, p.Y.Max = 0, 0, 1
			p.X.Max = max(1, p.X.Max)
			if i == 1 {
				p.X.Label.Text = "epoch"
				p.Y.Min, p.Y.Max = bounds(shown, 0.04)
				p.Y.Tick.Marker = logTicks{}
			}
			rows[i] = append(rows[i], panel{p, map[bool]string{true: Label(method)}[i == 0]})
		}
	}
	sharedY(rows)
	for _, row := range rows { // one scale of epochs, so that the slopes compare
		for j := range row {
			row[j].X.Max = max(row[0].X.Max, row[len(row)-1].X.Max)
			row[j].X.Tick.Marker = niceTicks{Count: 6}
		}
	}
	return &Figure{
		Caption: fmt.Sprintf("Learning curves of the original and of gold (%s). Thin: runs; "+
			"thick: their "+
			"mean. Only the original trains on the excluded speaker. The sets are scored after "+
			"each of the "+
			"first ten epochs, then after every fifth and the last. The training loss is the "+
			"epoch's mean, "+
			"with dropout on.", runNote(used)),
		width: TextWidth, height: curvesHeight,
		draw: func(c draw.Canvas) {
			var key []keyEntry
			for _, set := range sets {
				key = append(key, keyEntry{label: setLooks[set].label,
					line: setLooks[set].line(1.4)})
			}
			drawPanels(drawKey(c, key), rows, 8)
		},
		data: traceRows(runs, func(r records.Run, _ records.TracePoint) bool {
			return r.Method == names.Original || r.Method == names.Gold
		}),
	}, nil
}

// addCurves draws runs thin and their mean thick, and returns what they range
// over.
func addCurves(p *plot.Plot, curves []curve, l look) []float64 {
	if len(curves) == 0 {
		return nil
	}
	var shown []float64
	for _, c := range curves {
		if len(curves) > 1 {
			p.Add(path(c.epochs, c.values, stroke(tint(l.color, 0.4), 0.4)))
		}
		shown = append(shown, c.values...)
		p.X.Max = max(p.X.Max, c.epochs[len(c.epochs)-1])
	}
	epochs, means := meanCurve(curves)
	p.Add(path(epochs, means, l.line(1.2)))
	return shown
}

// sharedY gives the panels of each row one scale and the labels to the leftmost
// alone.
func sharedY(rows [][]panel) {
	for _, row := range rows {
		low, high := row[0].Y.Min, row[0].Y.Max
		for _, p := range row {
			low, high = min(low, p.Y.Min), max(high, p.Y.Max)
		}
		for j, p := range row {
			p.Y.Min, p.Y.Max = low, high
			if j > 0 {
				p.Y.Label.Text = ""
			}
		}
	}
}

// logTicks labels powers of ten, and 2 and 5 times them, on an axis of decimal
// logarithms.
type logTicks struct{}

// Ticks implements plot.Ticker.
func (logTicks) Ticks(low, high float64) []plot.Tick {
	var ticks []plot.Tick
	factors := []float64{1}
	if high-low < 2.5 {
		factors = []float64{1, 2, 5}
	}
	for e := math.Floor(low); e <= high; e++ {
		for _, f := range factors {
			if v := e + math.Log10(f); v >= low-1e-9 && v <= high+1e-9 {
				ticks = append(ticks, plot.Tick{Value: v,
					Label: number(f*math.Pow(10, e), max(0, int(-e)))})
			}
		}
	}
	return ticks
}
