package synth

import (
	"math/rand/v2"

	"audiounlearning/audio"
)

// Random numbers come from PCG generators of the seed and a stream. A take has
// the stream word<<40 | speaker<<32 | take, with words below 1<<23; an accent
// and a speaker's voice have one with the top bit, or the top two, set.
const (
	accentStream = 1 << 63
	voiceStream  = 3 << 62
)

// By what shares speakers and takes differ from a phoneme. An accent is a
// speaker's own and the same in every take. The shares were chosen, not
// measured, so that a model that never heard a speaker does worse on them, and
// one that did does well on takes that it never heard (package corpus's
// TestSyntheticStudy).
const (
	accentFormant = 0.2  // of a formant's centre
	accentNoise   = 0.4  // of the noise of a consonant
	accentLength  = 0.2  // of the length
	takeFormant   = 0.08 // of a formant's centre
	takeNoiseAt   = 0.04 // of the centre of the noise
	takeVoice     = 0.15 // of the voice
	takeNoise     = 0.3  // of the noise
	takeLength    = 0.3  // of the length
	takePitch     = 0.1  // of the pitch
	takeHiss      = 0.5  // of the background noise
)

// noiseTop is the highest centre of a consonant's noise, in hertz: a little
// below the Nyquist frequency, so that a short tract does not move it away.
const noiseTop = 3850

// Say returns what a speaker says in a take: samples at [Rate], in [-1, 1],
// that 16 bits hold, so that a WAV file keeps them. Labels and speakers are
// counted from 0, as in the options of s; takes too, but without end. Say
// panics if there is no such label, speaker or take.
func (s *Synthesiser) Say(label, speaker, take int) []float64 {
	if take < 0 || take >= 1<<31-1 {
		panic("synth: a take below 0 or above 2147483646")
	}
	x := s.utterance(label, speaker, take)
	for i, v := range x {
		x[i] = float64(audio.Quantize(v)) / (1 << 15)
	}
	return x
}

// segment is a phoneme as one speaker says it in one take.
type segment struct {
	phoneme
	samples int
}

// utterance returns the samples of one take, in [-1, 1], not yet quantised.
func (s *Synthesiser) utterance(label, speaker, take int) []float64 {
	v, w := s.voices[speaker], s.words[label]
	stream := w.id<<40 | uint64(speaker)<<32 | uint64(take)
	noise := noiseSource{rand.NewPCG(s.options.Seed, stream)}
	segments := s.plan(noise, w, speaker)
	v.pitch = noise.vary(v.pitch, takePitch)
	v.hiss = noise.vary(v.hiss, takeHiss)
	x := speak(segments, &v, noise)
	record(x, &v, noise)
	return x
}

// plan draws the lengths and formants of a take, from the phonemes of a word,
// the speaker's accent and chance.
func (s *Synthesiser) plan(noise noiseSource, w word, speaker int) []segment {
	v := s.voices[speaker]
	var segments []segment
	for i, name := range w.sounds {
		stream := accentStream | uint64(speaker)<<32 | w.id<<8 | uint64(i)
		accent := noiseSource{rand.NewPCG(s.options.Seed, stream)}
		s := segment{phoneme: phonemes[name]}
		for _, f := range []*float64{&s.f1, &s.f2, &s.f3} {
			*f = noise.vary(accent.vary(*f, accentFormant), takeFormant) / v.tract
		}
		s.at = min(noise.vary(s.at, takeNoiseAt)/v.tract, noiseTop)
		s.voice = noise.vary(s.voice, takeVoice)
		s.noise = noise.vary(accent.vary(s.noise, accentNoise), takeNoise)
		length := noise.vary(accent.vary(s.length, accentLength), takeLength)
		s.samples = int(mul(length, Rate) / v.rate)
		segments = append(segments, s)
	}
	return segments
}
