package audio

import "math"

// levels stores max(floor, 10 log10(max(amin, x)) - zero) of each x in y, which
// may be x. It is math.Log10 in a loop, bit for bit on amd64, where that calls
// an assembly function by way of two others, one number at a time: FreeBSD's
// e_log.c, which takes a number as 2^k (1+f) with 1+f between √½ and √2, and
// log(1+f) as a series in s = f/(2+f).
func levels(y, x []float64, amin, floor, zero float64) {
	const (
		root = 0x3fe6a09e667f3bce // the bits of the first number above √½
		one  = 0x3ff0000000000000
		// The logarithm of 2 in two parts.
		high, low = 6.93147180369123816490e-01, 1.90821492927058770002e-10
	)
	y = y[:len(x)]
	for i, v := range x {
		if v < amin {
			v = amin
		}
		b := math.Float64bits(v)
		if b-1<<52 >= 0x7fe<<52 { // denormal, infinite or NaN
			y[i] = max(floor, 10*math.Log10(v)-zero)
			continue
		}
		b += one - root
		k := float64(int(b>>52) - 0x3ff)
		f := math.Float64frombits(b&(1<<52-1)+root) - 1
		s := f / (2 + f)
		s2 := s * s
		s4 := s2 * s2
		t1 := s2 * (6.666666666666735130e-01 + s4*(2.857142874366239149e-01+
			s4*(1.818357216161805012e-01+s4*1.479819860511658591e-01)))
		t2 := s4 * (3.999999999940941908e-01 + s4*(2.222219843214978396e-01+
			s4*1.531383769920937332e-01))
		half := 0.5 * f * f
		log := k*high - ((half - (s*(half+(t1+t2)) + k*low)) - f)
		y[i] = floor
		if d := 10*(log*(1/math.Ln10)) - zero; d > floor {
			y[i] = d
		}
	}
}
