package synth

import (
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"
)

// source returns a seeded source of noise.
func source(seed uint64) noiseSource { return noiseSource{rand.NewPCG(seed, 0)} }

// response returns the size of a filter's response at some hertz, from the
// first second of what it makes of an impulse.
func response(impulse []float64, hertz float64) float64 {
	sum := 0i
	for n, v := range impulse {
		sum += complex(v, 0) * cmplx.Rect(1, -2*math.Pi*hertz*float64(n)/Rate)
	}
	return cmplx.Abs(sum)
}

// impulseOf returns what a filter makes of an impulse.
func impulseOf(next func(x float64) float64) []float64 {
	y := make([]float64, Rate)
	for n := range y {
		x := 0.0
		if n == 0 {
			x = 1
		}
		y[n] = next(x)
	}
	return y
}

// TestResonator: by Klatt's equations a formant lets a constant pass as it is,
// peaks at its centre, and half its bandwidth from there has half the power.
// The last is of the pole alone: its mirror image shifts narrow ones by less
// than 3 %.
func TestResonator(t *testing.T) {
	for _, c := range []struct{ centre, bandwidth float64 }{
		{500, 60}, {1500, 90}, {2500, 150}, {3400, 60},
	} {
		var r resonator
		r.tune(c.centre, c.bandwidth)
		y := impulseOf(r.next)
		if g := response(y, 0); math.Abs(g-1) > 1e-9 {
			t.Errorf("%v: a constant comes out %v times", c, g)
		}
		peak := response(y, c.centre)
		for _, side := range []float64{-1, 1} {
			half := response(y, c.centre+side*c.bandwidth/2)
			if power := half * half / peak / peak; math.Abs(power-0.5) > 0.03 {
				t.Errorf("%v: %+.0f Hz from the centre the power is %v", c, side*c.bandwidth/2, power)
			}
			if far := response(y, c.centre+side*300); far > peak/2 {
				t.Errorf("%v: %+.0f Hz from the centre it is %v of %v", c, side*300, far, peak)
			}
		}
	}
}

// TestNoise: uniform numbers have the mean 0 and the variance ⅓, and the sums
// of three 0 and 1. Of 100,000 the mean is within five standard errors.
func TestNoise(t *testing.T) {
	const n = 100_000
	for name, c := range map[string]struct {
		draw            func(noiseSource) float64
		most, variance  float64
		fourthOverThird float64 // the fourth moment
	}{
		"uniform": {noiseSource.uniform, 1, 1.0 / 3, 1.0 / 5},
		"normal":  {noiseSource.normal, 3, 1, 3 - 2.0/5},
	} {
		s := source(1)
		var sum, squares float64
		for range n {
			x := c.draw(s)
			if x < -c.most || x >= c.most {
				t.Fatalf("%s draws %v", name, x)
			}
			sum, squares = sum+x, squares+x*x
		}
		if mean := sum / n; math.Abs(mean) > 5*math.Sqrt(c.variance/n) {
			t.Errorf("%s has the mean %v", name, mean)
		}
		error := math.Sqrt((c.fourthOverThird - c.variance*c.variance) / n)
		if v := squares / n; math.Abs(v-c.variance) > 5*error {
			t.Errorf("%s has the variance %v, want %v", name, v, c.variance)
		}
	}
	s := source(2)
	least, most := math.Inf(1), math.Inf(-1)
	for range n {
		x := s.vary(200, 0.1)
		least, most = min(least, x), max(most, x)
	}
	if least < 180 || most > 220 || least > 181 || most < 219 {
		t.Errorf("200 give or take a tenth is %v to %v", least, most)
	}
}

// TestGlottis: there are as many pulses as the pitch says; each has as much air
// flowing in as out, for ∫ 2u - 3u² du from 0 to 1 is 0; and a darker voice has
// less of what is high.
func TestGlottis(t *testing.T) {
	for _, pitch := range []float64{80, 125, 260} {
		g := glottis{noise: source(3), jitter: 1, shimmer: 1}
		pulses, sum, size, before := 0, 0.0, 0.0, 0.0
		for range 4 * Rate {
			y := g.next(pitch, &voice{})
			if g.phase < before {
				pulses++
			}
			before = g.phase
			sum, size = sum+y, size+math.Abs(y)
		}
		if want := 4 * pitch; math.Abs(float64(pulses)-want) > 1+want*jitterPart/10 {
			t.Errorf("%v Hz: %d pulses in 4 s", pitch, pulses)
		}
		if math.Abs(sum) > 0.05*size {
			t.Errorf("%v Hz: a sum of %v over %v", pitch, sum, size)
		}
	}
	last := math.Inf(1)
	for _, tilt := range []float64{0, 0.3, 0.6, 0.9} {
		g := glottis{noise: source(3), jitter: 1, shimmer: 1}
		v := &voice{tilt: tilt}
		steps, energy, before := 0.0, 0.0, 0.0
		for range Rate {
			y := g.next(125, v)
			steps, energy, before = steps+(y-before)*(y-before), energy+y*y, y
		}
		if steps/energy >= last {
			t.Errorf("a tilt of %v leaves %v of what changes fast, less tilt %v", tilt, steps/energy, last)
		}
		last = steps / energy
	}
}

// TestRecord: without hiss the microphone's filter is all that changes the
// shape, and the peak is the speaker's level give or take half an octave.
func TestRecord(t *testing.T) {
	v := &voice{mic: 0.7, level: 0.3}
	for seed := range uint64(20) {
		x := make([]float64, 500)
		r := source(seed)
		for i := range x {
			x[i] = r.uniform()
		}
		said := append([]float64(nil), x...)
		record(x, v, source(seed+100))
		peak := 0.0
		for _, y := range x {
			peak = max(peak, math.Abs(y))
		}
		if low, high := 0.3/math.Sqrt2, 0.3*math.Sqrt2; peak < low || peak > high {
			t.Errorf("a peak of %v, want %v to %v", peak, low, high)
		}
		gain := x[0] / said[0]
		for n := 1; n < len(x); n++ {
			if want := gain * (said[n] - 0.7*said[n-1]); math.Abs(x[n]-want) > 1e-12 {
				t.Fatalf("sample %d is %v, want %v", n, x[n], want)
			}
		}
	}
	silent := make([]float64, 10)
	record(silent, v, source(1))
	for _, y := range silent {
		if y != 0 {
			t.Errorf("silence is recorded as %v", silent)
		}
	}
}

// TestTract: formants ring where they are set, are moved apart where they would
// meet, and are left out where 8 kHz cannot carry them. The fourth is wide, and
// its mirror image above 4 kHz moves its peak.
func TestTract(t *testing.T) {
	for _, c := range []struct {
		p       phoneme
		tract   float64
		audible int
		ring    []float64
	}{
		{phonemes["IY"], 1, 4, []float64{280, 2280, 2950}},
		{phonemes["AA"], 1, 4, []float64{730, 1130, 2440}}, // 1120 is too near to 730
		{phoneme{f1: 500, f2: 1500, f3: 2500}, 0.8, 3, []float64{500, 1500, 2500}},
		{phoneme{f1: 500, f2: 1500, f3: 3700}, 1, 2, []float64{500, 1500}},
	} {
		var f tract
		f.set(c.p, &voice{tract: c.tract})
		if f.audible != c.audible {
			t.Errorf("%+v: %d formants, want %d", c.p, f.audible, c.audible)
		}
		for i, hertz := range c.ring {
			y := impulseOf(f.formants[i].next)
			at := response(y, hertz)
			if at < response(y, hertz-30) || at < response(y, hertz+30) {
				t.Errorf("%+v: formant %d does not ring at %v Hz", c.p, i+1, hertz)
			}
		}
	}
}

// TestBetween: in the middle half of a segment the target is the segment's, and
// where two segments meet both have the same one, half of the way.
func TestBetween(t *testing.T) {
	segments := []segment{{phoneme: phonemes["S"]}, {phoneme: phonemes["IY"]}, {phoneme: phonemes["K"]}}
	for i, s := range segments {
		for _, part := range []float64{glide, 0.5, 1 - glide} {
			if got := between(segments, i, part); got != s.phoneme {
				t.Errorf("segment %d at %v: %+v", i, part, got)
			}
		}
		if i == 0 {
			continue
		}
		before := segments[i-1].phoneme
		left, right := between(segments, i-1, 1), between(segments, i, 0)
		want := (before.f1 + s.f1) / 2
		if math.Abs(left.f1-want) > 1e-9 || math.Abs(right.f1-want) > 1e-9 || left.at != right.at {
			t.Errorf("where %d begins: %+v before and %+v after", i, left, right)
		}
		louder := before
		if s.noise > before.noise {
			louder = s.phoneme
		}
		if left.at != louder.at || left.width != louder.width {
			t.Errorf("where %d begins the noise is at %v Hz, want %v", i, left.at, louder.at)
		}
	}
	if first := between(segments, 0, 0); first != phonemes["S"] {
		t.Errorf("a word begins with %+v", first)
	}
}

// TestSay: samples are those of 16 bits; before the word and after it there is
// little but hiss; a take that does not exist panics, as Say says.
func TestSay(t *testing.T) {
	s := synthesiser(t, Options{Labels: []string{"seven", "a"}})
	for speaker := range DefaultSpeakers {
		x := s.Say(0, speaker, 3)
		peak := 0.0
		for i, v := range x {
			if w := v * (1 << 15); w != math.Trunc(w) || math.Abs(v) > 1 {
				t.Fatalf("sample %d is %v", i, v)
			}
			peak = max(peak, math.Abs(v))
		}
		for i := range leadLeast {
			if a := math.Abs(x[i]); a > peak/4 {
				t.Errorf("%s: sample %d is %v, the peak %v", SpeakerName(speaker), i, a, peak)
			}
		}
	}
	for _, take := range []int{-1, 1<<31 - 1} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("take %d is said", take)
				}
			}()
			s.Say(0, 0, take)
		}()
	}
}

// TestPitch: a vowel repeats after a period of the speaker's pitch, which a
// take changes by up to a tenth and which falls over the word by up to what the
// voice says. A vowel is said, and its autocorrelation peaks there.
func TestPitch(t *testing.T) {
	s := synthesiser(t, Options{Labels: []string{"a", "o"}})
	for speaker, v := range voices {
		x := s.Say(0, speaker, 0)
		x = x[len(x)/4 : len(x)/2]
		best, at := 0.0, 0
		for lag := Rate / 330; lag <= Rate/60; lag++ {
			sum, left, right := 0.0, 0.0, 0.0
			for n := range len(x) - lag {
				sum += x[n] * x[n+lag]
				left, right = left+x[n]*x[n], right+x[n+lag]*x[n+lag]
			}
			if r := sum / math.Sqrt(left*right); r > best+0.02 {
				best, at = r, lag
			}
		}
		pitch := float64(Rate) / float64(at)
		if pitch > 1.12*v.pitch || pitch < 0.88*v.pitch*(1-v.fall) {
			t.Errorf("%s: %.0f Hz, of a voice at %.0f that falls by %v", SpeakerName(speaker), pitch,
				v.pitch, v.fall)
		}
	}
}
