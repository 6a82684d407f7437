package figures

import (
	"fmt"
	"slices"

	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Heights in a row of panels, one for each speaker.
const (
	speakersChrome = vg.Length(40) // of the headings and the axes
	speakersMethod = vg.Length(19) // of a method: its dots and its mean
)

// BySpeaker draws macro F1 on a set, with a panel for each excluded speaker. A
// row is a method, a dot is a seed, and the mean has a 95 % t interval over
// seeds. All panels have the same scale.
//
// If no method is named, it draws all methods of the records, which must be of
// one corpus, protocol and norm. The figure is as wide as the text, with three
// panels in a row. Only the first 12 speakers are drawn, as the caption then
// says. It returns ErrNoData if no run has a record of the set.
func BySpeaker(list []records.Record, set string, methods ...string) (*Figure, error) {
	if err := compatible(list); err != nil {
		return nil, fmt.Errorf("figure by speaker: %w", err)
	}
	if len(methods) == 0 {
		methods = methodsOf(list)
	}
	data := [][]string{append(slices.Clone(valueHeader), "f1")}
	var all []value
	for _, m := range methods {
		for _, v := range scores(list, m, set) {
			all = append(all, v)
			data = append(data, v.row())
		}
	}
	if len(all) == 0 {
		return nil, noData("by speaker", "no finished run has a record of the set "+set,
			"name a set and methods that the records have")
	}
	speakers := speakersOf(all)
	_, note := firstOf(speakers, speakersMost, "speaker")
	speakers = speakers[:min(speakersMost, len(speakers))]
	columns := min(3, len(speakers))
	rows := make([][]panel, (len(speakers)+columns-1)/columns)
	var shown []float64 // intervals reach beyond the dots
	for _, name := range speakers {
		for _, m := range methods {
			shown = append(shown, stripNumbers([]strip{{lookOf(m),
				only(scores(list, m, set), name)}})...)
		}
	}
	low, high := bounds(shown, 0.03)
	for i := range rows {
		rows[i] = make([]panel, columns)
		for j := range columns {
			k := i*columns + j
			if k >= len(speakers) {
				continue
			}
			var strips []strip
			for _, m := range methods {
				strips = append(strips, strip{lookOf(m), only(scores(list, m, set), speakers[k])})
			}
			p := stripPlot("macro F1", strips, low, high)
			if j > 0 {
				p.Y.Tick.Marker = namedTicks(nil)
			}
			if i < len(rows)-1 && k+columns < len(speakers) {
				p.X.Label.Text = ""
			}
			rows[i][j] = panel{p, speakers[k]}
		}
	}
	height := vg.Length(len(rows)) * (speakersChrome + speakersMethod*vg.Length(len(methods)))
	return &Figure{
		Caption: fmt.Sprintf("Macro F1 on the %s set (%s) by excluded speaker (%s). Dots: seeds; "+
			"bars: mean with its 95 %% t interval over seeds. The closer a method is to gold, the "+
			"better it forgets.%s", set, count(clipsOf(list, set), "clip"), runNote(all), note),
		width: TextWidth, height: height,
		draw: func(c draw.Canvas) { drawPanels(c, rows, 9) },
		data: data,
	}, nil
}
