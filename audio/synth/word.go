package audio

import "math/rand/v2"

// synthStep is how many samples go by between two settings of the vocal
// tract: 5 ms.
const synthStep = 40

// segment is a phoneme as one speaker says it in one take.
type segment struct {
	phoneme
	samples int
}

// utterance returns the samples of one take, in [-1, 1], not quantised yet.
func utterance(seed uint64, digit, speaker, take int) []float64 {
	v := voices[speaker]
	noise := noiseSource{rand.NewPCG(seed, uint64(digit)<<40|uint64(speaker)<<32|uint64(take))}
	segments := plan(seed, noise, digit, speaker)
	v.pitch = noise.vary(v.pitch, 0.1)
	v.hiss = noise.vary(v.hiss, 0.5)
	x := speak(segments, &v, noise)
	record(x, &v, noise)
	return x
}

// plan draws the lengths and formants of a take. A speaker's accent shifts
// the formants of each phoneme by up to 20 %, the same in every take; a take
// shifts them by up to 8 % more, and each length by up to 30 %.
func plan(seed uint64, noise noiseSource, digit, speaker int) []segment {
	v := voices[speaker]
	var segments []segment
	for i, name := range words[digit] {
		accent := noiseSource{rand.NewPCG(seed, 1<<63|uint64(speaker)<<32|uint64(digit)<<8|uint64(i))}
		s := segment{phoneme: phonemes[name]}
		for _, f := range []*float64{&s.f1, &s.f2, &s.f3} {
			*f = noise.vary(accent.vary(*f, 0.2), 0.08) / v.tract
		}
		s.at = min(noise.vary(s.at, 0.04)/v.tract, 3850)
		s.voice = noise.vary(s.voice, 0.15)
		s.noise = noise.vary(accent.vary(s.noise, 0.4), 0.3)
		s.samples = int(mul(noise.vary(accent.vary(s.length, 0.2), 0.3), synthRate) / v.rate)
		segments = append(segments, s)
	}
	return segments
}

// speak moves the vocal tract through the segments. Each parameter rests at
// its target in the middle half of a segment and moves in a straight line
// from there to the next one's.
func speak(segments []segment, v *voiceOf, noise noiseSource) []float64 {
	total := 0
	for _, s := range segments {
		total += s.samples
	}
	lead := 80 + int(mul(160, 1+noise.uniform()))
	x := make([]float64, lead+total+240)
	t := tract{voice: glottis{noise: noise, jitter: 1, shimmer: 1}, noise: noise}
	start := lead
	for i, s := range segments {
		for n := range s.samples {
			if n%synthStep == 0 {
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
	case part < 0.25 && i > 0:
		return blend(segments[i-1].phoneme, here, 0.5+mul(2, part))
	case part > 0.75 && i+1 < len(segments):
		return blend(here, segments[i+1].phoneme, mul(2, part-0.75))
	}
	return here
}

// blend returns a(1-w) + b·w. Noise keeps the place of the louder of the two,
// as a constriction does not wander.
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

// tract is a voice with formants in cascade, and noise beside them.
type tract struct {
	voice    glottis
	noise    noiseSource
	formants [4]resonator
	audible  int // formants below the Nyquist frequency
	hiss     resonator
	now      phoneme
}

// Formants are at least formantGap hertz apart, because two that met would
// whistle, and those above formantTop are left out: 8 kHz cannot carry them.
const (
	formantGap = 400
	formantTop = 3600
)

// set tunes the tract to a target.
func (t *tract) set(p phoneme, v *voiceOf) {
	t.now = p
	t.audible = 0
	centre := 0.0
	for i, f := range [4]float64{p.f1, p.f2, p.f3, 3500 / v.tract} {
		if i > 0 {
			f = max(f, centre+formantGap)
		}
		centre = f
		if centre > formantTop {
			break
		}
		t.formants[i].tune(centre, [4]float64{60, 90, 150, 250}[i])
		t.audible++
	}
	if p.noise > 0 {
		t.hiss.tune(p.at, p.width)
	}
}

// next returns a sample of speech.
func (t *tract) next(pitch float64, v *voiceOf) float64 {
	x := mul(t.now.voice, t.voice.next(pitch, v)) + mul(t.now.breath, t.noise.normal())
	for i := range t.audible {
		x = t.formants[i].next(x)
	}
	return x + mul(mul(0.12, t.now.noise), t.hiss.next(t.noise.normal()))
}

// record puts the speech through the speaker's microphone, y[n] = x[n] -
// mic·x[n-1], at the speaker's level, give or take 3 dB, with hiss.
func record(x []float64, v *voiceOf, noise noiseSource) {
	last, peak := 0.0, 1e-9
	for n, s := range x {
		x[n] = s - mul(v.mic, last)
		last = s
		peak = max(peak, x[n], -x[n])
	}
	gain := mul(v.level, exp2(mul(0.5, noise.uniform()))) / peak
	for n := range x {
		x[n] = mul(gain, x[n]) + mul(v.hiss, noise.normal())
	}
}
