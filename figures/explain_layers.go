package figures

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// layersHeight is the height of a figure by layer, with its key and axis
// labels.
const layersHeight = vg.Length(190)

// A layerPanel is one panel by layer: the part of an analysis that it shows,
// and its axis.
type layerPanel struct {
	head, analysis, part, label string
	reference                   float64 // a line; NaN: none
	low, high                   float64 // ends of the axis; NaN: those of the data
}

// LayersLike draws how similar each layer's activations are to those of gold's
// layer, on the clips of the excluded speaker and on those of test. Each run is
// a dot, with the mean and its interval.
func LayersLike(r report.Readings) (*Figure, error) {
	nan := math.NaN()
	return byLayer("layers", r, []layerPanel{
		{"excluded", "cka", "to gold, " + names.SetExcluded, "CKA with gold", nan, nan, nan},
		{"test", "cka", "to gold, " + names.SetTest, "CKA with gold", nan, nan, nan},
	}, "How similar the activations of each layer are to gold's, on the clips of two sets: linear "+
		"centred kernel alignment (CKA), 1 if they are the same up to rotation and scale.",
		names.Original, names.Base, names.ConvBN, names.Gold2, explain.Random)
}

// LayerProbes draws how well a linear probe detects the excluded speaker in
// each layer, and how well it detects shuffled speakers, as a control.
func LayerProbes(r report.Readings) (*Figure, error) {
	return byLayer("probes", r, []layerPanel{
		{"excluded speaker", "probe", "speaker", "AUC of the probe", 0.5, 0.3, 1.02},
		{"shuffled speakers", "probe", "shuffled", "AUC of the probe", 0.5, 0.3, 1.02},
	}, "How well a linear probe detects the excluded speaker in the activations of each layer, on "+
		"takes that it was not trained on; 0.5 is chance. Right: the control, the same probe with "+
		"shuffled speakers.", names.Original, names.Base, names.ConvBN, names.Gold2,
		explain.Random)
}

// Patches draws what share of the drop in margin on the excluded clips each
// block carries: first with the model's block put into the original, then with
// the original's block put into the model. The axis ends at −2 and 4. Values
// beyond are drawn at its ends; the data have them in full.
func Patches(r report.Readings) (*Figure, error) {
	return byLayer("patches", r, []layerPanel{
		{"into the original", "patch", "into", "share of the drop", 0, -2, 4},
		{"out of the model", "patch", "out of", "share of the drop", 0, -2, 4},
	}, "The share of the drop in margin on the excluded speaker's clips that one block carries: 1 is "+
		"all of it, 0 none. Left: the model's block is put into the original; right: the original's "+
		"block is put into the model. Gold2 and the random network do not descend from the "+
		"original, so their values show what any disturbance does. Values beyond the axis are drawn "+
		"at its end.", names.Base, names.Gold2, explain.Random)
}

// valuesOf turns a sample into values that can be drawn.
func valuesOf(s records.Sample, method string) []value {
	var list []value
	for _, p := range s.Pairs {
		list = append(list, value{speaker: p.Speaker, seed: p.Seed, method: method, v: p.Value})
	}
	return list
}

// byLayer draws panels by layer beside each other, as wide as the text.
func byLayer(name string, r report.Readings, panels []layerPanel, caption string,
	methods ...string) (*Figure, error) {
	data := [][]string{{"part", "layer", "method", "speaker", "seed", "value"}}
	blocks, _ := explain.Blocks(network.Default())
	var row []panel
	var all []value
	for i, lp := range panels {
		p := newPlot("", "")
		if i == 0 {
			p.Y.Label.Text = lp.label
		}
		var shown []float64
		for at, layer := range blocks {
			for k, m := range methods {
				q := report.Quantity{Analysis: lp.analysis, Part: lp.part, Place: at}
				values := valuesOf(r.Of(q, m), m)
				for _, v := range values {
					data = append(data, []string{lp.part, layer, m, v.speaker, fmt.Sprint(v.seed),
						exact(v.v)})
				}
				x := float64(at) + 0.8*(float64(k)+0.5)/float64(len(methods)) - 0.4
				shown = append(shown, addUpright(p, x, values, lookOf(m), lp.low, lp.high)...)
				all = append(all, values...)
			}
		}
		p.X.Min, p.X.Max = -0.5, float64(len(blocks))-0.5
		p.X.Tick.Marker = namedTicks(blocks)
		p.X.Tick.Length = 0
		if p.Y.Min, p.Y.Max = lp.low, lp.high; math.IsNaN(lp.low) {
			p.Y.Min, p.Y.Max = bounds(shown, 0.04)
		}
		grid(p, false, true)
		if !math.IsNaN(lp.reference) {
			p.Add(level(lp.reference, stroke(midGrey, 0.8)))
		}
		row = append(row, panel{p, lp.head})
	}
	if len(all) == 0 {
		return nil, noData(name, "no reading of "+panels[0].analysis,
			"give it readings of a survey, such as records.PublishedReadings")
	}
	if math.IsNaN(panels[0].low) {
		shareY(row)
	}
	return &Figure{
		Caption: fmt.Sprintf("%s Dots: runs; bars: mean with its %s (%s).", caption, intervalOver(all),
			runNote(all)),
		width: TextWidth, height: layersHeight,
		draw: func(c draw.Canvas) {
			rest := drawKey(c, methodKey(methods, 0))
			drawPanels(rest, [][]panel{row}, 10)
		},
		data: data,
	}, nil
}

// addUpright draws runs as dots, and their mean with a vertical interval, at
// one place of the x axis. It returns the values that the panel must have room
// for. If low and high are numbers, values beyond them are drawn at them.
func addUpright(p *plot.Plot, at float64, values []value, l look, low, high float64) []float64 {
	if len(values) == 0 {
		return nil
	}
	held := func(v float64) float64 {
		if math.IsNaN(low) {
			return v
		}
		return min(max(v, low), high)
	}
	mark := l.glyph(1.2)
	mark.Color = tint(l.color, 0.5)
	shown := numbers(values)
	for i, v := range values { // seeds of a speaker side by side
		shift := 0.04 * (float64(i%3) - 1)
		p.Add(dot(at+shift, held(v.v), mark))
	}
	m := summary(values)
	if !math.IsNaN(m.Low) {
		shown = append(shown, m.Low, m.High)
		m.Low, m.High = held(m.Low), held(m.High)
	}
	m.Mean = held(m.Mean)
	p.Add(whisker(at, m, l, false))
	return shown
}

// shareY gives all panels of a row the same y axis.
func shareY(row []panel) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range row {
		low, high = min(low, p.Y.Min), max(high, p.Y.Max)
	}
	for _, p := range row {
		p.Y.Min, p.Y.Max = low, high
	}
}
