package synth

// takeLevel is by how much the level of a take differs from its speaker's, in
// octaves of amplitude: half of one is 3 dB.
const takeLevel = 0.5

// silence is a peak below that of any speech, so that the gain is finite.
const silence = 1e-9

// record puts the speech through the speaker's microphone, y[n] = x[n] -
// mic·x[n-1], at the speaker's level, give or take 3 dB, with hiss.
func record(x []float64, v *voice, noise noiseSource) {
	last, peak := 0.0, silence
	for n, s := range x {
		x[n] = s - mul(v.mic, last)
		last = s
		peak = max(peak, x[n], -x[n])
	}
	gain := mul(v.level, exp2(mul(takeLevel, noise.uniform()))) / peak
	for n := range x {
		x[n] = mul(gain, x[n]) + mul(v.hiss, noise.normal())
	}
}
