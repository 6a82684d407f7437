package figures

import (
	"fmt"
	"image/color"
	"math"
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/report"
	"audiounlearning/gomlx_model/split"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// planesHeight is the height of a row of planes with its key.
const planesHeight = vg.Length(178)

// voiceColours are those of the speakers who stay; the excluded one is black.
var voiceColours = []color.NRGBA{orange, skyBlue, green, blue, purple, vermillion}

// Planes draws the last hidden layer of one pair's models in two dimensions:
// the model before and after unlearning, one that never heard the speaker, and
// one that was never trained. Each clip is drawn as its digit, in the colour of
// its speaker. The readings name clips by their places in the corpus, so clips
// must be those of the corpus. It draws the first pair of the speaker that has
// a plane.
func Planes(r report.Readings, clips []split.Clip, speaker string) (*Figure, error) {
	var places []float64
	seed := 0
	points := map[string][2][]float64{} // by model
	for _, x := range r {
		if x.Analysis != "embedding" || x.Speaker != speaker || seed != 0 && x.Seed != seed {
			continue
		}
		switch x.Part {
		case "clips":
			places, seed = x.Values, x.Seed
		case "x":
			points[x.Method] = [2][]float64{x.Values, points[x.Method][1]}
		case "y":
			points[x.Method] = [2][]float64{points[x.Method][0], x.Values}
		}
	}
	var speakers []string
	for _, at := range places {
		if i := int(at); i < 0 || i >= len(clips) {
			return nil, fmt.Errorf("figure planes: the readings name clip %d, but there are %d "+
				"clips; read both from one study", i, len(clips))
		}
		if s := clips[int(at)].Speaker; s != speaker {
			speakers = appendNew(speakers, s)
		}
	}
	slices.Sort(speakers)
	colourOf := func(name string) color.NRGBA {
		if name == speaker {
			return black
		}
		return voiceColours[slices.Index(speakers, name)%len(voiceColours)]
	}
	data := [][]string{{"method", "speaker", "digit", "take", "x", "y"}}
	var row []panel
	for _, m := range []string{names.Original, names.Base, names.Gold, explain.Random} {
		xs, ys := points[m][0], points[m][1]
		if len(xs) != len(places) || len(ys) != len(places) || len(places) == 0 {
			continue
		}
		p := newPlot("", "")
		p.X.Min, p.X.Max = bounds(xs, 0.06)
		p.Y.Min, p.Y.Max = bounds(ys, 0.06)
		p.X.Tick.Marker, p.Y.Tick.Marker = namedTicks(nil), namedTicks(nil)
		p.Add(layer(func(c draw.Canvas, x, y func(float64) vg.Length) {
			for _, own := range []bool{false, true} { // the excluded speaker above the others
				for i, at := range places {
					clip := clips[int(at)]
					if (clip.Speaker == speaker) != own {
						continue
					}
					style := inked(textStyle(smallSize-1.5, draw.XCenter, draw.YCenter),
						colourOf(clip.Speaker))
					if own {
						style = bold(style)
					}
					c.FillText(style, vg.Point{X: x(xs[i]), Y: y(ys[i])}, clip.Label)
				}
			}
		}))
		for i, at := range places {
			clip := clips[int(at)]
			data = append(data, []string{m, clip.Speaker, clip.Label, fmt.Sprint(clip.Take), exact(xs[i]),
				exact(ys[i])})
		}
		row = append(row, panel{p, lookOf(m).label})
	}
	if len(row) == 0 {
		return nil, noData("planes", "no plane of "+speaker,
			"give it readings of a survey, such as records.PublishedReadings")
	}
	key := []keyEntry{{label: speaker + " (excluded)", fill: black}}
	for _, name := range speakers {
		key = append(key, keyEntry{label: name, fill: colourOf(name)})
	}
	return &Figure{
		Caption: fmt.Sprintf("The last hidden layer of the models of one pair (%s excluded, seed %d): "+
			"%d clips on the first two principal components. Each clip is drawn as its digit, in "+
			"the colour of its speaker. Each model has its own components, so positions in two "+
			"panels cannot be compared.", speaker, seed, len(places)),
		width: TextWidth, height: planesHeight,
		draw: func(c draw.Canvas) { drawPanels(drawKey(c, key), [][]panel{row}, 6) },
		data: data,
	}, nil
}

// Standing draws how far the excluded speaker's clips stand apart from those of
// other speakers in the last hidden layer of each model.
func Standing(r report.Readings) (*Figure, error) {
	methods := []string{names.Original, names.Base, names.ConvBN, names.Gold, names.Gold2,
		explain.Random}
	data := [][]string{{"method", "speaker", "seed", "silhouette"}}
	var strips []strip
	var all []value
	for _, m := range methods {
		values := valuesOf(r.Of(report.Quantity{Analysis: "embedding", Part: "silhouette"}, m), m)
		for _, v := range values {
			data = append(data, []string{m, v.speaker, fmt.Sprint(v.seed), exact(v.v)})
		}
		strips, all = append(strips, strip{lookOf(m), values}), append(all, values...)
	}
	if len(all) == 0 {
		return nil, noData("standing", "no silhouette",
			"give it readings of a survey, such as records.PublishedReadings")
	}
	low, high := bounds(stripNumbers(strips), 0.04)
	p := stripPlot("silhouette of the excluded speaker", strips, low, high)
	p.X.Tick.Marker = niceTicks{Count: 4}
	return &Figure{
		Caption: fmt.Sprintf("How far the excluded speaker's clips stand apart from those of other "+
			"speakers in the last hidden layer: near 1 they form a cluster of their own, at 0 or "+
			"below they mix with the others. Dots: runs; %s (%s).",
			"bars: mean with its "+intervalOver(all), runNote(all)),
		width: ColumnWidth, height: 34 + 21*vg.Length(len(methods)),
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{{{p, ""}}}, 0) },
		data: data,
	}, nil
}

// Remembered draws, for each clip, how much of its margin was memorised and how
// much was forgotten: by a method, by gold2, which is the floor, and by the
// control, which only does damage.
func Remembered(j explain.Judged[explain.Memory]) (*Figure, error) {
	data := [][]string{{"method", "clip", "memorised_nats", "forgotten_nats"}}
	var xs, ys []float64
	for _, m := range j.All() {
		for _, c := range m.Of.Clips {
			xs, ys = append(xs, c.Memorised), append(ys, c.Forgotten)
			data = append(data, []string{m.Name, fmt.Sprint(c.Clip), exact(c.Memorised),
				exact(c.Forgotten)})
		}
	}
	if len(xs) == 0 {
		return nil, noData("remembered", "no clips",
			"give it what explain.Answers.Memory returns")
	}
	low, high := bounds(append(slices.Clone(xs), ys...), 0.03)
	var row []panel
	for i, m := range j.All() {
		p := newPlot("memorised, nats", "")
		if i == 0 {
			p.Y.Label.Text = "forgotten, nats"
		}
		p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = low, high, low, high
		grid(p, true, true)
		p.Add(path([]float64{low, high}, []float64{low, high}, stroke(midGrey, 0.8, 3, 2)))
		mark := lookOf(m.Name).glyph(0.7)
		mark.Color, mark.Shape = tint(lookOf(m.Name).color, 0.75), draw.CircleGlyph{}
		for _, c := range m.Of.Clips {
			p.Add(dot(c.Memorised, c.Forgotten, mark))
		}
		t := m.Of.Rank.Test()
		note := "ρ = " + number(t.Mean, 2)
		if !math.IsNaN(t.Low) {
			note += " [" + number(t.Low, 2) + ", " + number(t.High, 2) + "]"
		}
		p.Add(remark(low, high, 4, -4, textStyle(smallSize, draw.XLeft, draw.YTop), note))
		row = append(row, panel{p, lookOf(m.Name).label})
	}
	return &Figure{
		Caption: fmt.Sprintf("What was memorised of each clip of the excluded speaker (the "+
			"original's margin minus gold's) and what was forgotten (the original's minus the "+
			"model's), means over seeds. On the dashed line the model's margin equals gold's. ρ: "+
			"rank correlation within a pair; the mean of the speakers' means with its 95 %% t "+
			"interval (%s).", j.Found.Rank.Size()),
		width: TextWidth, height: 172,
		draw: func(c draw.Canvas) { drawPanels(c, [][]panel{row}, 8) },
		data: data,
	}, nil
}
