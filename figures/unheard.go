package figures

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// unheardHeight is the height of the one panel, which is wider than tall.
const unheardHeight = vg.Length(150)

// Unheard draws how well gold understands each speaker that it has never heard.
// The measure is gold's macro F1 on the excluded set, with a dot for each seed,
// and the mean with its 95 % t interval over seeds. Speakers are sorted by
// their means.
//
// The records must be of one corpus, protocol and norm. The figure is one
// column wide. It returns ErrNoData if gold has no record of the excluded set.
func Unheard(list []records.Record) (*Figure, error) {
	if err := compatible(list); err != nil {
		return nil, fmt.Errorf("figure unheard: %w", err)
	}
	all := scores(list, names.Gold, names.SetExcluded)
	if len(all) == 0 {
		return nil, noData("unheard", "no finished run of gold has a record of the excluded set",
			"run gold")
	}
	speakers := speakersOf(all)
	slices.SortStableFunc(speakers, func(a, b string) int {
		if summary(only(all, a)).Mean < summary(only(all, b)).Mean {
			return -1
		}
		return 1
	})
	p := newPlot("excluded speaker", "macro F1 of gold")
	p.X.Tick.Marker, p.X.Tick.Length = namedTicks(speakers), 0
	p.X.Min, p.X.Max = -0.5, float64(len(speakers))-0.5
	shown := numbers(all)
	for _, name := range speakers {
		shown = append(shown, summary(only(all, name)).Low)
	}
	low, _ := bounds(shown, 0.05)
	p.Y.Min, p.Y.Max = max(0, low), 1
	grid(p, false, true)
	data := [][]string{append(slices.Clone(valueHeader), "f1")}
	gold := lookOf(names.Gold)
	for i, name := range speakers {
		own := only(all, name)
		mark := gold.glyph(1.8)
		mark.Color = tint(orange, 0.6)
		for j, v := range own {
			spread := 0.0
			if len(own) > 1 {
				spread = 0.3 * (float64(j)/float64(len(own)-1) - 0.5)
			}
			p.Add(rimmed(float64(i)-0.14+spread, v.v, mark))
			data = append(data, v.row())
		}
		p.Add(whisker(float64(i)+0.2, summary(own), gold, false))
	}
	p.Add(level(summary(all).Mean, stroke(midGrey, 0.8, 2, 2)))
	return &Figure{
		Caption: fmt.Sprintf("How well gold understands a speaker that it has never heard: macro "+
			"F1 on the excluded set of %s (%s). Dots: seeds, in order; bars: mean with its 95 %% t "+
			"interval over seeds; dashed: mean of the speakers' means. Perfect forgetting would "+
			"leave this much.", count(clipsOf(list, names.SetExcluded), "clip"), runNote(all)),
		width: ColumnWidth, height: unheardHeight,
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{{{p, ""}}}, 0) },
		data: data,
	}, nil
}
