package audio

import (
	"math"
	"math/bits"
	"math/cmplx"

	"gonum.org/v1/gonum/dsp/fourier"
)

// transform is the Fourier transform of real sequences of length n times a
// window. Powers of two, which spectra mostly are, have an implementation of
// their own, because gonum's would take most of the time of the whole chain;
// gonum does the others. A transform holds scratch space: each goroutine needs
// its own.
type transform struct {
	n      int
	window []float64
	any    *fourier.FFT // for lengths that are no power of two
	plan   *fftPlan     // for those that are

	z, scratch []complex128
	windowed   []float64
}

// fftPlan is what transforms by one window share: it is only read.
type fftPlan struct {
	split  []complex128   // exp(-2πik/n), for 0 ≤ k ≤ n/4
	first  []firstStep    // the first stage
	stages [][]complex128 // for each other three powers of its twiddles, p by p
}

// firstStep is what one step of the first stage multiplies by, side by side.
type firstStep struct {
	// Half of the window at the pairs of samples that the step takes, so that
	// what halves makes of the transform needs no halving.
	a, b, c, d [2]float64
	w1, w2, w3 complex128
}

// newTransform plans a transform of length n = len(window) ≥ 1.
func newTransform(window []float64) *transform {
	n := len(window)
	t := &transform{n: n, window: window}
	if n >= 8 && bits.OnesCount(uint(n)) == 1 {
		t.plan = newFFTPlan(window)
	}
	return t.clone()
}

// clone returns a transform with scratch space of its own.
func (t *transform) clone() *transform {
	c := &transform{n: t.n, window: t.window, plan: t.plan}
	switch {
	case c.plan != nil:
		c.z, c.scratch = make([]complex128, c.n/2), make([]complex128, c.n/2)
	case c.n > 1:
		c.any, c.windowed = fourier.NewFFT(c.n), make([]float64, c.n)
	}
	return c
}

// newFFTPlan computes the twiddle factors.
func newFFTPlan(window []float64) *fftPlan {
	plan, n := &fftPlan{}, len(window)
	for k := range n/4 + 1 {
		plan.split = append(plan.split, unit(k, n))
	}
	for p := range n / 8 {
		half := func(i int) [2]float64 { return [2]float64{window[i] / 2, window[i+1] / 2} }
		plan.first = append(plan.first, firstStep{
			half(2 * p), half(n/4 + 2*p), half(n/2 + 2*p), half(3*n/4 + 2*p),
			unit(p, n/2), unit(2*p, n/2), unit(3*p, n/2),
		})
	}
	for m := n / 8; m >= 4; m /= 4 {
		var w []complex128
		for p := range m / 4 {
			w = append(w, unit(p, m), unit(2*p, m), unit(3*p, m))
		}
		plan.stages = append(plan.stages, w)
	}
	return plan
}

// unit returns exp(-2πik/n).
func unit(k, n int) complex128 { return cmplx.Rect(1, -2*math.Pi*float64(k)/float64(n)) }

// coefficients stores X[k] = Σ_i x[i] w[i] exp(-2πik/n), 0 ≤ k ≤ n/2, in dst,
// with the window w.
func (t *transform) coefficients(dst []complex128, x []float64) {
	switch {
	case t.n == 1:
		dst[0] = complex(x[0]*t.window[0], 0)
		return
	case t.any != nil:
		for i, w := range t.window {
			t.windowed[i] = x[i] * w
		}
		t.any.Coefficients(dst, t.windowed)
		return
	}
	m := t.n / 2
	z := t.complexFFT(x)
	dst[0] = complex((real(z[0])+imag(z[0]))*2, 0)
	dst[m] = complex((real(z[0])-imag(z[0]))*2, 0)
	for k := 1; k <= m/2; k++ {
		evenRe, evenIm, oddRe, oddIm := halves(z[k], z[m-k], t.plan.split[k])
		dst[k] = complex(evenRe+oddIm, evenIm-oddRe)
		dst[m-k] = complex(evenRe-oddIm, -(evenIm + oddRe))
	}
}

// powers stores |X[k]|², 0 ≤ k ≤ n/2, in dst, with spectrum as scratch space
// for lengths that are no power of two. It is coefficients without a place for
// them.
func (t *transform) powers(dst []float64, spectrum []complex128, x []float64) {
	if t.plan == nil {
		t.coefficients(spectrum, x)
		for k, c := range spectrum {
			dst[k] = real(c)*real(c) + imag(c)*imag(c)
		}
		return
	}
	m := t.n / 2
	z := t.complexFFT(x)
	first, last := (real(z[0])+imag(z[0]))*2, (real(z[0])-imag(z[0]))*2
	dst[0], dst[m] = first*first, last*last
	split := t.plan.split
	low, high, behind := dst[:len(split)], dst[:m], z[:m]
	for k := 1; k < len(split); k++ {
		evenRe, evenIm, oddRe, oddIm := halves(z[k], behind[len(behind)-k], split[k])
		re, im := evenRe+oddIm, evenIm-oddRe
		low[k] = re*re + im*im
		re, im = evenRe-oddIm, evenIm+oddRe
		high[len(high)-k] = re*re + im*im
	}
}

// halves returns the even and the odd part of X[k] of n = 2m samples from
// a = Z[k] and b = Z[m-k], Z being the transform of half the packed sequence,
// and w = exp(-2πik/n): E[k] = Z[k] + Z*[m-k] and, times i, w·O[k], where
// O[k] = (Z[k] - Z*[m-k])/i. Then X[k] = E[k] + w·O[k], and
// X[m-k] = (E[k] - w·O[k])*.
func halves(a, b, w complex128) (evenRe, evenIm, oddRe, oddIm float64) {
	re, im := real(a)-real(b), imag(a)+imag(b)
	return real(a) + real(b), imag(a) - imag(b),
		re*real(w) - im*imag(w), re*imag(w) + im*real(w)
}

// complexFFT returns the transform of half of the packed sequence, whose real
// parts are the even samples times the window and whose imaginary parts are the
// odd ones, in t.z or t.scratch. It is Stockham's autosort algorithm in radix
// 4, with a last stage of radix 2 where the length is twice a power of four: no
// reordering, and every inner loop runs over neighbours (Van Loan,
// "Computational Frameworks for the Fast Fourier Transform", 1992, 1.7 and
// 2.4).
func (t *transform) complexFFT(samples []float64) []complex128 {
	x, y := t.z, t.scratch
	firstStage(x, samples[:t.n], t.plan.first)
	stride, left := 4, len(x)/4
	for _, w := range t.plan.stages {
		stage(y, x, w, stride)
		x, y = y, x
		stride, left = 4*stride, left/4
	}
	if left == 2 {
		a, b := x[:stride], x[stride:2*stride]
		for q, u := range a {
			y[q], y[stride+q] = u+b[q], u-b[q]
		}
		x = y
	}
	return x
}

// stage is one stage of radix 4 on groups of stride neighbours. The twiddles of
// the first group are 1.
func stage(y, x, w []complex128, stride int) {
	quarter := len(x) / 4
	firstGroup(y, x, stride)
	for p := 1; p < quarter/stride; p++ {
		w1, w2, w3 := w[3*p], w[3*p+1], w[3*p+2]
		at := p * stride
		a := x[at:][:stride]
		b := x[at+quarter:][:stride]
		c := x[at+2*quarter:][:stride]
		d := x[at+3*quarter:][:stride]
		y0 := y[4*at:][:stride]
		y1 := y[4*at+stride:][:stride]
		y2 := y[4*at+2*stride:][:stride]
		y3 := y[4*at+3*stride:][:stride]
		for q := range a {
			sum, s := a[q]+c[q], b[q]+d[q]
			y0[q] = sum + s
			y2[q] = w2 * (sum - s)
			difference, e := a[q]-c[q], b[q]-d[q]
			y1[q] = w1 * complex(real(difference)+imag(e), imag(difference)-real(e))
			y3[q] = w3 * complex(real(difference)-imag(e), imag(difference)+real(e))
		}
	}
}

// firstGroup is stage for the first group, without the products by 1, which
// would change no bit but the sign of a zero.
func firstGroup(y, x []complex128, stride int) {
	quarter := len(x) / 4
	a, b := x[:stride], x[quarter:][:stride]
	c, d := x[2*quarter:][:stride], x[3*quarter:][:stride]
	y0, y1 := y[:stride], y[stride:][:stride]
	y2, y3 := y[2*stride:][:stride], y[3*stride:][:stride]
	for q, u := range a {
		sum, difference := u+c[q], u-c[q]
		s, e := b[q]+d[q], b[q]-d[q]
		turned := complex(-imag(e), real(e))
		y0[q], y1[q] = sum+s, difference-turned
		y2[q], y3[q] = sum-s, difference+turned
	}
}

// firstStage is stage for a stride of 1, in which the groups are single
// elements and the loop over them is all there is. It takes them from the
// samples, so that neither the window nor the pairs need a pass of their own.
func firstStage(y []complex128, x []float64, steps []firstStep) {
	n := len(x) / 4
	a, b, c, d := x[:n], x[n:][:n], x[2*n:][:n], x[3*n:][:n]
	for i := 0; i+1 < len(a); i += 2 {
		t, y := &steps[i/2], (*[4]complex128)(y[2*i:])
		u := complex(a[i]*t.a[0], a[i+1]*t.a[1])
		v := complex(c[i]*t.c[0], c[i+1]*t.c[1])
		sum, difference := u+v, u-v
		u = complex(b[i]*t.b[0], b[i+1]*t.b[1])
		v = complex(d[i]*t.d[0], d[i+1]*t.d[1])
		s, e := u+v, u-v
		y[0] = sum + s
		y[2] = t.w2 * (sum - s)
		y[1] = t.w1 * complex(real(difference)+imag(e), imag(difference)-real(e))
		y[3] = t.w3 * complex(real(difference)-imag(e), imag(difference)+real(e))
	}
}
