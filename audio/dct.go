package audio

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// dctBasis returns the first rows of the orthonormal DCT-II of n points,
//
//	B[c, m] = s_c cos(πc(2m+1)/2n),   s_0 = √(1/n), s_c = √(2/n) for c > 0,
//
// whose rows are orthonormal (Rao and Yip, "Discrete Cosine Transform", 1990;
// scipy.fft.dct with type=2, norm="ortho").
func dctBasis(rows, n int) []float64 {
	b := make([]float64, rows*n)
	for c := range rows {
		s := math.Sqrt(2 / float64(n))
		if c == 0 {
			s = math.Sqrt(1 / float64(n))
		}
		for m := range n {
			// The angle is reduced in integers, where it is exact.
			b[c*n+m] = s * math.Cos(math.Pi*float64(c*(2*m+1)%(4*n))/float64(2*n))
		}
	}
	return b
}

// Basis returns the cosines that [Extractor.DCT] projects on,
// Coefficients × Mels, with orthonormal rows.
func (e *Extractor) Basis() *mat.Dense {
	return mat.NewDense(e.cfg.Coefficients, e.cfg.Mels, append([]float64(nil), e.basis...))
}

// DCT stores the cepstral coefficients of db in dst, Coefficients × frames,
// and returns it: the product of [Extractor.Basis] and db, a matrix of Mels ×
// frames as [Extractor.DB] returns it. Row 0, called C0, is √Mels times the
// mean level; the higher rows are its ripple over the bands.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized. A
// db with another number of rows than Mels is an error.
func (e *Extractor) DCT(dst, db *mat.Dense) (*mat.Dense, error) {
	mels, frames := db.Dims()
	if mels != e.cfg.Mels {
		return nil, fmt.Errorf("audio features: the mel spectrum has %d rows; "+
			"give one of Mels = %d bands, as DB returns it", mels, e.cfg.Mels)
	}
	dst = shape(dst, e.cfg.Coefficients, frames)
	in, out := db.RawMatrix(), dst.RawMatrix()
	for c := range e.cfg.Coefficients {
		row := out.Data[c*out.Stride:][:frames]
		clear(row)
		for m, w := range e.basis[c*mels:][:mels] {
			floats.AddScaled(row, w, in.Data[m*in.Stride:][:frames])
		}
	}
	return dst, nil
}
