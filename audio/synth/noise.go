package synth

import "math/rand/v2"

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
