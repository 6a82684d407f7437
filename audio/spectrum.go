package audio

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// STFT stores the short-time Fourier transform of samples in dst, bins ×
// frames with bins = FFT/2 + 1, and returns it:
//
//	X[k, t] = Σ_n x_t[n] exp(-2πikn/FFT)   for 0 ≤ n < FFT
//
// where x_t is column t of [Extractor.Frame]. Bin k is at k·SampleRate/FFT
// hertz. It is librosa.stft. Destinations and errors are as in Frame.
func (e *Extractor) STFT(dst *mat.CDense, samples []float64) (*mat.CDense, error) {
	frames, err := e.check(samples)
	if err != nil {
		return nil, err
	}
	bins := e.cfg.bins()
	if err := checkSize(2*bins, frames); err != nil {
		return nil, err
	}
	if dst == nil {
		dst = mat.NewCDense(bins, frames, nil)
	} else if r, c := dst.Dims(); r != bins || c != frames {
		dst.Reset()
		dst.ReuseAs(bins, frames)
	}
	for t := range frames {
		x, err := e.frame(samples, t)
		if err != nil {
			return nil, err
		}
		e.fft.coefficients(e.spectrum, x)
		for k, z := range e.spectrum {
			dst.Set(k, t, z)
		}
	}
	return dst, nil
}

// Power stores |X[k, t]|^Power in dst, bins × frames, and returns it: the
// power spectrogram if Config.Power is 2, the magnitudes if it is 1. X is
// that of [Extractor.STFT]; destinations and errors are as in Frame, and a
// power that is not finite is an error too.
func (e *Extractor) Power(dst *mat.Dense, samples []float64) (*mat.Dense, error) {
	frames, err := e.check(samples)
	if err != nil {
		return nil, err
	}
	if dst, err = e.shape(dst, e.cfg.bins(), frames); err != nil {
		return nil, err
	}
	for t := range frames {
		if err := e.powerOf(samples, t); err != nil {
			return nil, err
		}
		dst.SetCol(t, e.power)
	}
	return dst, checkFinite(dst, "power of bin")
}

// powerOf puts the power of frame t into e.power.
func (e *Extractor) powerOf(samples []float64, t int) error {
	x, err := e.frame(samples, t)
	if err != nil {
		return err
	}
	e.fft.powers(e.power, e.spectrum, x)
	switch e.cfg.Power {
	case 2:
	case 1:
		for k, p := range e.power {
			e.power[k] = math.Sqrt(p)
		}
	default:
		for k, p := range e.power {
			e.power[k] = math.Pow(p, e.cfg.Power/2)
		}
	}
	return nil
}
