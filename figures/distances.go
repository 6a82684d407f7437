package figures

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Sizes in a figure of distances.
const (
	distancesRow  = vg.Length(146) // height of a row of panels
	distancesName = vg.Length(33)  // width of the names of layers, right of a panel
)

// Distances draws how far each layer is from the original and from gold after
// each epoch of one method, ‖layer − reference‖ ÷ ‖reference‖ in the Euclidean
// norm. Runs are thin lines, their mean is a thick line. Kind is "weights" or
// "statistics", the moving mean and variance of the normalisation layers.
//
// Layers of one type (conv, norm, dense) share a panel and a scale; each line
// has its layer's name at its end. The figure is as wide as the text. It
// returns ErrNoData if no run of the method has distances of that kind.
func Distances(runs []records.Run, method, kind string) (*Figure, error) {
	series, points := distanceSeries(runs, method, kind)
	if len(series) == 0 {
		return nil, noData("distances", fmt.Sprintf("no run of %s has a distance of the %s", method,
			kind), `ask for "weights" or "statistics" of a method with traces`)
	}
	var kinds []string
	data := [][]string{{
		"method", "speaker", "seed", "kind", "from", "phase", "epoch", "layer", "distance",
	}}
	for _, r := range runs {
		for _, d := range r.Distances {
			if r.Method != method || d.Kind != kind {
				continue
			}
			kinds = appendNew(kinds, layerKind(d.Layer))
			data = append(data, []string{
				r.Method, r.Speaker, strconv.Itoa(r.Seed), d.Kind, d.From, d.Phase,
				strconv.Itoa(d.Epoch), d.Layer, exact(d.Distance),
			})
		}
	}
	var rows [][]panel
	for i, from := range []string{names.Original, names.Gold} {
		var row []panel
		for _, k := range kinds {
			row = append(row, distancePanel(series, phasesOf(points), k, from, len(kinds) == 1))
		}
		if i == 1 && len(kinds) == 1 { // the two references beside each other
			rows[0] = append(rows[0], row...)
			break
		}
		rows = append(rows, row)
	}
	sharedScales(rows)
	for i, row := range rows {
		row[0].Y.Label.Text = "relative distance"
		for j := range row {
			if i == len(rows)-1 {
				row[j].X.Label.Text = "epoch of unlearning"
			}
		}
	}
	what := map[string]string{"weights": "weights", "statistics": "moving statistics"}[kind]
	return &Figure{
		Caption: fmt.Sprintf(
			"How far the %s of each layer are from the original's and from gold's during %s: the "+
				"Euclidean norm of the difference, divided by the norm of the original or of gold "+
				"(%s). Thin: runs; thick: their mean. Each type of layer has its own scale.",
			what, Label(method), runNote(asValues(runs, method))),
		width: TextWidth, height: distancesRow * vg.Length(len(rows)),
		draw: func(c draw.Canvas) {
			drawTiles(draw.Crop(c, 0, -distancesName, 0, 0), rows, distancesName, 8)
		},
		data: data,
	}, nil
}

// layerKind is the name of a layer without its number: "conv", "norm", "dense".
func layerKind(layer string) string { return strings.TrimRight(layer, "0123456789") }

// layerLook distinguishes the layers of one type by colour and dashes.
func layerLook(layer string) look {
	colours := []look{{color: blue}, {color: vermillion, dashes: []vg.Length{5, 2}},
		{color: green, dashes: []vg.Length{1.5, 1.5}},
		{color: purple, dashes: []vg.Length{6, 1.5, 1, 1.5}},
		{color: black, dashes: []vg.Length{2.5, 1}}}
	number, _ := strconv.Atoi(strings.TrimPrefix(layer, layerKind(layer)))
	l := colours[max(0, number-1)%len(colours)]
	l.label = layer
	return l
}

// distancePanel draws how far the layers of one type are from one reference. If
// alone, there is no other type, and the heading does not name it.
func distancePanel(series map[string][]curve, phases []phase, kind, from string,
	alone bool) panel {
	p := newPlot("", "")
	shadePhases(p, phases)
	namePhases(p, phases)
	grid(p, false, true)
	var layers []string
	for key := range series {
		if layer, reference, _ := strings.Cut(key, "/"); reference == from &&
			layerKind(layer) == kind {
			layers = append(layers, layer)
		}
	}
	slices.SortFunc(layers, func(a, b string) int { // norm2 before norm10
		return cmp.Or(len(a)-len(b), strings.Compare(a, b))
	})
	var shown []float64
	var ends []lineEnd
	for _, layer := range layers {
		shown = append(shown, addRuns(p, series[layer+"/"+from], layerLook(layer))...)
	}
	for _, layer := range layers { // above all runs
		curves, l := series[layer+"/"+from], layerLook(layer)
		addMean(p, curves, l)
		epochs, means := meanCurve(curves)
		if last := len(epochs) - 1; last >= 0 {
			ends = append(ends, lineEnd{epochs[last], means[last], l})
		}
	}
	p.Add(nameEnds(ends))
	p.X.Min, p.Y.Min = 0, 0
	_, p.Y.Max = bounds(append(shown, 0), 0.04)
	p.Y.Min = -0.16 * p.Y.Max // room for the names of the phases
	p.X.Tick.Marker = niceTicks{Count: 3}
	head := map[string]string{names.Original: "from the original", names.Gold: "from gold"}[from]
	if !alone {
		head = kind + ", " + head
	}
	return panel{p, head}
}

// A lineEnd is the end of a line that has its name there.
type lineEnd struct {
	x, y float64
	look look
}

// nameEnds writes the names of lines to the right of the panel, as near to
// their ends as they fit, and draws a leader from each name to its end.
func nameEnds(ends []lineEnd) layer {
	return func(c draw.Canvas, x, y func(float64) vg.Length) {
		sorted := slices.Clone(ends)
		slices.SortStableFunc(sorted, func(a, b lineEnd) int { return cmp.Compare(a.y, b.y) })
		heights := make([]float64, len(sorted))
		for i, e := range sorted {
			heights[i] = float64(y(e.y))
		}
		for i, h := range spread(heights, 8.5) {
			e := sorted[i]
			at := vg.Point{X: c.Max.X + 7, Y: vg.Length(h)}
			c.StrokeLine2(stroke(e.look.color, 0.5), x(e.x)+1, y(e.y), at.X-1, at.Y)
			style := inked(textStyle(textSize, draw.XLeft, draw.YCenter),
				lettering(e.look.color))
			c.FillText(style, at, e.look.label)
		}
	}
}

// sharedScales gives panels below one another the same y axis. If there is only
// one row, all of its panels have the same.
func sharedScales(rows [][]panel) {
	var groups [][]panel
	if len(rows) == 1 {
		groups = rows
	} else {
		groups = make([][]panel, len(rows[0]))
		for _, row := range rows {
			for j, p := range row {
				groups[j] = append(groups[j], p)
			}
		}
	}
	for _, group := range groups {
		low, high := 0.0, 0.0
		for _, p := range group {
			low, high = min(low, p.Y.Min), max(high, p.Y.Max)
		}
		for _, p := range group {
			p.Y.Min, p.Y.Max = low, high
		}
	}
}

// distanceSeries groups the distances of a method by layer and reference, with
// a curve for each run. It also returns the epochs of the first run with their
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
