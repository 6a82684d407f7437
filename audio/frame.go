package audio

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// Frames returns how many frames n samples make: with centring
//
//	1 + (n + 2⌊FFT/2⌋ - FFT)/Hop,   which is 1 + n/Hop for an even FFT,
//
// and without it 1 + (n - FFT)/Hop, or 0 if n < FFT. Where frames are filled
// up with zeros, WinLength stands for FFT; DropLast takes one off.
func (e *Extractor) Frames(n int) int {
	length := e.cfg.frameLength()
	if e.cfg.Center {
		n += 2 * (length / 2)
	}
	if n < length {
		return 0
	}
	frames := 1 + (n-length)/e.cfg.Hop
	if e.cfg.DropLast {
		frames--
	}
	return frames
}

// FramesAt returns how many frames n samples at a rate in hertz make once they
// are brought to Config.SampleRate: Frames(⌈n·SampleRate/rate⌉), the length
// that [Resampler.Len] gives. Rates that [NewResampler] refuses are errors.
func (e *Extractor) FramesAt(n, rate int) (int, error) {
	up, down, err := ratio(rate, e.cfg.SampleRate)
	if err != nil {
		return 0, err
	}
	return e.Frames(resampledLen(n, up, down)), nil
}

// Frame stores the windowed frames of samples in dst, FFT × frames, and
// returns it. Column t is the signal from sample t·Hop on, or from
// t·Hop - ⌊FFT/2⌋ if frames are centred, times Gain and the window, with what
// RemoveDC and PreEmphasis ask for done in between. Where frames are filled up
// with zeros, WinLength stands for FFT.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized.
// A signal that is empty, not finite, or shorter than a frame that is not
// centred, is an error, and so is one whose frames would fill a gibibyte.
func (e *Extractor) Frame(dst *mat.Dense, samples []float64) (*mat.Dense, error) {
	frames, err := e.check(samples)
	if err != nil {
		return nil, err
	}
	if dst, err = e.shape(dst, e.cfg.FFT, frames); err != nil {
		return nil, err
	}
	for t := range frames {
		x, err := e.frame(samples, t)
		if err != nil {
			return nil, err
		}
		for k, w := range e.window {
			dst.Set(k, t, x[k]*w)
		}
	}
	return dst, nil
}

// check returns the number of frames, or why there can be none.
func (e *Extractor) check(samples []float64) (int, error) {
	if len(samples) == 0 {
		return 0, fmt.Errorf("audio features: the signal has no samples; give at least one")
	}
	frames := e.Frames(len(samples))
	if frames < 1 {
		return 0,
			fmt.Errorf("audio features: the signal has %d samples, fewer than a frame of %d; "+
				"set Center or a smaller FFT", len(samples), e.cfg.frameLength())
	}
	if i := firstNotFinite(samples); i >= 0 {
		return 0, fmt.Errorf("audio features: %w: sample %d is %v; replace it",
			ErrSample, i, samples[i])
	}
	return frames, nil
}

// frame returns frame t of samples, before the window: in e.seq, or where it
// lies in samples if nothing is to be done to it. Its error is that of the
// context.
func (e *Extractor) frame(samples []float64, t int) ([]float64, error) {
	if err := e.ctx.Err(); err != nil {
		return nil, fmt.Errorf("audio features: stopped at frame %d: %w", t, err)
	}
	start, length := t*e.cfg.Hop, e.cfg.frameLength()
	if e.cfg.Center {
		start -= length / 2
	}
	// The part of the frame inside the signal needs no padding.
	lo := min(max(0, -start), length)
	hi := max(lo, min(length, len(samples)-start))
	if hi-lo == e.cfg.FFT && !e.cfg.conditions() {
		return samples[start:][:hi], nil
	}
	if lo < hi {
		copy(e.seq[lo:hi], samples[start+lo:start+hi])
	}
	e.pad(samples, start, 0, lo)
	e.pad(samples, start, hi, length)
	e.condition(e.seq[:length], t)
	clear(e.seq[length:])
	return e.seq, nil
}

// pad fills e.seq[lo:hi], which lies outside the signal.
func (e *Extractor) pad(samples []float64, start, lo, hi int) {
	if e.cfg.Pad == PadConstant {
		clear(e.seq[lo:hi])
		return
	}
	for k := lo; k < hi; k++ {
		e.seq[k] = samples[e.cfg.Pad.index(start+k, len(samples))]
	}
}

// conditions reports whether there is anything to do for condition.
func (c Config) conditions() bool {
	return c.Gain != 1 || c.RemoveDC || c.Energy || c.PreEmphasis != 0
}

// condition applies Gain, RemoveDC and PreEmphasis to the samples of frame t,
// and notes their energy if Energy is set.
func (e *Extractor) condition(x []float64, t int) {
	if e.cfg.Gain != 1 {
		for i := range x {
			x[i] *= e.cfg.Gain
		}
	}
	if e.cfg.RemoveDC {
		mean := 0.0
		for _, v := range x {
			mean += v
		}
		mean /= float64(len(x))
		for i := range x {
			x[i] -= mean
		}
	}
	if e.cfg.Energy {
		e.energy = append(e.energy[:t], dot(x, x))
	}
	if a := e.cfg.PreEmphasis; a != 0 {
		for i := len(x) - 1; i > 0; i-- {
			x[i] -= a * x[i-1]
		}
		x[0] -= a * x[0]
	}
}

// index returns where in a signal of n samples the value for place i outside
// it is found. Mirrored signals repeat, with period 2n-2 or 2n, so that a pad
// longer than the signal is defined too, as numpy.pad does.
func (m PadMode) index(i, n int) int {
	switch m {
	case PadReflect:
		if n == 1 {
			return 0
		}
		i = mod(i, 2*n-2)
		return min(i, 2*n-2-i)
	case PadSymmetric:
		i = mod(i, 2*n)
		return min(i, 2*n-1-i)
	}
	return max(0, min(n-1, i))
}

// mod returns i modulo n in [0, n).
func mod(i, n int) int {
	if i %= n; i < 0 {
		i += n
	}
	return i
}
