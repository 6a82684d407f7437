package figures

import (
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/plot"
)

// addNoise draws one panel of the noise figure: gold's band, the line through
// the means, dots and whiskers.
func addNoise(p *plot.Plot, all []records.Record, set string,
	levels []struct{ method, label string }) {
	addGold(p, scores(all, names.Gold, set))
	grid(p, false, true)
	var xs, means []float64
	for i, l := range levels {
		values := scores(all, l.method, set)
		if len(values) == 0 {
			continue
		}
		xs, means = append(xs, float64(i)+0.16), append(means, summary(values).Mean)
	}
	p.Add(path(xs, means, stroke(tint(blue, 0.6), 0.8)))
	for i, l := range levels {
		values := scores(all, l.method, set)
		if len(values) == 0 {
			continue
		}
		style := lookOf(names.Base)
		mark := style.glyph(1.6)
		mark.Color = tint(blue, 0.5)
		for j, v := range values {
			// A sunflower's step spreads dots evenly without a random number.
			p.Add(dot(float64(i)-0.16+0.2*(fraction(0.618034*float64(j))-0.5), v.v, mark))
		}
		p.Add(whisker(float64(i)+0.16, summary(values), style, false))
	}
}

// addGold draws gold's mean across the plot, its interval as a band behind, and
// returns what the plot should have room for.
func addGold(p *plot.Plot, gold []value) (shown []float64) {
	if len(gold) == 0 {
		return nil
	}
	m := summary(gold)
	if m.Low <= m.High {
		p.Add(levelBand(m.Low, m.High, tint(orange, 0.25)))
		shown = []float64{max(m.Low, 0), min(m.High, 1)}
	}
	p.Add(level(m.Mean, lookOf(names.Gold).line(1.2)))
	return append(shown, m.Mean)
}

// fraction returns v without its whole part.
func fraction(v float64) float64 { return v - float64(int(v)) }
