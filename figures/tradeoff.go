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

// tradeoffHeight holds one panel of about four to three, and the key.
const tradeoffHeight = vg.Length(205)

// Tradeoff draws macro F1 on the test set against macro F1 on the excluded set:
// a small mark a run, a large one for each method's mean. Lines through gold's
// mean mark the target. Without methods all that the records hold are drawn.
// The figure is one column wide.
func Tradeoff(list []records.Record, methods ...string) (*Figure, error) {
	if err := compatible(list); err != nil {
		return nil, fmt.Errorf("figure tradeoff: %w", err)
	}
	if len(methods) == 0 {
		methods = methodsOf(list)
	}
	p := newPlot("macro F1 on excluded", "macro F1 on test")
	data := [][]string{{"method", "speaker", "seed", "f1_test", "f1_excluded"}}
	var xs, ys []float64
	var all []value
	grid(p, true, true)
	for _, m := range methods {
		test, excluded := both(list, m)
		mark := lookOf(m).glyph(1.4)
		mark.Color = tint(lookOf(m).color, 0.4)
		for i := range test {
			p.Add(dot(excluded[i].v, test[i].v, mark))
			data = append(data, []string{
				m, test[i].speaker, strconv.Itoa(test[i].seed), exact(test[i].v),
				exact(excluded[i].v),
			})
		}
		xs, ys, all = append(xs, numbers(excluded)...), append(ys, numbers(test)...),
			append(all, test...)
	}
	if len(all) == 0 {
		return nil, noData("tradeoff", "no run has records of both test and excluded")
	}
	if test, excluded := both(list, names.Gold); len(test) > 0 {
		target := lookOf(names.Gold).line(0.8)
		p.Add(upright(summary(excluded).Mean, target), level(summary(test).Mean, target))
	}
	for _, m := range slices.Backward(methods) {
		if test, excluded := both(list, m); len(test) > 0 {
			x, y := summary(excluded).Mean, summary(test).Mean
			rim := lookOf(m).glyph(5)
			rim.Color = white
			p.Add(dot(x, y, rim), dot(x, y, lookOf(m).glyph(3.8)))
		}
	}
	p.X.Min, p.X.Max = bounds(xs, 0.04)
	p.Y.Min, p.Y.Max = bounds(ys, 0.04)
	return &Figure{
		Caption: fmt.Sprintf("What is kept against what is still known of the excluded speaker, "+
			"in macro "+
			"F1 (%s). Small marks: runs; large: means; dashed: gold, the target. Down is a "+
			"price, right of "+
			"gold is what is still known.", runNote(all)),
		width: ColumnWidth, height: tradeoffHeight,
		draw: func(c draw.Canvas) {
			drawPanels(drawKey(c, methodKey(methods, 0)), [][]panel{{{p, ""}}}, 0)
		},
		data: data,
	}, nil
}

// both returns the runs of a method that have a score on test and on excluded,
// in the same order.
func both(list []records.Record, method string) (test, excluded []value) {
	heard := scores(list, method, names.SetExcluded)
	for _, t := range scores(list, method, names.SetTest) {
		i := slices.IndexFunc(heard, func(e value) bool {
			return e.speaker == t.speaker && e.seed == t.seed
		})
		if i >= 0 {
			test, excluded = append(test, t), append(excluded, heard[i])
		}
	}
	return test, excluded
}
