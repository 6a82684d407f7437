package audio

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// DB stores mel in decibels in dst, of the same shape, and returns it:
//
//	10 log10(max(AMin, mel)) - 10 log10(max(AMin, |Ref|)),
//
// with the largest element in the place of Ref if RefMax is set, and then
// clipped from below at TopDB under the largest result, unless TopDB is 0. It
// is librosa.power_to_db. The peak is that of the whole matrix, so that a
// clip's features depend on all of its frames.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may be mel.
func (e *Extractor) DB(dst, mel *mat.Dense) *mat.Dense {
	rows, frames := mel.Dims()
	dst = shape(dst, rows, frames)
	in, out := mel.RawMatrix(), dst.RawMatrix()
	peak := e.cfg.AMin
	for i := range rows {
		for _, v := range in.Data[i*in.Stride:][:frames] {
			peak = max(peak, v)
		}
	}
	ref := max(e.cfg.AMin, math.Abs(e.cfg.Ref))
	if e.cfg.RefMax {
		ref = peak
	}
	zero := 10 * math.Log10(ref)
	floor := math.Inf(-1)
	if e.cfg.TopDB > 0 {
		floor = 10*math.Log10(peak) - zero - e.cfg.TopDB
	}
	for i := range rows {
		x, y := in.Data[i*in.Stride:][:frames], out.Data[i*out.Stride:][:frames]
		for t, v := range x {
			y[t] = max(floor, 10*math.Log10(max(e.cfg.AMin, v))-zero)
		}
	}
	return dst
}
