package figures

import (
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"
)

// A clipPart is one panel of a stage.
type clipPart struct {
	panel
	bar   *colourBar // explains the colours; nil if there are none
	share float64    // of the height
}

// panels draws a stage as one panel. Only the MFCC has two: coefficient 0, and
// the others.
func (c Clip) panels(s Stage) []clipPart {
	switch s {
	case Waveform:
		p := newPlot("", "")
		c.addWaveform(p)
		return []clipPart{{panel{p, s.String()}, nil, 0.7}}
	case Cepstrum:
		parts := []clipPart{c.loudness()}
		if rows, _ := c.MFCC.Dims(); rows > 1 {
			rest := restOf(c.MFCC)
			p := newPlot("", "coefficient")
			parts = append(parts, c.heat(p, s, rest, 0.5, float64(rows)-0.5,
				fmt.Sprintf("%s, coefficients 1 to %d", s, rows-1)))
		}
		return parts
	}
	m := c.matrix(s)
	rows, _ := m.Dims()
	bottom, top := -0.5, float64(rows)-0.5
	p := newPlot("", "mel band")
	p.Y.Tick.Marker = niceTicks{Count: 4}
	switch {
	case s == PowerSpectrum:
		p.Y.Label.Text = "kHz"
		nyquist := float64(c.SampleRate) / 2000
		half := nyquist / float64(2*max(1, rows-1))
		bottom, top = -half, nyquist+half
	case len(c.MelHz) == rows:
		p.Y.Label.Text = "kHz"
		p.Y.Tick.Marker = bandTicks(c.MelHz)
	}
	return []clipPart{c.heat(p, s, m, bottom, top, s.String())}
}

// heat fills a plot with a stage's matrix.
func (c Clip) heat(p *plot.Plot, s Stage, m mat.Matrix, bottom, top float64,
	head string) clipPart {
	_, frames := m.Dims()
	left, right := c.span(frames)
	bar := colourBar{colours: sequential}
	bar.colour(s, m)
	addHeat(p, m, bar.colours, bar.scale, left, right, bottom, top)
	return clipPart{panel{p, head}, &bar, 1}
}

// loudness draws coefficient 0 as a step for each frame.
func (c Clip) loudness() clipPart {
	p := newPlot("", "MFCC")
	_, frames := c.MFCC.Dims()
	var xs, ys []float64
	for t := range frames {
		middle := float64(t*c.Hop) / float64(c.SampleRate)
		half := float64(c.Hop) / float64(2*c.SampleRate)
		v := c.MFCC.At(0, t)
		xs, ys = append(xs, middle-half, middle+half), append(ys, v, v)
	}
	p.Y.Min, p.Y.Max = bounds(ys, 0.15)
	p.Y.Tick.Marker = niceTicks{Count: 3}
	p.X.Padding, p.Y.Padding = 0, 0
	grid(p, false, true)
	p.Add(path(xs, ys, stroke(blue, 1)))
	return clipPart{panel{p, Cepstrum.String() + ", coefficient 0: the loudness"}, nil, 0.7}
}

// restOf returns all but the first row of a matrix that has more.
func restOf(m mat.Matrix) mat.Matrix {
	var whole mat.Dense
	whole.CloneFrom(m)
	rows, cols := m.Dims()
	return whole.Slice(1, rows, 0, cols)
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
		b.high = max(mat.Max(m), -mat.Min(m), 1e-9)
		b.low = -b.high
		b.scale = func(v float64) float64 {
			return 0.5 + math.Copysign(0.5*math.Sqrt(math.Abs(v)/b.high), v)
		}
		// From b.high/2.5 to b.high, as in waveTicks.
		top := niceStep(b.high / 2.5)
		decimals := max(0, -int(math.Floor(math.Log10(top/5)+1e-9)))
		for _, v := range []float64{-top, -top / 5, 0, top / 5, top} {
			b.ticks = append(b.ticks, plot.Tick{Value: v, Label: number(v, decimals)})
		}
	}
}

// addWaveform draws the samples. If there are more than print can show, it
// draws the minimum and the maximum of each stretch.
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

// waveTicks labels zero and one round amplitude on either side.
func waveTicks(peak float64) plot.ConstantTicks {
	// Neighbouring steps differ by a factor of at most 2.5, so the smallest
	// step from peak/2.5 up does not exceed the peak.
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

// short writes a number for a colour bar: without decimals from 10 up, with two
// significant digits below.
func short(v float64) string {
	if v >= 10 {
		return number(v, 0)
	}
	return strconv.FormatFloat(v, 'g', 2, 64)
}
