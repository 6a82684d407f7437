package figures

import (
	"math"
	"strconv"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"
)

// panel draws one stage and returns the bar that explains its colours, nil for
// the waveform.
func (c Clip) panel(s Stage) (panel, *colourBar) {
	p := newPlot("", "")
	if s == Waveform {
		c.addWaveform(p)
		return panel{p, s.String()}, nil
	}
	m := c.matrix(s)
	rows, frames := m.Dims()
	left, right := c.span(frames)
	bar := colourBar{colours: sequential}
	bottom, top := -0.5, float64(rows)-0.5
	p.Y.Tick.Marker = niceTicks{Count: 4}
	switch s {
	case PowerSpectrum:
		p.Y.Label.Text = "kHz"
		nyquist := float64(c.SampleRate) / 2000
		half := nyquist / float64(2*max(1, rows-1))
		bottom, top = -half, nyquist+half
	case MelSpectrum, Decibels:
		p.Y.Label.Text = "mel band"
		if len(c.MelHz) == rows {
			p.Y.Label.Text = "kHz"
			p.Y.Tick.Marker = bandTicks(c.MelHz)
		}
	case Cepstrum:
		p.Y.Label.Text = "coefficient"
	}
	bar.colour(s, m)
	addHeat(p, m, bar.colours, bar.scale, left, right, bottom, top)
	return panel{p, s.String()}, &bar
}

// colour chooses the ramp and the scale for a stage.
func (b *colourBar) colour(s Stage, m mat.Matrix) {
	switch s {
	case PowerSpectrum, MelSpectrum:
		b.low, b.high, b.label = 0, mat.Max(m), "power"
		if b.high <= 0 {
			b.high = 1
		}
		b.scale = func(v float64) float64 { return math.Cbrt(max(v, 0) / b.high) }
		b.ticks = []plot.Tick{{Value: 0, Label: "0"}, {Value: b.high / 8, Label: short(b.high / 8)},
			{Value: b.high, Label: short(b.high)}}
	case Decibels:
		b.low, b.high, b.label = mat.Min(m), mat.Max(m), "dB"
		if b.high-b.low < 1 {
			b.high = b.low + 1
		}
		b.scale = linear(b.low, b.high)
	case Cepstrum:
		b.colours, b.label = diverging, "MFCC"
		b.high = cepstralLimit(m)
		b.low = -b.high
		b.scale = linear(b.low, b.high)
	}
}

// cepstralLimit returns the size beyond which coefficients take the darkest
// colour: the 98 % quantile of |c| without coefficient 0.
func cepstralLimit(ms ...mat.Matrix) float64 {
	var sizes []float64
	for _, m := range ms {
		rows, frames := m.Dims()
		for i := min(1, rows-1); i < rows; i++ {
			for t := range frames {
				sizes = append(sizes, math.Abs(m.At(i, t)))
			}
		}
	}
	return max(quantile(sizes, 0.98), 1e-9)
}

// addWaveform draws the samples; where there are more than the print can show,
// the least and greatest of each stretch.
func (c Clip) addWaveform(p *plot.Plot) {
	const stretches = 600
	step := max(1, len(c.Samples)/stretches)
	var xs, ys []float64
	peak := 0.0
	for i := 0; i < len(c.Samples); i += step {
		low, high := bounds(c.Samples[i:min(i+step, len(c.Samples))], 0)
		if step == 1 {
			low, high = c.Samples[i], c.Samples[i]
		}
		x := float64(i) / float64(c.SampleRate)
		xs, ys = append(xs, x, x), append(ys, low, high)
		peak = max(peak, math.Abs(low), math.Abs(high))
	}
	peak = max(peak, 1e-6)
	p.Y.Label.Text = "amplitude"
	p.Y.Min, p.Y.Max = -1.05*peak, 1.05*peak
	p.Y.Tick.Marker = waveTicks(peak)
	p.X.Padding, p.Y.Padding = 0, 0
	p.Add(level(0, stroke(gridGrey, 0.5)), path(xs, ys, stroke(blue, 0.5)))
}

// waveTicks labels zero and, on both sides, the roundest amplitude that the
// peak allows.
func waveTicks(peak float64) plot.ConstantTicks {
	// A step of at least peak/2.5 is at most the peak, since neighbouring steps
	// differ by 2.5 at most.
	step := niceStep(peak / 2.5)
	decimals := max(0, -int(math.Floor(math.Log10(step)+1e-9)))
	var ticks plot.ConstantTicks
	for _, v := range []float64{-step, 0, step} {
		ticks = append(ticks, plot.Tick{Value: v, Label: number(v, decimals)})
	}
	return ticks
}

// bandTicks labels the mel bands nearest to round frequencies.
func bandTicks(hz []float64) plot.ConstantTicks {
	var ticks plot.ConstantTicks
	for _, f := range []float64{0, 1000, 2000, 4000, 8000, 16000} {
		for i := 1; i < len(hz); i++ {
			if hz[i-1] <= f && f < hz[i] {
				ticks = append(ticks, plot.Tick{Value: float64(i-1) + (f-hz[i-1])/(hz[i]-hz[i-1]),
					Label: exact(f / 1000)})
			}
		}
	}
	return ticks
}

// short writes a size for a colour bar: whole from ten on, else in two
// significant digits.
func short(v float64) string {
	if v >= 10 {
		return number(v, 0)
	}
	return strconv.FormatFloat(v, 'g', 2, 64)
}
