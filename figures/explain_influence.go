package figures

import (
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/report"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Influence draws how well gradient-based estimates predict what leaving the
// speaker out of training does to the loss of each test clip. The measure is
// the rank correlation over the test clips with the real effect, gold's loss
// minus the original's. The control is the same estimate for another speaker;
// the floor is the effect measured with gold2.
func Influence(r report.Readings) (*Figure, error) {
	estimates := []struct{ name, label string }{
		{explain.TracInGoldName, "TracIn, gold's training"},
		{explain.TracInOriginalName, "TracIn, final original"},
		{explain.InfluenceStepName, "influence step"},
	}
	data := [][]string{{"estimate", "of", "speaker", "seed", "rank_correlation"}}
	var strips []strip
	var all []value
	add := func(name, label, part string, l look) {
		values := valuesOf(r.Of(report.Quantity{Analysis: "influence", Part: part}, name), name)
		l.label = label
		strips = append(strips, strip{l, values})
		for _, v := range values {
			data = append(data, []string{name, part, v.speaker, fmt.Sprint(v.seed), exact(v.v)})
		}
		all = append(all, values...)
	}
	for _, e := range estimates {
		add(e.name, e.label, "of the speaker", lookOf(names.Base))
		add(e.name, "… for another speaker", "of another speaker", lookOf(explain.Random))
	}
	add(names.Gold2, "gold2's effect", "effect", lookOf(names.Gold2))
	if len(all) == 0 {
		return nil, noData("influence", "no estimate",
			"give it readings of a survey, such as records.PublishedReadings")
	}
	low, high := bounds(append(stripNumbers(strips), 0), 0.04)
	p := stripPlot("rank correlation with the real effect", strips, low, high)
	p.X.Tick.Marker = niceTicks{Count: 4}
	p.Add(upright(0, stroke(midGrey, 0.8)))
	return &Figure{
		Caption: fmt.Sprintf("How well gradient-based estimates predict what leaving the speaker "+
			"out does to each test clip: the rank correlation with the real effect, gold's loss "+
			"minus the original's. Grey: the control, an estimate for a speaker who was not left "+
			"out. Last row: no estimate, but the effect measured with gold2, a second retraining. "+
			"Dots: runs; %s (%s).", "bars: mean with its "+intervalOver(all), runNote(all)),
		width: ColumnWidth, height: 34 + 20*vg.Length(len(strips)),
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{{{p, ""}}}, 0) },
		data: data,
	}, nil
}
