package synth

// resonator is a formant: the two-pole filter
//
//	y[n] = a x[n] + b y[n-1] + c y[n-2],
//	c = -exp(-2πB/R), b = 2 exp(-πB/R) cos(2πF/R), a = 1 - b - c
//
// with centre F, bandwidth B and sample rate R in hertz (Klatt 1980, eq. 2-3).
type resonator struct{ a, b, c, y1, y2 float64 }

// tune moves the resonator to a centre and bandwidth, keeping its state.
func (r *resonator) tune(centre, bandwidth float64) {
	// exp(-πB/R) = 2^(-π log2(e) B/R), and π log2(e) = 4.532360….
	radius := exp2(mul(-4.532360141827194, bandwidth/Rate))
	r.c = -mul(radius, radius)
	r.b = mul(mul(2, radius), cosTurn(centre/Rate))
	r.a = 1 - r.b - r.c
}

// next filters one sample.
func (r *resonator) next(x float64) float64 {
	y := mul(r.a, x) + mul(r.b, r.y1) + mul(r.c, r.y2)
	r.y2, r.y1 = r.y1, y
	return y
}
