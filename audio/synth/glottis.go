package synth

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

// A healthy voice is never quite regular. The ranges were chosen so that it
// does not sound like a machine; they are not measured.
const (
	openPart    = 0.6   // share of a period in which air flows
	jitterPart  = 0.015 // by what share the frequency differs between periods
	shimmerPart = 0.08  // by what share the amplitude does
)

// next returns a sample of the source at a pitch in hertz, for a speaker's
// tilt and hoarseness.
func (g *glottis) next(pitch float64, v *voice) float64 {
	g.phase += mul(pitch, g.jitter) / Rate
	if g.phase >= 1 {
		g.phase -= 1
		g.jitter = g.noise.vary(1, jitterPart)
		g.shimmer = g.noise.vary(1, shimmerPart)
	}
	pulse := 0.0
	if u := g.phase / openPart; u < 1 {
		pulse = mul(g.shimmer, mul(u, 2-mul(3, u)))
	}
	pulse += mul(v.hoarse, g.noise.normal())
	g.smooth = mul(1-v.tilt, pulse) + mul(v.tilt, g.smooth)
	return g.smooth
}
