package stats

import (
	"fmt"
	"math"
)

// A SignFlip is the exact test of the hypothesis that differences are symmetric
// around 0, so that each could as well have had the opposite sign. It does not
// assume a normal distribution.
type SignFlip struct {
	N        int
	P        float64 // two-sided, uncorrected
	Least    float64 // the smallest P that N differences allow: 2/2^N
	Warnings []string
}

// maxFlipped is the largest number of differences: 20 have a million choices of
// signs, half of which are tried.
const maxFlipped = 20

// FlipSigns tests differences by all 2^n ways to give them signs:
//
//	P = share of signs with |Σ ±d| ≥ |Σ d|
//
// The observed signs and their mirror image are among them, so P is at least
// 2/2^n: 0.031 for six speakers. Sums that differ by rounding alone count as
// equal. P is NaN for no differences and for more than 20.
//
// R. A. Fisher, The Design of Experiments (1935), section 21.
func FlipSigns(differences []float64) SignFlip {
	n := len(differences)
	s := SignFlip{N: n, P: math.NaN(), Least: math.NaN()}
	if n == 0 || n > maxFlipped {
		s.Warnings = append(s.Warnings, fmt.Sprintf("%d differences: signs can be flipped for 1 to %d",
			n, maxFlipped))
		return s
	}
	s.Least = min(1, math.Ldexp(2, -n))
	observed, scale := 0.0, 0.0
	for _, d := range differences {
		observed, scale = observed+d, scale+math.Abs(d)
	}
	threshold := math.Abs(observed) - 1e-12*scale
	// The first difference keeps its sign: flipping all leaves |Σ| as it is.
	extreme, signs := 0, 1<<(n-1)
	for flipped := range signs {
		sum := differences[0]
		for i, d := range differences[1:] {
			if flipped>>i&1 == 1 {
				d = -d
			}
			sum += d
		}
		if math.Abs(sum) >= threshold {
			extreme++
		}
	}
	s.P = float64(extreme) / float64(signs)
	if s.Least >= Alpha {
		s.Warnings = append(s.Warnings, fmt.Sprintf("%d differences: the smallest possible p of "+
			"flipped signs is %.3g", n, s.Least))
	}
	return s
}
