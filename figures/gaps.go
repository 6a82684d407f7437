package figures

import (
	"audiounlearning/gomlx_model/names"
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Heights in the figure of gaps.
const (
	gapsChrome = vg.Length(46) // of the headings and the axes
	gapsMethod = vg.Length(27) // of a method of one speaker: its dots, and the mean
	gapsLevel  = vg.Length(9)  // of a speaker's dots, or of the mean, where they have names
)

// Gaps draws how far each method stays from gold: macro F1 minus gold's with
// the same speaker and seed, on the test set and on the excluded set, a dot a
// pair, with mean and 95 % interval. Zero is gold. Of several speakers each has
// a level of its own, with its name and a tick at its mean; of many, levels
// without.
//
// The interval is Student's over seeds for one speaker and over the speakers'
// means for several. Without methods, all that the records hold are drawn but
// original and gold. The records must be of one corpus, protocol and norm;
// pairs with a failed run are left out. It returns ErrNoData where no pair is
// left.
func Gaps(list []records.Record, methods ...string) (*Figure, error) {
	if err := compatible(list); err != nil {
		return nil, fmt.Errorf("figure gaps: %w", err)
	}
	if len(methods) == 0 {
		methods = methodsOf(list, names.Original, names.Gold)
	}
	data := [][]string{append(slices.Clone(valueHeader), "f1_gap")}
	var row []panel
	var all []value
	var levels []string
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		var strips []strip
		for _, m := range methods {
			pairs := gaps(list, m, set)
			strips = append(strips, strip{lookOf(m), pairs})
			all = append(all, pairs...)
			for _, v := range pairs {
				data = append(data, v.row())
			}
		}
		low, high := bounds(append(stripNumbers(strips), 0), 0.06)
		levels = stripLevels(strips)
		p := stripPlot("macro F1 − macro F1 of gold", strips, low, high)
		if levels != nil {
			p = levelPlot("macro F1 − macro F1 of gold", strips, levels, low, high)
		}
		p.Add(upright(0, stroke(orange, 1, 6, 1.5)))
		if len(row) > 0 {
			p.Y.Tick.Marker = namedTicks(nil)
		}
		row = append(row, panel{p, setHead(list, set)})
	}
	if len(all) == 0 {
		return nil, noData("gaps", "no method has a gold model of the same speaker and seed")
	}
	height, dots := gapsMethod, "Dots: runs"
	if levels != nil {
		height, dots = gapsLevel*vg.Length(len(levels)+1), "Dots: runs, with a tick at each "+
			"speaker's mean"
	}
	return &Figure{
		Caption: fmt.Sprintf("Gap to gold in macro F1, by method (%s). Left of zero on test: a "+
			"price for "+
			"the clips that stay; right of zero on excluded: what is still known of the excluded "+
			"speaker. "+
			"%s; %s.", runNote(all), dots, intervalNote(all)),
		width: TextWidth, height: gapsChrome + height*vg.Length(len(methods)),
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{row}, 10) },
		data: data,
	}, nil
}

// methodsOf returns the methods in the records in the order of the figures,
// without some.
func methodsOf(list []records.Record, without ...string) []string {
	var methods []string
	for _, r := range list {
		if !slices.Contains(methods, r.Method) && !slices.Contains(without, r.Method) {
			methods = append(methods, r.Method)
		}
	}
	sortMethods(methods)
	return methods
}

// setHead names a set with the number of its clips: "test, n = 250".
func setHead(list []records.Record, set string) string {
	for _, r := range list {
		if r.Set == set {
			return fmt.Sprintf("%s, n = %s", set, thousands(r.N))
		}
	}
	return set
}
