package audio

import (
	"fmt"
	"math"

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

// HzToMel returns frequency f, in hertz, in mels: on HTK's scale
//
//	2595 log10(1 + f/700)
//
// or on Slaney's, which is 3f/200 up to 1000 Hz and
// 15 + 27 ln(f/1000)/ln 6.4 above.
func HzToMel(f float64, htk bool) float64 {
	switch {
	case htk:
		return 2595 * math.Log10(1+f/700)
	case f < slaneyBreak:
		return f / slaneyStep
	}
	return slaneyMel + slaneyOctal*math.Log(f/slaneyBreak)
}

// MelToHz is the inverse of [HzToMel].
func MelToHz(m float64, htk bool) float64 {
	switch {
	case htk:
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

// melBands returns the triangular filters of c. Their corners f[0]…f[Mels+1]
// are evenly spaced in mels from FMin to FMax; filter m rises from f[m] to 1
// at f[m+1] and falls to 0 at f[m+2]. Slaney's norm multiplies it by
// 2/(f[m+2]-f[m]), which makes the areas of all triangles equal.
func melBands(c Config) []band {
	lo, hi := HzToMel(c.FMin, c.HTK), HzToMel(c.upperEdge(), c.HTK)
	f := make([]float64, c.Mels+2)
	for i := range f {
		f[i] = MelToHz(lo+(hi-lo)*float64(i)/float64(c.Mels+1), c.HTK)
	}
	bands := make([]band, c.Mels)
	for m := range bands {
		bands[m] = triangle(c, f[m], f[m+1], f[m+2])
	}
	return bands
}

// triangle samples the filter with corners at a, b and c hertz at the bins.
func triangle(cfg Config, a, b, c float64) band {
	scale := 1.0
	if cfg.Norm == NormSlaney {
		scale = 2 / (c - a)
	}
	var t band
	for k := range cfg.FFT/2 + 1 {
		f := float64(k) * float64(cfg.SampleRate) / float64(cfg.FFT)
		w := min((f-a)/(b-a), (c-f)/(c-b))
		if w <= 0 {
			if len(t.weights) > 0 {
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

// Mel stores the energies of the mel bands in dst, Mels × frames, and returns
// it: the product of [Extractor.Filters] and power, a matrix of bins × frames
// as [Extractor.Power] returns it.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized.
// Mel panics if power has another number of rows than bins.
func (e *Extractor) Mel(dst, power *mat.Dense) *mat.Dense {
	rows, frames := power.Dims()
	if bins := e.cfg.FFT/2 + 1; rows != bins {
		panic(fmt.Sprintf("audio: a power spectrum of %d rows for %d bins", rows, bins))
	}
	dst = shape(dst, e.cfg.Mels, frames)
	in, out := power.RawMatrix(), dst.RawMatrix()
	for m, b := range e.bands {
		row := out.Data[m*out.Stride:][:frames]
		clear(row)
		// The filters are narrow: only their bins are visited.
		for k, w := range b.weights {
			addScaled(row, w, in.Data[(b.lo+k)*in.Stride:])
		}
	}
	return dst
}

// addScaled adds w·x to dst, element by element.
func addScaled(dst []float64, w float64, x []float64) {
	x = x[:len(dst)]
	for t := range dst {
		dst[t] += w * x[t]
	}
}
