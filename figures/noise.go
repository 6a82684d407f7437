package figures

import (
	"audiounlearning/gomlx_model/names"
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// noiseLevels are the methods that differ from base by their noise alone, from
// none to most.
var noiseLevels = []struct{ method, label string }{
	{"no-noise", "none"}, {"noise-0.04x3", "0.04 × 3"}, {"noise-0.04", "0.04 × 5"},
	{names.Base, "0.08 × 5"}, {"noise-0.16", "0.16 × 5"},
}

// noiseHeight holds two panels below one another, and the key.
const noiseHeight = vg.Length(236)

// NoiseSteps draws macro F1 on the excluded and on the test set against the
// strength of the weight perturbation, scale × rounds: a dot a run, mean and 95
// % interval, and gold's mean with its interval as a band. The figure is one
// column wide. Levels without a finished run are left out.
func NoiseSteps(list []records.Record) (*Figure, error) {
	if err := compatible(list); err != nil {
		return nil, fmt.Errorf("figure noise: %w", err)
	}
	levels := slices.DeleteFunc(slices.Clone(noiseLevels),
		func(l struct{ method, label string }) bool {
			return len(scores(list, l.method, names.SetExcluded)) == 0
		})
	if len(levels) == 0 {
		missing := "no finished run of " + noiseLevels[0].method + ", base or another noise level"
		return nil, noData("noise", missing)
	}
	data := [][]string{append(slices.Clone(valueHeader), "f1")}
	var all []value
	var rows [][]panel
	for i, set := range []string{names.SetExcluded, names.SetTest} {
		p := newPlot("", "macro F1")
		if i == 1 {
			p.X.Label.Text = "noise scale × rounds"
		}
		labels := make([]string, len(levels))
		shown := numbers(scores(list, names.Gold, set))
		for j, l := range levels {
			labels[j] = l.label
			values := scores(list, l.method, set)
			all = append(all, values...)
			shown = append(shown, stripNumbers([]strip{{values: values}})...)
			for _, v := range values {
				data = append(data, v.row())
			}
		}
		p.X.Min, p.X.Max = -0.5, float64(len(levels))-0.5
		p.X.Tick.Marker, p.X.Tick.Length = namedTicks(labels), 0
		p.Y.Min, p.Y.Max = bounds(shown, 0.06)
		p.Y.Tick.Marker = niceTicks{Count: 4}
		for _, v := range scores(list, names.Gold, set) {
			data = append(data, v.row())
		}
		addNoise(p, list, set, levels)
		rows = append(rows, []panel{{p, setHead(list, set)}})
	}
	return &Figure{
		Caption: fmt.Sprintf("What the strength of the weight perturbation does to macro F1 "+
			"(%s). Dots: "+
			"runs; %s; orange band: gold's mean with its interval. 0.08 × 5 is the base scheme.",
			runNote(all), intervalNote(all)),
		width: ColumnWidth, height: noiseHeight,
		draw: func(c draw.Canvas) {
			drawPanels(drawKey(c, []keyEntry{{
				label: "gold, mean and 95 %", line: lookOf(names.Gold).line(1.2),
				fill: tint(orange, 0.25),
			}}), rows, 8)
		},
		data: data,
	}, nil
}
