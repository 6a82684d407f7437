package audio

import "math/rand/v2"

// synthRate is the sample rate of the synthetic corpus, in hertz.
const synthRate = 8000

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
	radius := exp2(mul(-4.532360141827194, bandwidth/synthRate))
	r.c = -mul(radius, radius)
	r.b = mul(mul(2, radius), cosTurn(centre/synthRate))
	r.a = 1 - r.b - r.c
}

// next filters one sample.
func (r *resonator) next(x float64) float64 {
	y := mul(r.a, x) + mul(r.b, r.y1) + mul(r.c, r.y2)
	r.y2, r.y1 = r.y1, y
	return y
}

// noiseSource draws from a generator of integers, which are the same on every
// machine.
type noiseSource struct{ bits rand.Source }

// uniform returns a number in [-1, 1).
func (s noiseSource) uniform() float64 {
	return mul(float64(int64(s.bits.Uint64())>>11), 1.0/(1<<52))
}

// normal returns a number of mean 0 and variance 1, nearly normal: the sum of
// three uniforms, each of variance ⅓.
func (s noiseSource) normal() float64 { return s.uniform() + s.uniform() + s.uniform() }

// vary returns x changed by up to the given fraction either way.
func (s noiseSource) vary(x, fraction float64) float64 {
	return mul(x, 1+mul(fraction, s.uniform()))
}

// glottis makes the pulses of the voice: the derivative of the air flow of
// Klatt and Klatt's KLGLOTT88 model (JASA 87, 1990), 2φ/o - 3(φ/o)² in the
// open part φ < o of each period, through a low-pass that tilts the spectrum.
type glottis struct {
	noise   noiseSource
	phase   float64 // in periods
	jitter  float64 // factor of this period's frequency
	shimmer float64 // factor of its amplitude
	smooth  float64 // state of the low-pass
}

// openPart is the share of a period in which air flows.
const openPart = 0.6

// next returns a sample of the source at a pitch in hertz, for a speaker's
// tilt and hoarseness.
func (g *glottis) next(pitch float64, v *voiceOf) float64 {
	g.phase += mul(pitch, g.jitter) / synthRate
	if g.phase >= 1 {
		g.phase -= 1
		g.jitter = g.noise.vary(1, 0.015)
		g.shimmer = g.noise.vary(1, 0.08)
	}
	pulse := 0.0
	if u := g.phase / openPart; u < 1 {
		pulse = mul(g.shimmer, mul(u, 2-mul(3, u)))
	}
	pulse += mul(v.hoarse, g.noise.normal())
	g.smooth = mul(1-v.tilt, pulse) + mul(v.tilt, g.smooth)
	return g.smooth
}
