package figures

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Heights in the figure of gaps.
const (
	gapsChrome = vg.Length(46) // of the headings and the axes
	gapsMethod = vg.Length(27) // of a method without named speakers: its dots and its mean
	gapsLevel  = vg.Length(9)  // of one speaker's dots, or of the mean, if speakers are named
)

// Gaps draws how far each method ends from gold: macro F1 minus that of gold
// with the same speaker and seed, on test and on excluded. Zero is gold. A dot
// is a pair of runs. The mean has a 95 % t interval, over seeds for one speaker
// and over the speakers' means for several. Each of several speakers has its
// own line of dots; if the page has room, the line also has the speaker's name
// and a tick at the mean.
//
// If no method is named, it draws all methods of the records except original
// and gold. The records must be of one corpus, protocol and norm. Pairs with a
// failed run are left out. The figure is as wide as the text. It returns
// ErrNoData if no pair is left.
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
		return nil, noData("gaps", "no method has a run of gold with the same speaker and seed",
			"run gold and a method on the same pairs")
	}
	height, dots := gapsMethod, "Dots: runs"
	if levels != nil {
		height, dots = gapsLevel*vg.Length(len(levels)+1), "Dots: runs; ticks: the speakers' means"
	}
	return &Figure{
		Caption: fmt.Sprintf("Gap to gold in macro F1, by method (%s). Left of zero on test, a "+
			"method is worse than gold on the speakers who stay; right of zero on excluded, it "+
			"still knows the excluded speaker. %s; bars: mean with its %s.", runNote(all), dots,
			intervalOver(all)),
		width: TextWidth, height: gapsChrome + height*vg.Length(len(methods)),
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{row}, 10) },
		data: data,
	}, nil
}

// methodsOf returns the methods of the records except the given ones, in the
// order of the figures.
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

// setHead returns a set's name with the number of its clips, according to its
// first record: "test, n = 250".
func setHead(list []records.Record, set string) string {
	for _, r := range list {
		if r.Set == set {
			return fmt.Sprintf("%s, n = %s", set, thousands(r.N))
		}
	}
	return set
}
