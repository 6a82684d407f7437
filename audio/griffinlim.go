package audio

import (
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"

	"gonum.org/v1/gonum/dsp/fourier"
	"gonum.org/v1/gonum/mat"
)

// ISTFT returns the signal of n samples whose short-time Fourier transform
// comes closest to z, bins × frames: the frames of z transformed back, windowed
// once more, added where they lie and divided by the sum of the squared
// windows. For n = 0 it is as long as the frames reach, without what centring
// put before and after. It is librosa.istft. From what [Extractor.STFT] returns
// it makes the signal again, wherever a window is not 0.
//
// A z of another number of rows is an error, and so are settings that do more
// to a frame than cut it: PreEmphasis, RemoveDC and DropLast.
func (e *Extractor) ISTFT(z *mat.CDense, n int) ([]float64, error) {
	rows, frames := z.Dims()
	if err := e.checkInverse(rows, frames, n); err != nil {
		return nil, err
	}
	return newSynthesis(e, frames, n).signal(z), nil
}

// GriffinLimOptions are the options of [Extractor.GriffinLim]. The zero value
// is librosa's default, except that it starts from phases of 0.
type GriffinLimOptions struct {
	Iterations int     // 0 means 32
	Momentum   float64 // below 1; 0 means 0.99, and below 0 none
	// Seed draws the phases to start from; with 0 they are all 0, librosa's
	// init=None.
	Seed uint64
}

// GriffinLim returns a signal of n samples whose magnitudes come close to
// magnitude, bins × frames as [Extractor.InverseMel] returns them, with phases
// that it finds: it goes back and forth between signal and spectrum, and each
// time keeps the phases and restores the magnitudes (Griffin and Lim, IEEE
// Transactions on Acoustics, Speech, and Signal Processing 32, 1984), faster by
// the momentum of Perraudin, Balazs and Søndergaard (WASPAA 2013). It is
// librosa.griffinlim. n and errors are as in [Extractor.ISTFT].
func (e *Extractor) GriffinLim(magnitude *mat.Dense, n int, o GriffinLimOptions) ([]float64, error) {
	rows, frames := magnitude.Dims()
	if err := e.checkInverse(rows, frames, n); err != nil {
		return nil, err
	}
	switch {
	case o.Iterations < 0 || o.Iterations > 1<<16:
		return nil, fmt.Errorf("griffin-lim: Iterations is %d; give 1 to %d, or 0 for 32",
			o.Iterations, 1<<16)
	case !(o.Momentum < 1):
		return nil, fmt.Errorf("griffin-lim: Momentum is %v; give less than 1", o.Momentum)
	}
	if o.Iterations == 0 {
		o.Iterations = 32
	}
	if o.Momentum == 0 {
		o.Momentum = 0.99
	}
	s := newSynthesis(e, frames, n)
	if got := e.Frames(len(s.out)); got != frames {
		return nil, fmt.Errorf("griffin-lim: %d samples have %d frames and the spectrum %d; give 0 "+
			"samples for as many as there are", len(s.out), got, frames)
	}
	phase := rand.New(rand.NewPCG(o.Seed, 0))
	z := mat.NewCDense(rows, frames, nil)
	for t := range frames {
		for k := range rows {
			turn := 0.0
			if o.Seed != 0 {
				turn = 2 * math.Pi * phase.Float64()
			}
			z.Set(k, t, cmplx.Rect(magnitude.At(k, t), turn))
		}
	}
	var before *mat.CDense
	pull := max(0, o.Momentum) / (1 + max(0, o.Momentum))
	for range o.Iterations {
		rebuilt, err := e.STFT(nil, s.signal(z))
		if err != nil {
			return nil, err
		}
		for t := range frames {
			for k := range rows {
				v := rebuilt.At(k, t)
				if before != nil {
					v -= complex(pull, 0) * before.At(k, t)
				}
				size := cmplx.Abs(v) + math.SmallestNonzeroFloat64
				z.Set(k, t, complex(magnitude.At(k, t)/size, 0)*v)
			}
		}
		before = rebuilt
	}
	return append([]float64(nil), s.signal(z)...), nil
}

// Sound returns a signal whose coefficients come close to mfcc, Coefficients ×
// frames: GriffinLim(InverseMel(InverseMFCC(mfcc))). Listen to it to hear what
// the coefficients keep of a sound. It is
// librosa.feature.inverse.mfcc_to_audio.
func (e *Extractor) Sound(mfcc *mat.Dense, o GriffinLimOptions) ([]float64, error) {
	mel, err := e.InverseMFCC(nil, mfcc)
	if err != nil {
		return nil, err
	}
	magnitude, err := e.InverseMel(nil, mel)
	if err != nil {
		return nil, err
	}
	return e.GriffinLim(magnitude, 0, o)
}

// checkInverse returns why there is no way back from a spectrum.
func (e *Extractor) checkInverse(rows, frames, n int) error {
	switch {
	case rows != e.cfg.bins() || frames < 1:
		return fmt.Errorf("audio synthesis: the spectrum is %d × %d; give one of FFT/2 + 1 = %d bins "+
			"and a frame or more", rows, frames, e.cfg.bins())
	case n < 0 || n > maxElements || frames > maxElements/max(e.cfg.bins(), e.cfg.Hop):
		return fmt.Errorf("audio synthesis: %d samples of %d frames; give 0 to %d samples and fewer "+
			"frames", n, frames, maxElements)
	case e.cfg.PreEmphasis != 0 || e.cfg.RemoveDC || e.cfg.DropLast:
		return fmt.Errorf("audio synthesis: frames with PreEmphasis or RemoveDC do not add up to the " +
			"signal, and DropLast leaves its end out; make features without them to invert them")
	}
	return nil
}

// synthesis adds the frames of a spectrum up to a signal.
type synthesis struct {
	e       *Extractor
	fft     *fourier.FFT // nil for a length of 1
	sum     []float64    // the frames added up, from the first sample of the first
	squares []float64    // the sum of the squared windows
	start   int          // where the signal begins in them
	out     []float64
}

// newSynthesis plans signals of n samples, or as many as frames reach.
func newSynthesis(e *Extractor, frames, n int) *synthesis {
	length := e.cfg.frameLength()
	s := &synthesis{e: e}
	if e.cfg.FFT > 1 {
		s.fft = fourier.NewFFT(e.cfg.FFT)
	}
	s.sum = make([]float64, (frames-1)*e.cfg.Hop+e.cfg.FFT)
	s.squares = make([]float64, len(s.sum))
	for t := range frames {
		at := s.squares[t*e.cfg.Hop:]
		for k, w := range e.window {
			at[k] += w * w
		}
	}
	reach := (frames-1)*e.cfg.Hop + length
	if e.cfg.Center {
		s.start = length / 2
		reach -= 2 * (length / 2)
	}
	if n == 0 {
		n = reach
	}
	s.out = make([]float64, n)
	return s
}

// signal returns the signal of z, valid until the next call.
func (s *synthesis) signal(z *mat.CDense) []float64 {
	_, frames := z.Dims()
	e := s.e
	clear(s.sum)
	for t := range frames {
		for k := range e.spectrum {
			e.spectrum[k] = z.At(k, t)
		}
		e.seq[0] = real(e.spectrum[0])
		if s.fft != nil {
			s.fft.Sequence(e.seq, e.spectrum)
		}
		at := s.sum[t*e.cfg.Hop:]
		for k, w := range e.window {
			at[k] += e.seq[k] * w / float64(e.cfg.FFT)
		}
	}
	clear(s.out)
	for i := range s.out {
		at := s.start + i
		if at >= len(s.sum) {
			break
		}
		s.out[i] = s.sum[at] / e.cfg.Gain
		// Where no window reaches, nothing is known of the signal.
		if s.squares[at] > 1e-30 {
			s.out[i] /= s.squares[at]
		}
	}
	return s.out
}
