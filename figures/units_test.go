package figures

import (
	"image/color"
	"math"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// labelsOf returns the labels of ticks in their order.
func labelsOf(ticks []plot.Tick) (labels []string) {
	for _, t := range ticks {
		labels = append(labels, t.Label)
	}
	return labels
}

// TestTicks: steps are 1, 2 or 5 times a power of ten, with at most about five
// ticks. On a logarithmic axis of two decades or more, 1.25 and 0.8 are too
// close to 1.
func TestTicks(t *testing.T) {
	for _, c := range []struct {
		name string
		got  []plot.Tick
		want []string
	}{
		{"0 to 1", niceTicks{}.Ticks(0, 1), []string{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}},
		{"−0.03 to 0.01", niceTicks{}.Ticks(-0.03, 0.01),
			[]string{"−0.03", "−0.02", "−0.01", "0.00", "0.01"}},
		{"0 to 0", niceTicks{}.Ticks(0, 0), []string{"0"}},
		{"three of 0 to 15", niceTicks{Count: 3}.Ticks(0, 15), []string{"0", "5", "10", "15"}},
		{"0.5 to 2", logTicks{1, 1.25, 0.8, 2, 0.5, 5}.Ticks(math.Log10(0.5), math.Log10(2)),
			[]string{"0.5", "0.8", "1", "1.25", "2"}},
		{"0.01 to 100", logTicks{1, 1.25, 0.8, 10, 0.1}.Ticks(-2, 2), []string{"0.1", "1", "10"}},
		{"−0.1 to 1.2 of the way", bentTicks{-0.5, 0, 0.1, 1, 5}.Ticks(bend(-0.1), bend(1.2)),
			[]string{"0", "10", "100"}},
		{"a peak of 0.6", waveTicks(0.6), []string{"−0.5", "0.0", "0.5"}},
		{"bands at 0.5, 1.5 and 2.5 kHz", bandTicks([]float64{500, 1500, 2500}), []string{"1", "2"}},
	} {
		if got := labelsOf(c.got); !slices.Equal(got, c.want) {
			t.Errorf("%s: ticks %v, want %v", c.name, got, c.want)
		}
	}
	// Halfway between the second and the third band.
	if at := bandTicks([]float64{500, 1500, 2500})[1].Value; at != 1.5 {
		t.Errorf("2 kHz stands at band %v, want 1.5", at)
	}
}

// TestHeatImage: the first row of a matrix is at the bottom, the smallest value
// has the first colour, and NaN is pale grey.
func TestHeatImage(t *testing.T) {
	m := mat.NewDense(2, 2, []float64{0, 1, math.NaN(), 0.5})
	img := heatImage(m, ramp{black, white}, straight)
	b := img.Bounds()
	left, right, top, bottom := b.Min.X, b.Max.X-1, b.Min.Y, b.Max.Y-1
	for _, c := range []struct {
		name string
		x, y int
		want color.NRGBA
	}{
		{"row 0, column 0", left, bottom, black}, {"row 0, column 1", right, bottom, white},
		{"row 1, column 0", left, top, paleGrey},
		{"row 1, column 1", right, top, color.NRGBA{128, 128, 128, 255}},
	} {
		if got := img.At(c.x, c.y); got != c.want {
			t.Errorf("%s is %v, want %v", c.name, got, c.want)
		}
	}
	if b.Dx() < 400 || b.Dy() < 300 {
		t.Errorf("an image of %v, want cells of many pixels, which viewers do not blur", b)
	}
}

// TestRamp: stops are evenly spaced, shares beyond the ends have the end
// colours, and halfway between two stops is their mean.
func TestRamp(t *testing.T) {
	r := ramp{black, white, {R: 200, A: 255}}
	for share, want := range map[float64]color.NRGBA{-1: black, 0: black, 0.5: white,
		0.25: {128, 128, 128, 255}, 1: {R: 200, A: 255}, 7: {R: 200, A: 255}} {
		if got := r.at(share); got != want {
			t.Errorf("at %v: %v, want %v", share, got, want)
		}
	}
	if got := tint(black, 0.2); got != (color.NRGBA{204, 204, 204, 255}) { // 255 − 0.2·255
		t.Errorf("a fifth of black is %v", got)
	}
	// Viridis and its kin rise in lightness, so that they read in grey.
	for i := 1; i < len(sequential); i++ {
		if luminance(sequential[i]) <= luminance(sequential[i-1]) {
			t.Errorf("stop %d of the sequential ramp is not lighter than the one before", i)
		}
	}
}

// TestWords: numbers and names as captions and labels write them.
func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		count(1, "run"): "1 run", count(0, "run"): "0 runs", count(4080, "study pair"): "4,080 study pairs",
		short(0.0123): "0.012", short(290.4): "290", short(2.5): "2.5",
		thousands(999): "999", thousands(1000): "1,000",
		Label("conv-bn"): "Conv BN", Label("my-own"): "my-own",
		Waveform.String(): "waveform", Stage(-1).String(): "stage -1",
		layerKind("norm12"): "norm", trimRound("noise3"): "noise", trimRound("reset"): "reset",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	shown, note := firstOf([]string{"a", "bartholomew's", "c"}, 2, "speaker")
	if !slices.Equal(shown, []string{"a", "bartholom…"}) ||
		note != " Only the first 2 of 3 speakers are drawn." {
		t.Errorf("%q, %q", shown, note)
	}
	if areDigits([]string{"0", "11"}) || !areDigits([]string{"0", "9"}) || areDigits([]string{"yes"}) {
		t.Error("areDigits takes another label for a digit")
	}
}

// TestQuantiles: for 0, 1, …, 100 the quantile is its share in percent; 25 of
// the 101 values are below 25.
func TestQuantiles(t *testing.T) {
	values := make([]float64, 101)
	for i := range values {
		values[i] = float64(i)
	}
	for share, want := range map[float64]float64{0: 0, 0.025: 3, 0.5: 50, 0.975: 98, 1: 100} {
		if got := quantile(values, share); got != want { // 2.5 and 97.5 round away from 0
			t.Errorf("quantile %v is %v, want %v", share, got, want)
		}
	}
	if got := shareBelow(values, 25); got != 25./101 {
		t.Errorf("share below 25 is %v, want 25/101", got)
	}
}

// TestMeanCurve averages where all curves have a point: epochs 1 and 3.
func TestMeanCurve(t *testing.T) {
	epochs, means := meanCurve([]curve{
		{epochs: []float64{0, 1, 3}, values: []float64{9, 2, 4}},
		{epochs: []float64{1, 2, 3}, values: []float64{4, 9, 8}}})
	if !reflect.DeepEqual(epochs, []float64{1, 3}) || !reflect.DeepEqual(means, []float64{3, 6}) {
		t.Errorf("%v, %v, want 1 and 3 with means 3 and 6", epochs, means)
	}
	if epochs, means = meanCurve(nil); epochs != nil || means != nil {
		t.Errorf("no curves have the mean %v, %v", epochs, means)
	}
}

// TestBounds: only finite values count, with a tenth of their distance added on
// either side; a single value gets some room around it.
func TestBounds(t *testing.T) {
	for _, c := range []struct {
		values    []float64
		low, high float64
	}{{[]float64{0, math.NaN(), 10, math.Inf(1)}, -1, 11}, {nil, 0, 1}, {[]float64{2}, 1.99, 2.01}} {
		if low, high := bounds(c.values, 0.1); low != c.low || high != c.high {
			t.Errorf("bounds of %v are %v and %v, want %v and %v", c.values, low, high, c.low, c.high)
		}
	}
}

// TestStack: the panels of a clip are below one another and aligned at both
// sides.
func TestStack(t *testing.T) {
	f, err := ClipStages(madeUpClip())
	f, ink := drawn(t, f, err)
	var heads []vg.Length
	for _, s := range []string{"waveform", "mel spectrum in decibels",
		"MFCC, coefficient 0: the loudness", "MFCC, coefficients 1 to 19"} {
		m := find(t, ink, s)
		heads = append(heads, m.middle().Y)
		if !near(m.box.Min.X, find(t, ink, "waveform").box.Min.X) {
			t.Errorf("%q does not stand at the left of its panel", s)
		}
	}
	if !slices.IsSortedFunc(heads, func(a, b vg.Length) int { return int(math.Copysign(1, float64(b-a))) }) {
		t.Errorf("headings at %v, want each below the one before", heads)
	}
	// Decibels and the other coefficients are heat maps with bars; the
	// waveform and the loudness are lines.
	images := 0
	for _, m := range ink {
		if m.kind == "image" {
			images++
			if !within(m.box, vg.Rectangle{Max: vg.Point{X: f.width, Y: f.height}}, 0) {
				t.Errorf("an image reaches beyond the page: %v", m.box)
			}
		}
	}
	if images != 4 {
		t.Errorf("%d images, want two heat maps with a bar each", images)
	}
}

// TestClipPlaces: the loudness is a step at each frame's value, and the
// waveform reaches from the least sample to the greatest.
func TestClipPlaces(t *testing.T) {
	clip := madeUpClip()
	f, err := ClipStages(clip, Waveform, Cepstrum)
	_, ink := drawn(t, f, err)
	x := readAxes(t, ink, foot(f), true, straight)[0]
	area := func(head string) vg.Rectangle {
		r := beside(find(t, ink, head))
		r.Min.Y = r.Max.Y - clipPanel
		return r
	}
	y := readAxes(t, ink, area("waveform"), false, straight)[0]
	least, greatest := slices.Min(clip.Samples), slices.Max(clip.Samples)
	if !take(&ink, func(m mark) bool {
		return m.kind == "line" && m.colour == blue && len(m.points) > 100 &&
			near(m.box.Min.Y, y(least)) && near(m.box.Max.Y, y(greatest)) && near(m.box.Min.X, x(0))
	}) {
		t.Errorf("no waveform from %.2f to %.2f", least, greatest)
	}
	y = readAxes(t, ink, area("MFCC, coefficient 0: the loudness"), false, straight)[0]
	hop := float64(clip.Hop) / float64(clip.SampleRate)
	var steps []vg.Point
	_, frames := clip.MFCC.Dims()
	for i := range frames {
		v := y(clip.MFCC.At(0, i))
		steps = append(steps, vg.Point{X: x((float64(i) - 0.5) * hop), Y: v},
			vg.Point{X: x((float64(i) + 0.5) * hop), Y: v})
	}
	if !takePath(&ink, blue, steps) {
		t.Error("the loudness is not a step at each frame")
	}
}
