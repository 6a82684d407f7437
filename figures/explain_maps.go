package figures

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/report"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// mapTile is the height of a map, and mapFoot is what the axes need below.
const (
	mapTile = vg.Length(78)
	mapFoot = vg.Length(30)
)

// InputMaps draws the mean attribution map of the input for each excluded
// speaker (row) and model (column): how much each coefficient of each frame
// adds to the logit of the true digit, by integrated gradients. The mean is
// over seeds and clips. All maps share one colour scale; it follows the square
// root, which makes small values visible.
func InputMaps(r report.Readings) (*Figure, error) {
	models := []string{names.Original, names.Base, names.Gold, names.Gold2, explain.Random}
	data := [][]string{{"speaker", "method", "seeds", "coefficient", "frame", "value"}}
	type place struct{ speaker, method string }
	sums, counts := map[place][]float64{}, map[place]float64{}
	var speakers []string
	seeds := map[int]bool{}
	for _, x := range r {
		if x.Analysis != "map" || x.Part != "integrated gradients" {
			continue
		}
		at := place{x.Speaker, x.Method}
		if sums[at] == nil {
			sums[at] = make([]float64, len(x.Values))
		}
		for i, v := range x.Values {
			sums[at][i] += v
		}
		counts[at]++
		seeds[x.Seed] = true
		speakers = appendNew(speakers, x.Speaker)
	}
	if len(speakers) == 0 {
		return nil, noData("maps", "no map of the input",
			"give it readings of a survey, such as records.PublishedReadings")
	}
	slices.Sort(speakers)
	speakers, note := firstOf(speakers, speakersMost, "speaker")
	most := 0.0
	for at, values := range sums {
		for i := range values {
			values[i] /= counts[at]
			most = max(most, math.Abs(values[i]))
		}
	}
	root := func(v float64) float64 { return math.Copysign(math.Sqrt(math.Abs(v)/most), v) }
	scale := func(v float64) float64 { return 0.5 + root(v)/2 }
	var rows [][]panel
	for i, speaker := range speakers {
		var row []panel
		for j, m := range models {
			values := sums[place{speaker, m}]
			if values == nil {
				row = append(row, panel{})
				continue
			}
			side := int(math.Round(math.Sqrt(float64(len(values)))))
			for k, v := range values {
				data = append(data, []string{speaker, m, fmt.Sprint(counts[place{speaker, m}]),
					fmt.Sprint(k / side), fmt.Sprint(k % side), exact(v)})
			}
			p := newPlot("", "")
			addHeat(p, mat.NewDense(side, len(values)/side, values), diverging, scale, 0,
				float64(len(values)/side), 0, float64(side))
			p.X.Tick.Marker, p.Y.Tick.Marker = niceTicks{Count: 2}, niceTicks{Count: 2}
			if j == 0 {
				p.Y.Label.Text = speaker
			} else {
				p.Y.Tick.Marker = namedTicks(nil)
			}
			if i == len(speakers)-1 {
				p.X.Label.Text = "frame"
			} else {
				p.X.Tick.Marker = namedTicks(nil)
			}
			head := ""
			if i == 0 {
				head = lookOf(m).label
			}
			row = append(row, panel{p, head})
		}
		rows = append(rows, row)
	}
	bar := colourBar{colours: diverging, scale: scale, low: -most, high: most,
		label: "nats of the logit", ticks: rootTicks(most)}
	return &Figure{
		Caption: fmt.Sprintf("What the logit of the true digit depends on, for clips of each "+
			"excluded speaker (row) and each model (column): the contribution of each MFCC "+
			"coefficient (upward from 0) and frame, by integrated gradients from the mean clip of "+
			"the other speakers. Means over clips and %s. Red raises the logit, blue lowers it; the "+
			"colour scale follows the signed square root.%s", count(len(seeds), "seed"), note),
		width: TextWidth, height: mapTile*vg.Length(len(rows)) + mapFoot,
		draw: func(c draw.Canvas) {
			rest := draw.Crop(c, 0, -barRoom, 0, 0)
			drawTiles(rest, rows, 4, 4)
			bar.draw(c, vg.Rectangle{Min: vg.Point{X: rest.Min.X, Y: rest.Min.Y + mapFoot},
				Max: vg.Point{X: rest.Max.X, Y: rest.Max.Y - headRoom}})
		},
		data: data,
	}, nil
}

// rootTicks labels round numbers on a symmetric scale of square roots.
func rootTicks(most float64) (ticks []plot.Tick) {
	step := niceStep(most / 2.5) // does not exceed most, as in waveTicks
	for _, v := range []float64{-step, -step / 5, 0, step / 5, step} {
		ticks = append(ticks, plot.Tick{Value: v, Label: number(v,
			max(0, 1-int(math.Floor(math.Log10(step)))))})
	}
	return ticks
}
