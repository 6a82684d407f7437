package audio

import (
	"math"
	"math/bits"
	"math/cmplx"

	"gonum.org/v1/gonum/dsp/fourier"
)

// transform is the Fourier transform of real sequences of length n. Powers of
// two, which spectra mostly are, have an implementation of their own, because
// gonum's takes two thirds of the time of the whole chain; gonum does the
// others. A transform holds scratch space: each goroutine needs its own.
type transform struct {
	n    int
	any  *fourier.FFT // for lengths that are no power of two
	plan *fftPlan     // for those that are

	z, scratch []complex128
	windowed   []float64
}

// fftPlan is what transforms of one length share: it is only read.
type fftPlan struct {
	split  []complex128   // exp(-2πik/n), for 0 ≤ k ≤ n/4
	stages [][]complex128 // for each stage three powers of its twiddles, p by p
}

// newTransform plans a transform of length n ≥ 1.
func newTransform(n int) *transform {
	t := &transform{n: n}
	switch {
	case n == 1:
	case n < 8 || bits.OnesCount(uint(n)) > 1:
		t.any, t.windowed = fourier.NewFFT(n), make([]float64, n)
	default:
		t.plan = newFFTPlan(n)
		t.z, t.scratch = make([]complex128, n/2), make([]complex128, n/2)
	}
	return t
}

// clone returns a transform with scratch space of its own.
func (t *transform) clone() *transform {
	if t.plan == nil {
		return newTransform(t.n)
	}
	return &transform{
		n: t.n, plan: t.plan, z: make([]complex128, t.n/2), scratch: make([]complex128, t.n/2),
	}
}

// newFFTPlan computes the twiddle factors.
func newFFTPlan(n int) *fftPlan {
	plan := &fftPlan{}
	for k := range n/4 + 1 {
		plan.split = append(plan.split, unit(k, n))
	}
	for m := n / 2; m >= 4; m /= 4 {
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
func (t *transform) coefficients(dst []complex128, x, window []float64) {
	switch {
	case t.n == 1:
		dst[0] = complex(x[0]*window[0], 0)
		return
	case t.any != nil:
		for i, w := range window {
			t.windowed[i] = x[i] * w
		}
		t.any.Coefficients(dst, t.windowed)
		return
	}
	m := t.n / 2
	z := t.complexFFT(x, window)
	dst[0] = complex(real(z[0])+imag(z[0]), 0)
	dst[m] = complex(real(z[0])-imag(z[0]), 0)
	for k := 1; k <= m/2; k++ {
		evenRe, evenIm, oddRe, oddIm := halves(z[k], z[m-k], t.plan.split[k])
		dst[k] = complex((evenRe+oddIm)*0.5, (evenIm-oddRe)*0.5)
		dst[m-k] = complex((evenRe-oddIm)*0.5, -((evenIm + oddRe) * 0.5))
	}
}

// powers stores |X[k]|², 0 ≤ k ≤ n/2, in dst, with spectrum as scratch space
// for lengths that are no power of two. It is coefficients without a place for
// them.
func (t *transform) powers(dst []float64, spectrum []complex128, x, window []float64) {
	if t.plan == nil {
		t.coefficients(spectrum, x, window)
		for k, c := range spectrum {
			dst[k] = real(c)*real(c) + imag(c)*imag(c)
		}
		return
	}
	m := t.n / 2
	z := t.complexFFT(x, window)
	first, last := real(z[0])+imag(z[0]), real(z[0])-imag(z[0])
	dst[0], dst[m] = first*first, last*last
	split := t.plan.split
	low, high, behind := dst[:len(split)], dst[:m], z[:m]
	for k := 1; k < len(split); k++ {
		evenRe, evenIm, oddRe, oddIm := halves(z[k], behind[len(behind)-k], split[k])
		re, im := (evenRe+oddIm)*0.5, (evenIm-oddRe)*0.5
		low[k] = re*re + im*im
		re, im = (evenRe-oddIm)*0.5, (evenIm+oddRe)*0.5
		high[len(high)-k] = re*re + im*im
	}
}

// halves returns the even and the odd part of X[k] of n = 2m samples, doubled,
// from a = Z[k] and b = Z[m-k] of the packed sequence's transform Z and
// w = exp(-2πik/n): E[k] = (Z[k] + Z*[m-k])/2 and w·O[k], where
// O[k] = (Z[k] - Z*[m-k])/2i, times i. Then X[k] = E[k] + w·O[k], and
// X[m-k] = (E[k] - w·O[k])*.
func halves(a, b, w complex128) (evenRe, evenIm, oddRe, oddIm float64) {
	re, im := real(a)-real(b), imag(a)+imag(b)
	return real(a) + real(b), imag(a) - imag(b),
		re*real(w) - im*imag(w), re*imag(w) + im*real(w)
}

// complexFFT returns the transform of the sequence of half the length whose
// real parts are the even samples times the window and whose imaginary parts
// are the odd ones, in t.z or t.scratch. It is Stockham's autosort algorithm in
// radix 4, with a last stage of radix 2 where the length is twice a power of
// four: no reordering, and every inner loop runs over neighbours (Van Loan,
// "Computational Frameworks for the Fast Fourier Transform", 1992, 1.7 and
// 2.4).
func (t *transform) complexFFT(samples, window []float64) []complex128 {
	x, y := t.z, t.scratch
	firstStage(x, samples[:t.n], window[:t.n], t.plan.stages[0])
	stride, left := 4, len(x)/4
	for _, w := range t.plan.stages[1:] {
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
func firstStage(y []complex128, x, window []float64, w []complex128) {
	n := len(x) / 4
	a, b, c, d := x[:n], x[n:][:n], x[2*n:][:n], x[3*n:][:n]
	wa, wb, wc, wd := window[:n], window[n:][:n], window[2*n:][:n], window[3*n:][:n]
	for i := 0; i+1 < len(a); i += 2 {
		u := complex(a[i]*wa[i], a[i+1]*wa[i+1])
		v := complex(c[i]*wc[i], c[i+1]*wc[i+1])
		sum, difference := u+v, u-v
		u = complex(b[i]*wb[i], b[i+1]*wb[i+1])
		v = complex(d[i]*wd[i], d[i+1]*wd[i+1])
		s, e := u+v, u-v
		y, f := y[2*i:][:4], w[3*i/2:][:3]
		y[0] = sum + s
		y[2] = f[1] * (sum - s)
		y[1] = f[0] * complex(real(difference)+imag(e), imag(difference)-real(e))
		y[3] = f[2] * complex(real(difference)-imag(e), imag(difference)+real(e))
	}
}
