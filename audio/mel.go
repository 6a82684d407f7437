package audio

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// Slaney's mel scale (Auditory Toolbox, Interval Technical Report 1998-010):
// linear at 200/3 Hz a mel up to 1000 Hz, then logarithmic, 27 steps to 6.4
// times the frequency.
const (
	slaneyStep  = 200.0 / 3               // hertz a mel below the break
	slaneyBreak = 1000.0                  // hertz at the break
	slaneyMel   = 15.0                    // mels at the break: 1000 / (200/3)
	slaneyOctal = 27 / 1.8562979903656263 // mels a factor e above it: 27 / ln 6.4
)

// HzToMel returns frequency f, in hertz, in mels: on the scale [ScaleHTK]
//
//	2595 log10(1 + f/700)
//
// and on any other the one of [ScaleSlaney], which is 3f/200 up to 1000 Hz and
// 15 + 27 ln(f/1000)/ln 6.4 above.
func HzToMel(f float64, scale MelScale) float64 {
	switch {
	case scale == ScaleHTK:
		return 2595 * math.Log10(1+f/700)
	case f < slaneyBreak:
		return f / slaneyStep
	}
	return slaneyMel + slaneyOctal*math.Log(f/slaneyBreak)
}

// MelToHz is the inverse of [HzToMel].
func MelToHz(m float64, scale MelScale) float64 {
	switch {
	case scale == ScaleHTK:
		return 700 * (math.Pow(10, m/2595) - 1)
	case m < slaneyMel:
		return m * slaneyStep
	}
	return slaneyBreak * math.Exp((m-slaneyMel)/slaneyOctal)
}

// band is a mel filter: its weights from bin lo on. Elsewhere it is zero.
type band struct {
	lo      int
	weights []float64
}

// melCorners returns the corners f[0]…f[Mels+1] of the filters of c, in hertz,
// evenly spaced in mels from FMin to FMax.
func melCorners(c Config) []float64 {
	lo, hi := HzToMel(c.FMin, c.Scale), HzToMel(c.upperEdge(), c.Scale)
	f := make([]float64, c.Mels+2)
	for i := range f {
		f[i] = MelToHz(lo+(hi-lo)*float64(i)/float64(c.Mels+1), c.Scale)
	}
	return f
}

// melBands returns the triangular filters of c: filter m rises from corner
// f[m] to 1 at f[m+1] and falls to 0 at f[m+2], over hertz, or over mels where
// MelTriangles is set. Slaney's norm multiplies it by 2/(f[m+2]-f[m]), which
// makes the areas of all triangles equal.
func melBands(c Config) []band {
	f := melCorners(c)
	bands := make([]band, c.Mels)
	for m := range bands {
		bands[m] = triangle(c, f[m], f[m+1], f[m+2])
		bands[m].normalise(c.Norm)
	}
	return bands
}

// triangle samples the filter with corners at a, b and c hertz at the bins.
func triangle(cfg Config, a, b, c float64) band {
	scale := 1.0
	if cfg.Norm == NormSlaney {
		scale = 2 / (c - a)
	}
	axis := func(f float64) float64 { return f }
	if cfg.MelTriangles {
		axis = func(f float64) float64 { return HzToMel(f, cfg.Scale) }
	}
	step := float64(cfg.SampleRate) / float64(cfg.FFT)
	// No bin before this one lies above a.
	first, last := max(0, int(a/step)-1), cfg.bins()
	a, b, c = axis(a), axis(b), axis(c)
	var t band
	for k := first; k < last; k++ {
		f := axis(float64(k) * float64(cfg.SampleRate) / float64(cfg.FFT))
		w := min((f-a)/(b-a), (c-f)/(c-b))
		if w <= 0 {
			if f >= c {
				break
			}
			continue
		}
		if len(t.weights) == 0 {
			t.lo = k
		}
		t.weights = append(t.weights, w*scale)
	}
	return t
}

// normalise divides the weights by their p-norm, where n is a number. A filter
// between two bins has none and stays as it is.
func (b band) normalise(n MelNorm) {
	p := n.p()
	if math.IsNaN(p) || len(b.weights) == 0 {
		return
	}
	if size := floats.Norm(b.weights, p); size > 0 {
		for k := range b.weights {
			b.weights[k] /= size
		}
	}
}

// Filters returns the mel filter bank, Mels × bins: librosa.filters.mel.
func (e *Extractor) Filters() *mat.Dense {
	m := mat.NewDense(e.cfg.Mels, e.cfg.FFT/2+1, nil)
	for i, b := range e.bands {
		for k, w := range b.weights {
			m.Set(i, b.lo+k, w)
		}
	}
	return m
}

// MelCentres returns the frequencies at which the filters peak, Mels of them,
// in hertz: the corners of the triangles without the two edges. They are
// evenly spaced in mels of Config.Scale.
func (e *Extractor) MelCentres() []float64 {
	f := melCorners(e.cfg)
	return f[1 : len(f)-1]
}

// Mel stores the energies of the mel bands in dst, Mels × frames, and returns
// it: the product of [Extractor.Filters] and power, a matrix of bins × frames
// as [Extractor.Power] returns it.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may be power. A power with another number of rows than bins is an error.
func (e *Extractor) Mel(dst, power *mat.Dense) (*mat.Dense, error) {
	rows, frames := power.Dims()
	if rows != e.cfg.bins() {
		return nil, fmt.Errorf("audio features: the power spectrum has %d rows; "+
			"give one of FFT/2 + 1 = %d bins, as Power returns it", rows, e.cfg.bins())
	}
	power = apart(power, dst)
	dst, err := e.shape(dst, e.cfg.Mels, frames)
	if err != nil {
		return nil, err
	}
	for t := range frames {
		mat.Col(e.power, t, power)
		e.melOf(dst, t)
	}
	return dst, nil
}

// MelSpectrogram stores the energies of the mel bands of samples in dst, Mels ×
// frames, and returns it: Mel(Power(samples)), without a place for all of the
// power. It is librosa.feature.melspectrogram. Destinations and errors are as
// in [Extractor.Power].
func (e *Extractor) MelSpectrogram(dst *mat.Dense, samples []float64) (*mat.Dense, error) {
	frames, err := e.check(samples)
	if err != nil {
		return nil, err
	}
	if dst, err = e.shape(dst, e.cfg.Mels, frames); err != nil {
		return nil, err
	}
	for t := range frames {
		if err := e.powerOf(samples, t); err != nil {
			return nil, err
		}
		e.melOf(dst, t)
	}
	return dst, checkFinite(dst, "energy of band")
}

// melOf puts the bands of the frame in e.power into column t of dst. The
// filters are narrow: only their bins are visited.
func (e *Extractor) melOf(dst *mat.Dense, t int) {
	raw := dst.RawMatrix()
	for m, b := range e.bands {
		sum := 0.0
		power := e.power[b.lo:][:len(b.weights)]
		for k, w := range b.weights {
			sum += w * power[k]
		}
		raw.Data[m*raw.Stride+t] = sum
	}
}
