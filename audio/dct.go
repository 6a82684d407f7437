package audio

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// dctBasis returns the first rows of the cosine transform of c, Coefficients ×
// Mels, or nil where it has none. For N bands x the transforms are
//
//	1: x[0] + (-1)^c x[N-1] + 2 Σ_m x[m] cos(πcm/(N-1))   for 0 < m < N-1
//	2: 2 Σ_m x[m] cos(πc(2m+1)/2N)                        for 0 ≤ m < N
//	3: x[0] + 2 Σ_m x[m] cos(π(2c+1)m/2N)                 for 0 < m < N
//
// and with [DCTOrtho] the same scaled so that rows are orthonormal (Rao and
// Yip, "Discrete Cosine Transform", 1990; scipy.fft.dct).
func dctBasis(c Config) []float64 {
	if c.DCT == 0 {
		return nil
	}
	n := c.Mels
	b := make([]float64, c.Coefficients*n)
	for i := range c.Coefficients {
		for m := range n {
			b[i*n+m] = c.cosine(i, m)
		}
	}
	return b
}

// cosine returns the weight of band m in coefficient i. Angles are reduced in
// integers, where that is exact.
func (c Config) cosine(i, m int) float64 {
	n := c.Mels
	switch c.DCT {
	case 1:
		w := c.edge(i) * c.edge(m) * math.Cos(math.Pi*float64(i*m%(2*n-2))/float64(n-1))
		if c.DCTNorm == DCTOrtho {
			return w * math.Sqrt(2/float64(n-1))
		}
		// Unscaled, the inner bands count twice and the rows are all alike.
		return 2 * w * c.edge(m) / c.edge(i)
	case 3:
		w := math.Cos(math.Pi * float64((2*i+1)*m%(4*n)) / float64(2*n))
		if c.DCTNorm == DCTOrtho {
			return w * orthoScale(m, n)
		}
		if m > 0 {
			w *= 2
		}
		return w
	}
	w := math.Cos(math.Pi * float64(i*(2*m+1)%(4*n)) / float64(2*n))
	switch c.DCTNorm {
	case DCTNone:
		return 2 * w
	case DCTHTK:
		return math.Sqrt(2/float64(n)) * w
	}
	return orthoScale(i, n) * w
}

// orthoScale returns the length that makes row i of a transform of n
// orthonormal.
func orthoScale(i, n int) float64 {
	if i == 0 {
		return math.Sqrt(1 / float64(n))
	}
	return math.Sqrt(2 / float64(n))
}

// edge returns √½ for the first and the last of the Mels bands, else 1.
func (c Config) edge(i int) float64 {
	if i == 0 || i == c.Mels-1 {
		return math.Sqrt(0.5)
	}
	return 1
}

// lifterWeights returns what the coefficients of c are multiplied by, or nil.
func lifterWeights(c Config) []float64 {
	if c.Lifter == 0 {
		return nil
	}
	w := make([]float64, c.Coefficients)
	for n := range w {
		w[n] = 1 + c.Lifter/2*math.Sin(math.Pi*float64(n+c.LifterFrom)/c.Lifter)
	}
	return w
}

// Basis returns the cosines that [Extractor.DCT] projects on,
// Coefficients × Mels: with orthonormal rows for [DCTOrtho], and ones on the
// diagonal where Config.DCT is 0, no transform.
func (e *Extractor) Basis() *mat.Dense {
	m := mat.NewDense(e.cfg.Coefficients, e.cfg.Mels, append([]float64(nil), e.basis...))
	if e.basis == nil {
		for i := range e.cfg.Mels {
			m.Set(i, i, 1)
		}
	}
	return m
}

// DCT stores the cepstral coefficients of db in dst, Coefficients × frames,
// and returns it: the product of [Extractor.Basis] and db, a matrix of Mels ×
// frames as [Extractor.DB] returns it, with row n times the lifter's weight.
// Row 0, called C0, is √Mels times the mean level by default; the higher rows
// are its ripple over the bands.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may not be db. A db with another number of rows than Mels is an error.
func (e *Extractor) DCT(dst, db *mat.Dense) (*mat.Dense, error) {
	mels, frames := db.Dims()
	if mels != e.cfg.Mels {
		return nil, fmt.Errorf("audio features: the mel spectrum has %d rows; "+
			"give one of Mels = %d bands, as DB returns it", mels, e.cfg.Mels)
	}
	dst, err := e.shape(dst, e.cfg.Coefficients, frames)
	if err != nil {
		return nil, err
	}
	for t := range frames {
		if err := e.ctx.Err(); err != nil {
			return nil, fmt.Errorf("audio features: stopped at frame %d: %w", t, err)
		}
		mat.Col(e.column, t, db)
		e.dctOf(dst, t)
	}
	for n, w := range e.lifter {
		row := dst.RawRowView(n)
		for t := range row {
			row[t] *= w
		}
	}
	return dst, nil
}

// dctOf puts the transform of e.column into column t of dst, four coefficients
// at once, so that the processor computes their sums in parallel.
func (e *Extractor) dctOf(dst *mat.Dense, t int) {
	raw, x := dst.RawMatrix(), e.column
	n, c := len(x), 0
	if e.basis == nil {
		dst.SetCol(t, x)
		return
	}
	for ; c+4 <= raw.Rows; c += 4 {
		b0, b1, b2, b3 := e.basis[c*n:][:n], e.basis[(c+1)*n:][:n], e.basis[(c+2)*n:][:n],
			e.basis[(c+3)*n:][:n]
		var s0, s1, s2, s3 float64
		for m, v := range x {
			s0 += b0[m] * v
			s1 += b1[m] * v
			s2 += b2[m] * v
			s3 += b3[m] * v
		}
		at := raw.Data[c*raw.Stride+t:]
		at[0], at[raw.Stride], at[2*raw.Stride], at[3*raw.Stride] = s0, s1, s2, s3
	}
	for ; c < raw.Rows; c++ {
		sum := 0.0
		for m, w := range e.basis[c*n:][:n] {
			sum += w * x[m]
		}
		raw.Data[c*raw.Stride+t] = sum
	}
}

// InverseDCT stores the levels that have the coefficients mfcc in dst, Mels ×
// frames, and returns it: it undoes the lifter's weights and the transform, and
// takes coefficients beyond the last as 0. From fewer coefficients than bands
// come levels that are smooth over the bands. It is the first half of
// librosa.feature.inverse.mfcc_to_mel.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may be mfcc. An mfcc with another number of rows than Coefficients is an
// error, and so are a lifter that has a weight of 0 and Energy, which put
// something else in the place of C0.
func (e *Extractor) InverseDCT(dst, mfcc *mat.Dense) (*mat.Dense, error) {
	rows, frames := mfcc.Dims()
	if rows != e.cfg.Coefficients {
		return nil, fmt.Errorf("audio features: the coefficients have %d rows; "+
			"give Coefficients = %d, as DCT returns them", rows, e.cfg.Coefficients)
	}
	if e.cfg.Energy {
		return nil, fmt.Errorf("audio features: Energy put the level of the frame in the place " +
			"of C0; make features without it to invert them")
	}
	for n, w := range e.lifter {
		if math.Abs(w) < 1e-9 {
			return nil, fmt.Errorf("audio features: a Lifter of %v takes coefficient %d away; "+
				"make features with another to invert them", e.cfg.Lifter, n)
		}
	}
	mfcc = apart(mfcc, dst)
	dst, err := e.shape(dst, e.cfg.Mels, frames)
	if err != nil {
		return nil, err
	}
	var undone mat.Dense
	undone.Mul(e.inverseBasis(), mfcc)
	dst.Copy(&undone)
	return dst, nil
}

// inverseBasis returns what undoes Basis and lifter, Mels × Coefficients. An
// orthonormal transform is undone by its transpose.
func (e *Extractor) inverseBasis() *mat.Dense {
	c := e.cfg
	m := mat.NewDense(c.Mels, c.Coefficients, nil)
	c.DCTNorm = DCTOrtho
	for n := range c.Coefficients {
		scale := 1.0
		if e.lifter != nil {
			scale = 1 / e.lifter[n]
		}
		for b := range c.Mels {
			switch {
			case c.DCT > 0:
				m.Set(b, n, scale*c.cosine(n, b)*e.cfg.orthoOver(n, b))
			case b == n:
				m.Set(b, n, scale)
			}
		}
	}
	return m
}

// orthoOver returns the weight of coefficient n in band b in the inverse of the
// transform over that of the orthonormal one.
func (c Config) orthoOver(n, b int) float64 {
	size := float64(c.Mels)
	switch {
	case c.DCTNorm == DCTHTK && n == 0:
		return math.Sqrt(0.5)
	case c.DCTNorm != DCTNone:
		return 1
	case c.DCT == 1:
		// Of the plain transform the inverse is itself over 2(N-1).
		return c.edge(n) / c.edge(b) / math.Sqrt(2*(size-1))
	case c.DCT == 2:
		return orthoScale(n, c.Mels) / 2
	}
	return 1 / (size * orthoScale(b, c.Mels))
}
