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
	bins := e.cfg.FFT/2 + 1
	if dst == nil {
		dst = mat.NewCDense(bins, frames, nil)
	} else if r, c := dst.Dims(); r != bins || c != frames {
		dst.Reset()
		dst.ReuseAs(bins, frames)
	}
	for t := range frames {
		e.frame(samples, t)
		e.fft.coefficients(e.spectrum, e.seq)
		for k, z := range e.spectrum {
			dst.Set(k, t, z)
		}
	}
	return dst, nil
}

// Power stores |X[k, t]|^Power in dst, bins × frames, and returns it: the
// power spectrogram if Config.Power is 2, the magnitudes if it is 1. X is
// that of [Extractor.STFT]; destinations and errors are as in Frame.
func (e *Extractor) Power(dst *mat.Dense, samples []float64) (*mat.Dense, error) {
	frames, err := e.check(samples)
	if err != nil {
		return nil, err
	}
	dst = shape(dst, e.cfg.FFT/2+1, frames)
	raw := dst.RawMatrix()
	for t := range frames {
		e.frame(samples, t)
		e.fft.coefficients(e.spectrum, e.seq)
		for k, z := range e.spectrum {
			raw.Data[k*raw.Stride+t] = real(z)*real(z) + imag(z)*imag(z)
		}
	}
	if e.cfg.Power != 2 {
		raise(dst, e.cfg.Power/2)
	}
	return dst, nil
}

// raise raises every element to a power.
func raise(m *mat.Dense, power float64) {
	raw := m.RawMatrix()
	for i := range raw.Rows {
		row := raw.Data[i*raw.Stride:][:raw.Cols]
		for t, v := range row {
			if power == 0.5 {
				row[t] = math.Sqrt(v)
			} else {
				row[t] = math.Pow(v, power)
			}
		}
	}
}
