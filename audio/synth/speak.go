package synth

// Times of an utterance, in samples.
const (
	tractStep  = 40  // between two settings of the vocal tract: 5 ms
	leadLeast  = 80  // of silence before the word, at least: 10 ms
	leadSpread = 160 // half of what is added to that at random, up to 40 ms
	tail       = 240 // after the word, for its resonances to ring out: 30 ms
)

// glide is the part at each end of a segment in which the tract moves; in the
// middle half it rests.
const glide = 0.25

// speak moves the vocal tract through the segments. Each parameter rests at its
// target in the middle of a segment and moves from there in a straight line to
// that of the next segment, half of the way in each of the two.
func speak(segments []segment, v *voice, noise noiseSource) []float64 {
	total := 0
	for _, s := range segments {
		total += s.samples
	}
	lead := leadLeast + int(mul(leadSpread, 1+noise.uniform()))
	x := make([]float64, lead+total+tail)
	t := tract{voice: glottis{noise: noise, jitter: 1, shimmer: 1}, noise: noise}
	start := lead
	for i, s := range segments {
		for n := range s.samples {
			if n%tractStep == 0 {
				t.set(between(segments, i, float64(n)/float64(s.samples)), v)
			}
			done := float64(start+n-lead) / float64(total)
			x[start+n] = t.next(mul(v.pitch, 1-mul(v.fall, done)), v)
		}
		start += s.samples
	}
	// The last resonances ring out.
	t.now.voice, t.now.noise, t.now.breath = 0, 0, 0
	for n := start; n < len(x); n++ {
		x[n] = t.next(v.pitch, v)
	}
	return x
}

// between returns the target at the given part (0 to 1) of segment i.
func between(segments []segment, i int, part float64) phoneme {
	here := segments[i].phoneme
	switch {
	case part < glide && i > 0:
		return blend(segments[i-1].phoneme, here, 0.5+mul(0.5/glide, part))
	case part > 1-glide && i+1 < len(segments):
		return blend(here, segments[i+1].phoneme, mul(0.5/glide, part-(1-glide)))
	}
	return here
}

// blend returns a(1-w) + b·w. Noise keeps the place of the louder of the two,
// because a constriction does not wander.
func blend(a, b phoneme, w float64) phoneme {
	mix := func(x, y float64) float64 { return x + mul(w, y-x) }
	m := phoneme{
		f1: mix(a.f1, b.f1), f2: mix(a.f2, b.f2), f3: mix(a.f3, b.f3),
		voice: mix(a.voice, b.voice), breath: mix(a.breath, b.breath), noise: mix(a.noise, b.noise),
		at: a.at, width: a.width,
	}
	if b.noise > a.noise {
		m.at, m.width = b.at, b.width
	}
	return m
}
