package figures

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// curvesHeight is the height of a row of about square panels below a key of one
// line.
const curvesHeight = vg.Length(205)

// LearningCurves draws the error, 1 − macro F1, of the original and of gold by
// epoch on a logarithmic axis: on the test set at the left, on the excluded set
// at the right. Each run is a thin line with a dot at each evaluation; the mean
// of the runs is a thick line.
//
// A logarithmic axis has no zero, so a run without errors is drawn at half a
// clip of the set, where the axis is labelled 0. The records in list say how
// large the sets are. The figure is as wide as the text. It returns ErrNoData
// if there is no run of either model or no record of one of the sets.
func LearningCurves(runs []records.Run, list []records.Record) (*Figure, error) {
	methods := []string{names.Original, names.Gold}
	used := asValues(runs, methods...)
	if len(used) == 0 {
		return nil, noData("learning curves", "no run of original or gold",
			"give runs with traces")
	}
	var row []panel
	for i, set := range []string{names.SetTest, names.SetExcluded} {
		clips := clipsOf(list, set)
		if clips == 0 {
			return nil, noData("learning curves", "no record says how many clips the "+set+
				" set has", "give the records of the same study")
		}
		p := newPlot("epoch", "")
		if i == 0 {
			p.Y.Label.Text = "error, 1 − macro F1, in %"
		}
		floor := 0.5 / float64(clips)
		p.X.Min, p.X.Max = 0, 1
		p.Y.Min, p.Y.Max = math.Log10(floor)-0.05, 0.02
		p.Y.Tick.Marker = errorTicks{floor}
		p.X.Tick.Marker = niceTicks{Count: 6}
		p.Add(levelBand(p.Y.Min, math.Log10(2*floor)-0.15, paleGrey))
		grid(p, false, true)
		byMethod := make([][]curve, len(methods))
		for i, method := range methods {
			byMethod[i] = curvesOf(runs, method, set,
				func(t records.TracePoint) float64 { return 1 - t.F1 })
			addErrors(p, byMethod[i], lookOf(method), floor)
		}
		for i, method := range methods { // above all runs
			addMeanError(p, byMethod[i], lookOf(method), floor)
		}
		row = append(row, panel{p, setHead(list, set)})
	}
	shared := max(row[0].X.Max, row[1].X.Max) // so that the slopes can be compared
	row[0].X.Max, row[1].X.Max = shared, shared
	return &Figure{
		Caption: fmt.Sprintf("Learning curves of the original and of gold: the error by epoch, on "+
			"a logarithmic axis (%s). Only the original trains on the excluded speaker. Thin: "+
			"runs, with a dot at each evaluation; thick: their mean. Points in the grey band "+
			"made no error.", runNote(used)),
		width: TextWidth, height: curvesHeight,
		draw: func(c draw.Canvas) {
			drawPanels(drawKey(c, methodKey(methods, 1.4)), [][]panel{row}, 10)
		},
		data: traceRows(runs, func(r records.Run, _ records.TracePoint) bool {
			return r.Method == names.Original || r.Method == names.Gold
		}),
	}, nil
}

// clipsOf returns how many clips a set has, according to its first record; 0 if
// there is none.
func clipsOf(list []records.Record, set string) int {
	for _, r := range list {
		if r.Set == set {
			return r.N
		}
	}
	return 0
}

// addErrors draws the errors of runs thin, with dots, on an axis of decimal
// logarithms that ends at a floor.
func addErrors(p *plot.Plot, curves []curve, l look, floor float64) {
	pale := tint(l.color, 0.45)
	for _, c := range curves {
		ys := logsFrom(floor, c.values)
		p.Add(path(c.epochs, ys, stroke(pale, 0.4)))
		for i := range ys {
			p.Add(dot(c.epochs[i], ys[i], draw.GlyphStyle{Color: pale, Radius: 0.9,
				Shape: draw.CircleGlyph{}}))
		}
		p.X.Max = max(p.X.Max, c.epochs[len(c.epochs)-1])
	}
}

// addMeanError draws the mean error of runs thick, with a marker at its end.
func addMeanError(p *plot.Plot, curves []curve, l look, floor float64) {
	epochs, means := meanCurve(curves)
	ys := logsFrom(floor, means)
	p.Add(path(epochs, ys, l.line(1.3)))
	if last := len(ys) - 1; last >= 0 {
		p.Add(dot(epochs[last], ys[last], l.glyph(2.5)))
	}
}

// logsFrom returns decimal logarithms; a value below the floor is raised to it.
func logsFrom(floor float64, values []float64) []float64 {
	logs := make([]float64, len(values))
	for i, v := range values {
		logs[i] = math.Log10(max(v, floor))
	}
	return logs
}

// errorTicks labels errors in percent on an axis of decimal logarithms. The
// floor is labelled 0.
type errorTicks struct{ floor float64 }

// Ticks implements plot.Ticker.
func (t errorTicks) Ticks(low, high float64) []plot.Tick {
	ticks := []plot.Tick{{Value: math.Log10(t.floor), Label: "0"}}
	for _, percent := range []float64{0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100} {
		// One clip is twice the floor; a label much nearer than that would run
		// into the 0.
		if v := percent / 100; v > 1.7*t.floor && math.Log10(v) >= low && math.Log10(v) <= high {
			ticks = append(ticks, plot.Tick{Value: math.Log10(v), Label: exact(percent)})
		}
	}
	return ticks
}
