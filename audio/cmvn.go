package audio

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// CMVNOptions are the options of [CMVN]. The zero value subtracts the mean of
// the whole utterance.
type CMVNOptions struct {
	// Window is how many frames the mean is taken over; 0 means all. Kaldi's is
	// 600.
	Window int
	// MinWindow is how many frames the mean of the first frames is taken over
	// at least, where Center is false. Kaldi's is 100.
	MinWindow int
	// Center puts a frame in the middle of its window; else the window ends
	// with it.
	Center bool
	// Variance divides by the standard deviation as well.
	Variance bool
}

// CMVN stores a normalised m in dst and returns it: cepstral mean and variance
// normalisation, which removes what a microphone and a room do to every frame
// alike. It subtracts from each row its mean over a window of frames and, with
// Variance, divides by the row's standard deviation there. It is Kaldi's
// apply-cmvn over a whole utterance, and apply-cmvn-sliding and torchaudio's
// sliding_window_cmn over a window. Variances divide by the number of frames,
// not by one less, and are at least 1e-10.
//
// If dst is nil a new matrix is returned; a dst of another shape is resized;
// dst may not be m. Options below 0 and an empty m are an error.
func CMVN(dst, m *mat.Dense, o CMVNOptions) (*mat.Dense, error) {
	rows, frames := m.Dims()
	switch {
	case frames == 0:
		return nil, fmt.Errorf("cmvn: the matrix is empty; give at least a row and a frame")
	case o.Window < 0 || o.MinWindow < 0:
		return nil, fmt.Errorf("cmvn: Window is %d and MinWindow %d frames; give at least 0",
			o.Window, o.MinWindow)
	}
	dst = resized(dst, rows, frames)
	for c := range rows {
		x, y := m.RawRowView(c), dst.RawRowView(c)
		from, to, sum, squares := 0, 0, 0.0, 0.0
		// The sums are of x minus its first value, which loses little precision
		// where a row lies far from 0.
		shift := x[0]
		for t := range y {
			start, end := o.window(t, frames)
			for ; to < end; to++ {
				sum, squares = sum+(x[to]-shift), squares+(x[to]-shift)*(x[to]-shift)
			}
			for ; from < start; from++ {
				sum, squares = sum-(x[from]-shift), squares-(x[from]-shift)*(x[from]-shift)
			}
			n := float64(end - start)
			mean := sum / n
			y[t] = x[t] - shift - mean
			if o.Variance {
				y[t] /= math.Sqrt(max(1e-10, squares/n-mean*mean))
			}
		}
	}
	return dst, nil
}

// window returns the frames that frame t of n is normalised by: neither bound
// ever falls as t grows.
func (o CMVNOptions) window(t, n int) (start, end int) {
	switch {
	case o.Window == 0:
		return 0, n
	case o.Center:
		start = max(0, t-o.Window/2)
		end = start + o.Window
	default:
		start, end = max(0, t-o.Window), max(t+1, o.MinWindow)
	}
	if end > n {
		start, end = max(0, start-(end-n)), n
	}
	return start, end
}
