package figures

import (
	"audiounlearning/gomlx_model/names"
	"fmt"
	"slices"
	"strconv"

	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// layerNames are the layers of the network in order.
var layerNames = []string{
	"conv1", "norm1", "conv2", "norm2", "conv3", "norm3",
	"dense1", "norm4", "dense2", "norm5", "dense3",
}

// layerLook tells kinds of layers by colour and layers of a kind by dashes,
// solid for the first.
func layerLook(layer string) look {
	l := look{label: layer, color: blue}
	switch {
	case len(layer) > 4 && layer[:4] == "norm":
		l.color = green
	case len(layer) > 5 && layer[:5] == "dense":
		l.color = vermillion
	}
	patterns := [][]vg.Length{nil, {5, 2}, {1.5, 1.5}, {6, 1.5, 1, 1.5}, {2.5, 1}}
	l.dashes = patterns[int(layer[len(layer)-1]-'1')%len(patterns)]
	return l
}

// distancesHeight holds a row of panels below a key of two lines.
const distancesHeight = vg.Length(200)

// Distances draws how far each layer is from the original and from gold after
// each epoch of one method: the Euclidean norm of the difference, divided by
// that of the reference, mean over runs. Kind is "weights" or "statistics", the
// moving mean and variance of the norms. The figure is as wide as the text.
func Distances(runs []records.Run, method, kind string) (*Figure, error) {
	series, points := distanceSeries(runs, method, kind)
	used := asValues(runs, method)
	if len(series) == 0 {
		return nil, noData("distances", fmt.Sprintf("no distance of the %s in a run of %s", kind,
			method))
	}
	var row []panel
	var key []keyEntry
	data := [][]string{{
		"method", "speaker", "seed", "kind", "from", "phase", "epoch", "layer", "distance",
	}}
	for _, from := range []string{names.Original, names.Gold} {
		p := newPlot("epoch of unlearning", "distance ÷ norm of the reference")
		shadePhases(p, phasesOf(points))
		grid(p, false, true)
		var shown []float64
		for _, layer := range layerNames {
			curves := series[layer+"/"+from]
			if len(curves) == 0 {
				continue
			}
			epochs, means := meanCurve(curves)
			l := layerLook(layer)
			p.Add(path(epochs, means, l.line(1.2)))
			p.X.Max = max(p.X.Max, epochs[len(epochs)-1])
			shown = append(shown, means...)
			if from == names.Original {
				key = append(key, keyEntry{label: layer, line: l.line(1.2)})
			}
		}
		p.X.Min = 0
		p.Y.Min, p.Y.Max = bounds(append(shown, 0), 0.04)
		leaveFoot(p)
		reference := map[string]string{names.Original: "the original", names.Gold: names.Gold}[from]
		row = append(row, panel{p, "from " + reference})
	}
	for _, r := range runs {
		for _, d := range r.Distances {
			if r.Method == method && d.Kind == kind {
				data = append(data, []string{
					r.Method, r.Speaker, strconv.Itoa(r.Seed), d.Kind, d.From, d.Phase,
					strconv.Itoa(d.Epoch), d.Layer, exact(d.Distance),
				})
			}
		}
	}
	sharedY([][]panel{row})
	what := map[string]string{"weights": "weights", "statistics": "moving statistics"}[kind]
	return &Figure{
		Caption: fmt.Sprintf(
			"How far the %s of each layer are from the original's and from gold's "+
				"through %s, relative to the reference (Euclidean; mean over runs; %s).",
			what, Label(method), runNote(used)),
		width: TextWidth, height: distancesHeight,
		draw: func(c draw.Canvas) { drawPanels(drawKey(c, key), [][]panel{row}, 10) },
		data: data,
	}, nil
}

// distanceSeries groups the distances of a method's runs by layer and
// reference, a curve a run, and returns the epochs of the first run with their
// phases.
func distanceSeries(runs []records.Run, method, kind string) (map[string][]curve,
	[]records.TracePoint) {
	series := make(map[string][]curve)
	var points []records.TracePoint
	for _, r := range runs {
		if r.Method != method {
			continue
		}
		own := make(map[string]*curve)
		var order []string
		for _, d := range r.Distances {
			if d.Kind != kind {
				continue
			}
			key := d.Layer + "/" + d.From
			if own[key] == nil {
				own[key] = &curve{run: r}
				order = append(order, key)
			}
			own[key].epochs = append(own[key].epochs, float64(d.Epoch))
			own[key].values = append(own[key].values, d.Distance)
			seen := slices.ContainsFunc(points, func(
				t records.TracePoint) bool {
				return t.Epoch == d.Epoch
			})
			if len(series) == 0 && !seen {
				points = append(points, records.TracePoint{Phase: d.Phase, Epoch: d.Epoch})
			}
		}
		for _, key := range order {
			series[key] = append(series[key], *own[key])
		}
	}
	return series, points
}
