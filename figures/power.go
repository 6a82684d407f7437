package figures

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Heights in the figure of metrics and controls.
const (
	powerChrome = vg.Length(48) // of the headings and the axes
	powerLine   = vg.Length(13) // of a metric
)

// Power draws how well each metric detects what a model keeps of the speaker. A
// row is a metric; a panel is a control that certainly keeps something of the
// speaker. The mark is the AUC for telling the control from gold2, with its 95
// % interval over speakers. Near 1, the metric always detects what is left; at
// the dashed line it guesses; left of the line it rates the control as better
// forgotten than retraining. A cross means that the metric takes damage for
// forgetting; it is small if the damage goes less than a tenth of the way.
//
// It returns ErrNoData if there are no powers. The figure is as wide as the
// text.
func Power(powers []report.Power) (*Figure, error) {
	var metrics, controls []string
	data := [][]string{{"metric", "control", "auc", "low", "high", "taken", "taken_low", "taken_high",
		"speakers"}}
	sees, fooled := 0, 0
	for _, p := range powers {
		if math.IsNaN(p.AUC.Mean) {
			continue
		}
		metrics, controls = appendNew(metrics, p.Metric), appendNew(controls, p.Control)
		data = append(data, []string{p.Metric, p.Control, exact(p.AUC.Mean), exact(p.AUC.Low),
			exact(p.AUC.High), exact(p.Taken.Mean), exact(p.Taken.Low), exact(p.Taken.High),
			strconv.Itoa(len(p.AUC.Sample.Speakers()))})
		if p.Sees() {
			sees++
		}
		if p.Mistakes() {
			fooled++
		}
	}
	if len(metrics) == 0 {
		return nil, noData("power", "no metric was set against a control and gold2",
			"give it report.Powers of scores that have both")
	}
	sortMethods(controls)
	var panels []panel
	for i, c := range controls {
		panels = append(panels, panel{powerPlot(powers, c, metrics, i == 0), powerHead(c)})
	}
	return &Figure{
		Caption: fmt.Sprintf("How well each metric detects what a control keeps of the speaker: the "+
			"AUC for telling the control from gold2, retrained without the same speaker, with its "+
			"95 %% t interval over speakers. Noise: on the original's kernels, until it makes as many "+
			"errors as the method. Filled: the interval lies above 0.5, in %d of %d. Dashed: "+
			"chance. Crosses: the metric takes damage for forgetting, in %d; small: by less than a "+
			"tenth of the way to gold2.", sees, len(data)-1, fooled),
		width: TextWidth, height: powerChrome + powerLine*vg.Length(len(metrics)),
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{panels}, 7) },
		data: data,
	}, nil
}

// powerHead is a control's name, short enough for a panel.
func powerHead(control string) string {
	if of, ok := strings.CutPrefix(control, names.Damage); ok {
		return "noise, " + of
	}
	return strings.ReplaceAll(control, "-", " ")
}

// powerPlot draws the panel of one control.
func powerPlot(powers []report.Power, control string, metrics []string, named bool) *plot.Plot {
	p := newPlot("AUC", "")
	p.X.Min, p.X.Max = -0.12, 1.04 // with room for a cross and a whole mark
	p.X.Tick.Marker = plot.ConstantTicks{{Value: 0, Label: "0"}, {Value: 0.5, Label: "½"},
		{Value: 1, Label: "1"}}
	p.Y.Min, p.Y.Max = -0.6, float64(len(metrics))-0.4
	p.Y.Tick.Length, p.Y.LineStyle.Width = 0, 0
	var labels []string
	for i := range metrics {
		label := ""
		if named {
			label = metrics[len(metrics)-1-i]
		}
		labels = append(labels, label)
	}
	p.Y.Tick.Marker = namedTicks(labels)
	grid(p, true, false)
	p.Add(upright(0.5, stroke(midGrey, 0.8, 4, 2)))
	for i, m := range metrics {
		at := float64(len(metrics) - 1 - i)
		for _, of := range powers {
			if of.Metric != m || of.Control != control || math.IsNaN(of.AUC.Mean) {
				continue
			}
			mark := look{color: blue, marker: draw.CircleGlyph{}}
			if !of.Sees() {
				mark = look{color: vermillion, marker: draw.RingGlyph{}}
			}
			p.Add(whisker(at, stats.TTest{Mean: of.AUC.Mean, Low: of.AUC.Low, High: of.AUC.High},
				mark, true))
			if of.Mistakes() {
				size := vg.Length(2.5)
				if of.AUC.High >= 0.5 && of.Taken.Mean < report.MuchTaken {
					size = 1.3
				}
				p.Add(dot(-0.07, at, draw.GlyphStyle{Color: vermillion, Radius: size,
					Shape: draw.CrossGlyph{}}))
			}
		}
	}
	return p
}
