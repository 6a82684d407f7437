package figures

import (
	"math"
	"slices"
	"strconv"

	"audiounlearning/gomlx_model/names"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// frontierZero is where the axis shows cost 0, as a share of gold's cost. The
// names of methods begin frontierLabels to the right of it.
const (
	frontierZero   = 0.013
	frontierLabels = vg.Length(6.5)
)

// frontierLayer draws everything in one panel: bands, the floor, the lines of
// retraining, names, intervals and points.
func frontierLayer(marks []frontierMark) layer {
	return func(c draw.Canvas, logX, logY func(float64) vg.Length) {
		x := func(v float64) vg.Length { return logX(math.Log10(v)) }
		y := func(v float64) vg.Length { return logY(math.Log10(v)) }
		place := func(m frontierMark) vg.Point {
			if m.method == names.Original {
				return vg.Point{X: x(frontierZero), Y: y(m.at.Mean)}
			}
			return vg.Point{X: x(m.share) + m.aside, Y: y(m.at.Mean)}
		}
		drawBands(c, marks, x)
		breakAxis(c, x(frontierZero)+frontierLabels+22)
		c.StrokeLine2(lookOf(names.Gold).line(0.9), c.Min.X, y(1), c.Max.X, y(1))
		for _, rank := range []int{1, 2} {
			drawRetraining(c, marks, rank, place, y)
		}
		labelLeft(c, marks, place, x(frontierZero)+frontierLabels)
		for _, m := range marks {
			l := lookOf(m.method)
			at := place(m)
			low := c.Min.Y
			if m.at.Low > 0 {
				low = max(low, y(m.at.Low))
			}
			if !math.IsNaN(m.at.High) {
				c.StrokeLine2(stroke(l.color, 1), at.X, low, at.X, min(c.Max.Y, y(m.at.High)))
			}
			ground := draw.GlyphStyle{Color: white, Radius: 3.1, Shape: draw.CircleGlyph{}}
			c.DrawGlyphNoClip(ground, at)
			c.DrawGlyphNoClip(l.glyph(2.5), at)
		}
	}
}

// drawBands shades the places where three or more methods have the same cost.
func drawBands(c draw.Canvas, marks []frontierMark, x func(float64) vg.Length) {
	for _, m := range marks {
		if m.aside < -3 {
			half := 3.5 - m.aside
			c.FillPolygon(paleGrey, corners(vg.Rectangle{
				Min: vg.Point{X: x(m.share) - half, Y: c.Min.Y},
				Max: vg.Point{X: x(m.share) + half, Y: c.Max.Y}}))
		}
	}
}

// breakAxis cuts the x axis, which is logarithmic to the right of the cut.
func breakAxis(c draw.Canvas, at vg.Length) {
	axis := c.Min.Y - 3 // the padding of newPlot
	c.FillPolygon(white, corners(vg.Rectangle{Min: vg.Point{X: at - 1.5, Y: axis - 1.5},
		Max: vg.Point{X: at + 1.5, Y: axis + 1.5}}))
	for _, x := range []vg.Length{at - 1.5, at + 1.5} {
		c.StrokeLine2(stroke(ink, 0.5), x-1.2, axis-2.5, x+1.2, axis+2.5)
	}
}

// drawRetraining draws the line through the retrainings of one rank, in order
// of cost. For those at the constant rate it also writes the number of epochs,
// beside the first point and above the intervals of the others. Their line goes
// on to gold2, which trains for all 120 epochs. The line of one-cycle training
// is dotted and explained at the top of the panel.
func drawRetraining(c draw.Canvas, marks []frontierMark, rank int,
	place func(frontierMark) vg.Point, y func(float64) vg.Length) {
	var at []vg.Point
	style := textStyle(textSize, draw.XLeft, draw.YBottom)
	for _, m := range marks {
		epochs, _, ok := names.Retraining(m.method)
		switch {
		case rank == 2 && m.method == names.Gold2:
			nameFloor(c, m, place(m), y)
		case !ok || retrainRank(m.method) != rank:
			continue
		case rank == 2:
			text := strconv.Itoa(epochs)
			if len(at) == 0 {
				text = "retrained " + text + " epochs"
				c.FillText(style, place(m).Add(vg.Point{X: 3.5, Y: 2}), text)
				break
			}
			top := place(m).Add(vg.Point{Y: 4})
			if !math.IsNaN(m.at.High) {
				top.Y = max(top.Y, min(y(m.at.High)+1, c.Max.Y-9))
			}
			c.FillText(style, top.Sub(vg.Point{X: 1.5}), text) // clear of the falling line
		}
		at = append(at, place(m))
	}
	line := stroke(lookOf(names.Gold).color, 1.2)
	if rank == 1 && len(at) > 0 {
		line.Dashes = []vg.Length{2, 1.5}
		top := vg.Point{X: c.Max.X - 4, Y: c.Max.Y - 7}
		c.FillText(textStyle(textSize, draw.XRight, draw.YCenter), top, "one cycle")
		left := top.X - style.Width("one cycle") - 3
		c.StrokeLine2(line, left-15, top.Y, left, top.Y)
	}
	if len(at) > 1 {
		c.StrokeLines(line, at)
	}
}

// nameFloor writes "floor" below the line, left of gold2, and gold2's name
// above its interval. The two need not meet: the line is the mean over all
// seeds, and the mark is the mean over the seeds drawn.
func nameFloor(c draw.Canvas, gold2 frontierMark, at vg.Point, y func(float64) vg.Length) {
	below := textStyle(textSize, draw.XRight, draw.YTop)
	c.FillText(below, vg.Point{X: at.X - 4, Y: y(1) - 2}, "floor")
	top := at.Y + 4
	if !math.IsNaN(gold2.at.High) {
		top = max(top, min(y(gold2.at.High)+1, c.Max.Y-9))
	}
	above := textStyle(textSize, draw.XRight, draw.YBottom)
	half := above.Width(names.Gold2) / 2
	c.FillText(above, vg.Point{X: min(at.X+half, c.Max.X), Y: top}, names.Gold2)
}

// labelLeft writes the names of the methods that do not retrain in one column,
// each as near as possible to the height of its point, and draws a leader to
// the point. The names are aligned at the right, so that no leader crosses
// another name.
func labelLeft(c draw.Canvas, marks []frontierMark, place func(frontierMark) vg.Point,
	left vg.Length) {
	named := slices.DeleteFunc(slices.Clone(marks), func(m frontierMark) bool {
		return retrainRank(m.method) > 0 || m.method == names.Gold2
	})
	slices.SortStableFunc(named, func(a, b frontierMark) int {
		switch ya, yb := place(a).Y, place(b).Y; {
		case ya < yb:
			return -1
		case ya > yb:
			return 1
		}
		return 0
	})
	heights := make([]float64, len(named))
	for i, m := range named {
		heights[i] = float64(place(m).Y)
	}
	style := textStyle(textSize, draw.XRight, draw.YCenter)
	labels := make([]string, len(named))
	for i, m := range named {
		labels[i] = lookOf(m.method).label
	}
	right := left + widest(style, labels)
	for i, h := range spread(heights, 9) {
		begin := right - style.Width(labels[i])
		to, from := place(named[i]), vg.Point{X: right + 2, Y: vg.Length(h)}
		if named[i].method == names.Original {
			from.X = begin - 1
		}
		c.StrokeLine2(stroke(midGrey, 0.4), from.X, from.Y, to.X, to.Y)
		c.FillPolygon(white, corners(vg.Rectangle{Min: vg.Point{X: begin - 1, Y: from.Y - 4},
			Max: vg.Point{X: right + 1, Y: from.Y + 4}}))
		c.FillText(style, vg.Point{X: right, Y: from.Y}, labels[i])
	}
}

// spread moves ascending heights as little as possible, in least squares, so
// that neighbours are at least gap apart. Height i minus i·gap must not
// decrease; where it does, heights are pooled (the pool-adjacent-violators
// algorithm).
func spread(heights []float64, gap float64) []float64 {
	type pool struct {
		mean float64
		n    int
	}
	var pools []pool
	for i, h := range heights {
		pools = append(pools, pool{h - gap*float64(i), 1})
		for k := len(pools) - 1; k > 0 && pools[k-1].mean > pools[k].mean; k-- {
			a, b := pools[k-1], pools[k]
			n := a.n + b.n
			mean := (a.mean*float64(a.n) + b.mean*float64(b.n)) / float64(n)
			pools = append(pools[:k-1], pool{mean, n})
		}
	}
	apart := make([]float64, 0, len(heights))
	for _, p := range pools {
		for range p.n {
			apart = append(apart, p.mean+gap*float64(len(apart)))
		}
	}
	return apart
}
