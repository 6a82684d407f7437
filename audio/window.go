package audio

import "math"

// samples returns the n samples of the periodic window w,
//
//	w[k] = Σ_j (-1)^j a_j cos(2πjk/n)   for 0 ≤ k < n,
//
// with the coefficients a that the constants' comments give. A window of one
// sample is 1.
func (w Window) samples(n int) []float64 {
	var a []float64
	switch w {
	case Hamming:
		a = []float64{0.54, 0.46}
	case Blackman:
		a = []float64{0.42, 0.5, 0.08}
	case Boxcar:
		a = []float64{1}
	default:
		a = []float64{0.5, 0.5}
	}
	x := make([]float64, n)
	if n == 1 {
		x[0] = 1
		return x
	}
	for k := range x {
		sign := 1.0
		for j, aj := range a {
			x[k] += sign * aj * math.Cos(2*math.Pi*float64(j)*float64(k)/float64(n))
			sign = -sign
		}
	}
	return x
}

// paddedWindow returns the window of c centred in a frame of c.FFT samples,
// zero around it.
func paddedWindow(c Config) []float64 {
	n := c.winLength()
	w := make([]float64, c.FFT)
	copy(w[(c.FFT-n)/2:], c.Window.samples(n))
	return w
}
