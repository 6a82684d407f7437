package synth

import "math"

// Synthetic speech must have the same bytes on every machine. Sums,
// products, quotients, square roots and floors of float64 are exact
// everywhere, but a compiler may fuse x*y + z into one rounding, and math.Sin
// and math.Exp are assembly on some machines. So the synthesiser multiplies
// by mul, whose explicit conversion forbids fusing (Go specification,
// "Floating-point operators"), and uses the two functions below.

// mul returns x·y, rounded before anything is added to it.
func mul(x, y float64) float64 { return float64(x * y) }

// horner returns a[0] + x(a[1] + x(a[2] + …)).
func horner(x float64, a []float64) float64 {
	y := 0.0
	for i := len(a) - 1; i >= 0; i-- {
		y = mul(y, x) + a[i]
	}
	return y
}

// sineSeries holds (-1)^k (2π)^(2k+1)/(2k+1)!, the Taylor series of
// sin(2πx)/x in x². Nine terms are good to 1e-13 for |x| ≤ ¼.
var sineSeries = series(9, func(k int) float64 {
	return -4 * math.Pi * math.Pi / float64(2*k*(2*k+1))
}, 2*math.Pi)

// exp2Series holds (ln 2)^k/k!, the Taylor series of 2^x. Fourteen terms are
// good to 1e-15 for |x| ≤ ½.
var exp2Series = series(14, func(k int) float64 { return math.Ln2 / float64(k) }, 1)

// series returns n coefficients from the first and the ratio of each to the
// one before. It runs at start-up, with products that nothing is added to.
func series(n int, ratio func(k int) float64, first float64) []float64 {
	a := make([]float64, n)
	a[0] = first
	for k := 1; k < n; k++ {
		a[k] = mul(a[k-1], ratio(k))
	}
	return a
}

// sinTurn returns sin(2πx).
func sinTurn(x float64) float64 {
	x -= math.Floor(x + 0.5)
	if x > 0.25 {
		x = 0.5 - x
	} else if x < -0.25 {
		x = -0.5 - x
	}
	return mul(x, horner(mul(x, x), sineSeries))
}

// cosTurn returns cos(2πx).
func cosTurn(x float64) float64 { return sinTurn(x + 0.25) }

// exp2 returns 2^x for |x| < 1000.
func exp2(x float64) float64 {
	n := math.Floor(x + 0.5)
	return math.Ldexp(horner(x-n, exp2Series), int(n))
}
