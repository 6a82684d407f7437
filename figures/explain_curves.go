package figures

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// hidingHeight is the height of a row of panels below a key of one line.
const hidingHeight = vg.Length(176)

// readingCurves returns a part of an analysis as curves, one for each run. The
// x of value i of n is of(i, n).
func readingCurves(r report.Readings, analysis, method, part string,
	of func(i, n int) float64) (list []curve) {
	for _, x := range r {
		if x.Analysis != analysis || x.Method != method || x.Part != part {
			continue
		}
		c := curve{run: records.Run{Name: records.Name{Speaker: x.Speaker, Seed: x.Seed,
			Method: x.Method}}, values: x.Values}
		for i := range x.Values {
			c.epochs = append(c.epochs, of(i, len(x.Values)))
		}
		list = append(list, c)
	}
	return list
}

// Hiding draws how good a model's attribution map is. Features of each clip are
// replaced one after the other by those of the mean clip, and then shown one
// after the other on the mean clip. The curves are the mean logit of the true
// digit, in the order of the model's own map, of gold2's map, and in random
// order.
func Hiding(r report.Readings, method string) (*Figure, error) {
	orders := []struct {
		name string
		look look
	}{{"own map", lookOf(method)}, {names.Gold2, lookOf(names.Gold2)},
		{"random order", lookOf(explain.Random)}}
	orders[0].look.label, orders[1].look.label = "own map", "gold2's map"
	orders[2].look.label = "random order"
	data := [][]string{{"way", "order", "speaker", "seed", "share", "logit"}}
	var row []panel
	var all []value
	for i, way := range []string{"hidden", "shown"} {
		p := newPlot("features "+way+", %", "")
		if i == 0 {
			p.Y.Label.Text = "mean logit of the true digit"
		}
		grid(p, false, true)
		var shown []float64
		var drawn [][]curve
		for _, order := range orders {
			curves := readingCurves(r, "curve", method, way+" by "+order.name,
				func(i, n int) float64 { return 100 * float64(i) / float64(n-1) })
			shown = append(shown, addRuns(p, curves, order.look)...)
			drawn = append(drawn, curves)
			for _, c := range curves {
				all = append(all, value{speaker: c.run.Speaker, seed: c.run.Seed})
				for k, v := range c.values {
					data = append(data, []string{way, order.name, c.run.Speaker,
						fmt.Sprint(c.run.Seed), exact(c.epochs[k] / 100), exact(v)})
				}
			}
		}
		for k, order := range orders {
			addMean(p, drawn[k], order.look)
		}
		p.X.Min, p.X.Max = 0, 100
		p.Y.Min, p.Y.Max = bounds(shown, 0.03)
		row = append(row, panel{p, ""})
	}
	if len(all) == 0 {
		return nil, noData("hiding", "no curve of "+method,
			"give it readings of a survey, such as records.PublishedReadings")
	}
	shareY(row)
	var key []keyEntry
	for _, order := range orders {
		key = append(key, keyEntry{label: order.look.label, line: order.look.line(1.2)})
	}
	return &Figure{
		Caption: fmt.Sprintf("How well the attribution map of %s finds the features that matter: "+
			"the mean logit of the true digit on the excluded speaker's clips, while features are "+
			"hidden behind the mean clip of the other speakers (left) or revealed on it (right), "+
			"the most important first. The earlier the fall or the rise, the better the map. Thin: "+
			"runs; thick: their mean (%s).", Label(method), runNote(all)),
		width: TextWidth, height: hidingHeight,
		draw: func(c draw.Canvas) { drawPanels(drawKey(c, key), [][]panel{row}, 10) },
		data: data,
	}, nil
}

// Relearning draws how much of what a model had lost it regains while it trains
// on five of the speaker's clips.
func Relearning(r report.Readings) (*Figure, error) {
	methods := []string{names.Base, names.ConvBN, names.Gold2, "retrain-30", explain.WrongLabels}
	data := [][]string{{"method", "speaker", "seed", "step", "known_again"}}
	p := newPlot("training steps on five clips of the speaker", "relearned, % of lost clips")
	grid(p, false, true)
	var all []value
	drawn, steps := map[string][]curve{}, 0
	for _, m := range methods {
		curves := readingCurves(r, "relearning", m, "known again",
			func(i, _ int) float64 { return float64(i) })
		for i := range curves {
			c := &curves[i]
			percent := make([]float64, len(c.values))
			for k, v := range c.values {
				percent[k] = 100 * v
				data = append(data, []string{m, c.run.Speaker, fmt.Sprint(c.run.Seed),
					fmt.Sprint(k), exact(v)})
			}
			c.values, steps = percent, max(steps, len(percent))
			all = append(all, value{speaker: c.run.Speaker, seed: c.run.Seed})
		}
		addRuns(p, curves, lookOf(m))
		drawn[m] = curves
	}
	if len(all) == 0 {
		return nil, noData("relearning", "no model was trained on the speaker again",
			"give it readings of a survey, such as records.PublishedReadings")
	}
	for _, m := range methods {
		addMean(p, lessons(drawn[m], steps), lookOf(m))
	}
	p.Add(level(10, stroke(ink, 0.6, 2, 2)))
	p.X.Min, p.Y.Min, p.Y.Max = 0, 0, 100
	return &Figure{
		Caption: fmt.Sprintf("How soon the speaker comes back. Lost clips are the speaker's clips "+
			"that the model got wrong before the first step. The curve is the share of them that it "+
			"gets right after each training step on five other clips of the speaker. Thin: runs; "+
			"thick: their mean (%s); dashed: 10 %%. A line ends when the run has relearned all of "+
			"them, and counts as 100 %% from there on. Training on wrong labels is the control: it "+
			"should bring nothing back.", runNote(all)),
		width: ColumnWidth, height: hidingHeight + 40,
		draw: func(c draw.Canvas) {
			drawPanels(drawKey(c, methodKey(methods, 1.2)), [][]panel{{{p, ""}}}, 0)
		},
		data: data,
	}, nil
}

// lessons makes all curves as long as the given number of steps, so that they
// have a mean at every step. A lesson ends early if the model has relearned all
// that it had lost; its last value goes on. A model that had lost nothing has
// no lesson and is left out.
func lessons(curves []curve, steps int) (whole []curve) {
	for _, c := range curves {
		if len(c.values) < 2 {
			continue
		}
		longer := curve{run: c.run, values: slices.Clone(c.values)}
		for len(longer.values) < steps {
			longer.values = append(longer.values, c.values[len(c.values)-1])
		}
		for k := range longer.values {
			longer.epochs = append(longer.epochs, float64(k))
		}
		whole = append(whole, longer)
	}
	return whole
}

// lyingPanels draws panels of strips beside each other. The first names the
// rows of all.
func lyingPanels(row []panel) func(draw.Canvas) {
	return func(c draw.Canvas) { drawPanels(c, [][]panel{row}, 10) }
}

// Rounding draws how rounding the weights changes the margin on the excluded
// speaker's clips.
func Rounding(r report.Readings) (*Figure, error) {
	methods := []string{names.Original, names.Base, names.ConvBN, names.Gold, names.Gold2,
		explain.Random}
	data := [][]string{{"bits", "method", "speaker", "seed", "change"}}
	var row []panel
	var all []value
	for i, bits := range []string{"8", "4"} {
		var strips []strip
		for _, m := range methods {
			q := report.Quantity{Analysis: "rounding", Part: "margin, " + bits + " bits"}
			before := r.Of(q, m)
			q.Place = 1
			values := valuesOf(r.Of(q, m).Minus(before), m)
			for _, v := range values {
				data = append(data, []string{bits, m, v.speaker, fmt.Sprint(v.seed), exact(v.v)})
			}
			all = append(all, values...)
			strips = append(strips, strip{lookOf(m), values})
		}
		low, high := bounds(append(stripNumbers(strips), 0), 0.04)
		p := stripPlot("change of the mean margin, nats", strips, low, high)
		p.X.Tick.Marker = niceTicks{Count: 3}
		p.Add(upright(0, stroke(midGrey, 0.8)))
		if i > 0 {
			p.Y.Tick.Marker = namedTicks(nil)
		}
		row = append(row, panel{p, bits + " bits"})
	}
	if len(all) == 0 {
		return nil, noData("rounding", "no rounded weights",
			"give it readings of a survey, such as records.PublishedReadings")
	}
	return &Figure{
		Caption: fmt.Sprintf("Change of the mean margin on the excluded speaker's clips when the "+
			"kernels are rounded to 8 or 4 bits. Above 0 the speaker comes back. Dots: runs; %s "+
			"(%s). Each panel has its own scale.", "bars: mean with its "+intervalOver(all), runNote(all)),
		width: TextWidth, height: 40 + 21*vg.Length(len(methods)),
		draw: lyingPanels(row), data: data,
	}, nil
}
