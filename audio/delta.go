package audio

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// DeltaMode says what [Delta] assumes beyond the first and the last frame, by
// SciPy's names for savgol_filter.
type DeltaMode string

// The modes.
const (
	// DeltaInterp fits the first and the last frames to the first and the last
	// whole window: librosa's default.
	DeltaInterp   DeltaMode = "interp"
	DeltaNearest  DeltaMode = "nearest"  // the end frames repeated: HTK's and Kaldi's
	DeltaMirror   DeltaMode = "mirror"   // mirrored about the end frames
	DeltaConstant DeltaMode = "constant" // zeros
	DeltaWrap     DeltaMode = "wrap"     // from the other end
)

// DeltaOptions are the options of [Delta]. The zero value is librosa's.
type DeltaOptions struct {
	Width int       // frames that a derivative is made of, an odd number; 0 means 9
	Order int       // which derivative, less than Width and at most 12; 0 means the first
	Mode  DeltaMode // what lies beyond the ends; "" means DeltaInterp
}

// maxOrder bounds the order of a derivative. Up to it derivatives of powers are
// right to nine digits for every Width. Of order 20 they are right to four
// digits only, and from order 64 on wide windows have weights beyond a float64.
const maxOrder = 12

// Delta stores the derivative of each row of m over its frames in dst and
// returns it: that of the polynomial of degree Order that fits Width frames
// best (Savitzky and Golay, Analytical Chemistry 36, 1964). For the first order
// this is
//
//	Σ_i i·m[c, t+i] / Σ_i i²   for |i| ≤ Width/2.
//
// It is librosa.feature.delta. With DeltaNearest the first order is HTK's and
// Kaldi's regression over a window of Width/2 frames to either side; their
// second order, acceleration, is the Delta of a Delta.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may not be m. Options out of their range are an error, and so are, with
// DeltaInterp, fewer frames than Width.
func Delta(dst, m *mat.Dense, o DeltaOptions) (*mat.Dense, error) {
	if o.Width == 0 {
		o.Width = 9
	}
	if o.Order == 0 {
		o.Order = 1
	}
	if o.Mode == "" {
		o.Mode = DeltaInterp
	}
	rows, frames := m.Dims()
	if err := o.validate(frames); err != nil {
		return nil, err
	}
	dst = resized(dst, rows, frames)
	weights := derivative(o.Width, o.Order)
	for c := range rows {
		x, y := m.RawRowView(c), dst.RawRowView(c)
		for t := range y {
			y[t] = o.at(x, weights, t)
		}
	}
	return dst, nil
}

// validate returns an error for the first option out of its range.
func (o DeltaOptions) validate(frames int) error {
	switch {
	case frames == 0:
		return fmt.Errorf("delta: the matrix is empty; give at least a row and a frame")
	case o.Width < 3 || o.Width%2 == 0 || o.Width > 1<<10:
		return fmt.Errorf("delta: Width is %d; give an odd number of 3 to %d frames", o.Width, 1<<10)
	case o.Order < 1 || o.Order > min(maxOrder, o.Width-1):
		return fmt.Errorf("delta: Order is %d; give 1 to %d, less than Width and at most %d", o.Order,
			min(maxOrder, o.Width-1), maxOrder)
	}
	switch o.Mode {
	case DeltaInterp:
		if frames < o.Width {
			return fmt.Errorf("delta: %d frames are fewer than Width = %d; give a smaller Width, or a "+
				"Mode such as nearest", frames, o.Width)
		}
	case DeltaNearest, DeltaMirror, DeltaConstant, DeltaWrap:
	default:
		return fmt.Errorf("delta: Mode is %q; give interp, nearest, mirror, constant or wrap", o.Mode)
	}
	return nil
}

// at returns the derivative of x at frame t.
func (o DeltaOptions) at(x, weights []float64, t int) float64 {
	half, n := len(weights)/2, len(x)
	if o.Mode == DeltaInterp {
		// The derivative of the highest order of a polynomial is the same
		// everywhere in its window.
		t = max(half, min(n-1-half, t))
	}
	sum := 0.0
	for i, w := range weights {
		at := t + i - half
		switch {
		case at >= 0 && at < n:
		case o.Mode == DeltaConstant:
			continue
		case o.Mode == DeltaMirror:
			at = PadReflect.index(at, n)
		case o.Mode == DeltaWrap:
			at = mod(at, n)
		default:
			at = PadEdge.index(at, n)
		}
		sum += w * x[at]
	}
	return sum
}

// derivative returns the weights whose sum with width values is the derivative
// of the given order of the polynomial of that degree that fits them best: with
// p the orthogonal polynomial of the degree, whose first coefficient is 1,
// order!·p[i]/Σp².
func derivative(width, order int) []float64 {
	half := width / 2
	last, p := make([]float64, width), make([]float64, width)
	for i := range p {
		p[i] = 1
	}
	factorial, lastSquares := 1.0, 1.0
	for k := 1; k <= order; k++ {
		factorial *= float64(k)
		squares := dot(p, p)
		next := make([]float64, width)
		for i := range next {
			next[i] = float64(i-half)*p[i] - squares/lastSquares*last[i]
		}
		last, p, lastSquares = p, next, squares
	}
	squares := dot(p, p)
	for i := range p {
		p[i] *= factorial / squares
	}
	return p
}

// resized returns dst with r rows and c columns, or a new matrix if it is nil.
func resized(dst *mat.Dense, r, c int) *mat.Dense {
	if dst == nil {
		return mat.NewDense(r, c, nil)
	}
	if dr, dc := dst.Dims(); dr != r || dc != c {
		dst.Reset()
		dst.ReuseAs(r, c)
	}
	return dst
}
