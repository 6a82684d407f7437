package audio

import "math"

// samples returns the n samples of window w with period L,
//
//	w[k] = Σ_j (-1)^j a_j cos(2πjk/L)   for 0 ≤ k < n,
//
// with the coefficients a that the constants' comments give; Povey's is that to
// the power of 0.85. A window of one sample is 1.
func (w Window) samples(n, period int) []float64 {
	a := []float64{0.5, 0.5}
	switch w {
	case Hamming:
		a = []float64{0.54, 0.46}
	case Blackman:
		a = []float64{0.42, 0.5, 0.08}
	case Boxcar:
		a = []float64{1}
	}
	x := make([]float64, n)
	if n == 1 {
		x[0] = 1
		return x
	}
	for k := range x {
		sign := 1.0
		for j, aj := range a {
			x[k] += sign * aj * math.Cos(2*math.Pi*float64(j)*float64(k)/float64(period))
			sign = -sign
		}
		if w == Povey {
			x[k] = math.Pow(max(0, x[k]), 0.85)
		}
	}
	return x
}

// paddedWindow returns the window of c centred in a frame of c.FFT samples, or
// at its start where frames are filled up with zeros, and zero around it.
func paddedWindow(c Config) []float64 {
	n := c.winLength()
	period, start := n, (c.FFT-n)/2
	if c.Symmetric {
		period = n - 1
	}
	if c.ZeroPad {
		start = 0
	}
	w := make([]float64, c.FFT)
	copy(w[start:], c.Window.samples(n, period))
	return w
}
