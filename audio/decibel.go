package audio

import (
	"fmt"
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
// The other levels are linear in these decibels D: [LevelNatural] D·ln(10)/10
// and [LevelWhisper] 1 + D/40.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may be mel. A mel with another number of rows than Mels is an error.
func (e *Extractor) DB(dst, mel *mat.Dense) (*mat.Dense, error) {
	rows, frames := mel.Dims()
	if rows != e.cfg.Mels {
		return nil, fmt.Errorf("audio features: the mel spectrum has %d rows; "+
			"give one of Mels = %d bands, as Mel returns it", rows, e.cfg.Mels)
	}
	dst, err := e.shape(dst, rows, frames)
	if err != nil {
		return nil, err
	}
	in, out := mel.RawMatrix(), dst.RawMatrix()
	peak := e.cfg.AMin
	for i := range rows {
		for _, v := range in.Data[i*in.Stride:][:frames] {
			if v > peak || v != v {
				peak = v
			}
		}
	}
	zero, amin := e.decibels(e.cfg.Ref), e.cfg.AMin
	if e.cfg.RefMax {
		zero = 10 * math.Log10(peak)
	}
	floor := math.Inf(-1)
	if e.cfg.TopDB > 0 {
		floor = 10*math.Log10(peak) - zero - e.cfg.TopDB
	}
	for i := range rows {
		if err := e.ctx.Err(); err != nil {
			return nil, fmt.Errorf("audio features: stopped at band %d: %w", i, err)
		}
		x, y := in.Data[i*in.Stride:][:frames], out.Data[i*out.Stride:][:frames]
		levels(y, x, amin, floor, zero)
		if e.cfg.Level != LevelDB {
			slope, offset := e.cfg.Level.unit()
			for t, d := range y {
				y[t] = offset + slope*d
			}
		}
	}
	return dst, nil
}

// decibels returns the level of an energy over 1.
func (e *Extractor) decibels(v float64) float64 {
	return 10 * math.Log10(max(e.cfg.AMin, math.Abs(v)))
}

// InverseDB stores the energies that have the levels db in dst, of the same
// shape, and returns it: |Ref|·10^(D/10), D being the decibels of a level. It
// is librosa.db_to_power, and the inverse of [Extractor.DB] except for what
// that clips. Where RefMax is set the levels no longer say how large the
// largest energy was, and it comes back as 1.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may be db. A db with another number of rows than Mels is an error, and so
// are energies that are not finite.
func (e *Extractor) InverseDB(dst, db *mat.Dense) (*mat.Dense, error) {
	rows, frames := db.Dims()
	if rows != e.cfg.Mels {
		return nil, fmt.Errorf("audio features: the levels have %d rows; "+
			"give Mels = %d bands, as DB returns them", rows, e.cfg.Mels)
	}
	dst, err := e.shape(dst, rows, frames)
	if err != nil {
		return nil, err
	}
	ref := max(e.cfg.AMin, math.Abs(e.cfg.Ref))
	if e.cfg.RefMax {
		ref = 1
	}
	slope, offset := e.cfg.Level.unit()
	for i := range rows {
		x, y := db.RawRowView(i), dst.RawRowView(i)
		for t, v := range x {
			y[t] = ref * math.Pow(10, (v-offset)/slope/10)
		}
	}
	return dst, checkFinite(dst, "energy of band")
}
