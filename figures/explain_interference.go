package figures

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/explain"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// columnNames is the height of the column names, which are written vertically.
const columnNames = vg.Length(40)

// Interference draws who suffers when a speaker is forgotten: the change of the
// loss on the test clips of each other speaker (column) when one is forgotten
// (row). The first panel is the method, the second the control, noise that only
// does damage. The third is the floor, the difference between two golds. All
// panels share one scale. A cell is bold if its interval over seeds does not
// contain 0.
func Interference(j explain.Judged[explain.Interference]) (*Figure, error) {
	data := [][]string{{"method", "forgotten", "other", "seed", "loss_change_nats"}}
	most := 0.0
	var row []panel
	heads := []string{lookOf(j.Method).label + " − original", lookOf(j.ControlName).label +
		" − original", "Gold2 − gold"}
	tables := []explain.Interference{j.Found, j.Control, j.Floor}
	seeds := 0
	for k, x := range tables {
		for i, cells := range x.Cells {
			for n, cell := range cells {
				for _, p := range cell.Pairs {
					data = append(data, []string{heads[k], x.Speakers[i], x.Speakers[n],
						fmt.Sprint(p.Seed), exact(p.Value)})
				}
				seeds = max(seeds, len(cell.Pairs))
				if v := cell.Test().Mean; k == 0 && !math.IsNaN(v) {
					most = max(most, math.Abs(v))
				}
			}
		}
	}
	if seeds == 0 {
		return nil, noData("interference", "no pair of speakers",
			"give it what explain.Answers.Interference returns")
	}
	scale := linear(-most, most)
	for k, x := range tables {
		n := len(x.Speakers)
		p := newPlot("affected speaker", "")
		p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = -0.5, float64(n)-0.5, -0.5, float64(n)-0.5
		short, _ := firstOf(x.Speakers, labelsMost, "speaker")
		p.X.Tick.Marker = namedTicks(nil)
		p.X.Label.Padding = columnNames
		p.X.Tick.Length, p.Y.Tick.Length = 0, 0
		up := make([]string, n)
		for i, s := range short {
			up[n-1-i] = s
		}
		p.Y.Tick.Marker = namedTicks(up)
		if k > 0 {
			p.Y.Tick.Marker = namedTicks(nil)
		} else {
			p.Y.Label.Text = "forgotten speaker"
		}
		p.Add(layer(func(c draw.Canvas, px, py func(float64) vg.Length) {
			for i, name := range short {
				style := textStyle(textSize, draw.XRight, draw.YCenter)
				style.Rotation = math.Pi / 2
				c.FillText(style, vg.Point{X: px(float64(i)), Y: c.Min.Y - 4}, name)
			}
			for i, cells := range x.Cells {
				for col, cell := range cells {
					t := cell.Test()
					if t.N == 0 {
						continue
					}
					x, y := float64(col), float64(n-1-i)
					ground := diverging.at(scale(t.Mean))
					c.SetColor(ground)
					c.Fill(vg.Rectangle{Min: vg.Point{X: px(x - 0.5), Y: py(y - 0.5)},
						Max: vg.Point{X: px(x + 0.5), Y: py(y + 0.5)}}.Path())
					style := inked(textStyle(smallSize, draw.XCenter, draw.YCenter), readableOn(ground))
					if t.Low > 0 || t.High < 0 {
						style = bold(style)
					}
					c.FillText(style, vg.Point{X: px(x), Y: py(y)}, number(t.Mean, 2))
				}
			}
		}))
		row = append(row, panel{p, heads[k]})
	}
	bar := colourBar{colours: diverging, scale: scale, low: -most, high: most,
		label: "change of the loss, nats"}
	return &Figure{
		Caption: fmt.Sprintf("Who suffers when a speaker is forgotten: the change of the mean loss "+
			"on the test clips of one speaker (column) when another is forgotten (row). Left: the "+
			"method; middle: %s, a control that only does damage; right: the floor, two trainings "+
			"of gold. Means over up to %s; bold: the 95 %% t interval over seeds excludes 0. The "+
			"largest change by the method sets the colour scale; larger values have its end colour.",
			lookOf(j.ControlName).label, count(seeds, "seed")),
		width: TextWidth, height: 204,
		draw: func(c draw.Canvas) {
			rest := draw.Crop(c, 0, -barRoom, 0, 0)
			drawPanels(rest, [][]panel{row}, 6)
			bar.draw(c, vg.Rectangle{Min: vg.Point{X: rest.Min.X, Y: rest.Min.Y + 58},
				Max: vg.Point{X: rest.Max.X, Y: rest.Max.Y - headRoom}})
		},
		data: data,
	}, nil
}
