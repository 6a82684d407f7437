package synth

import "math/rand/v2"

// voice describes one synthetic speaker.
type voice struct {
	tract  float64 // vocal-tract length over an adult male's; formants go as 1/tract
	pitch  float64 // mean fundamental frequency, in hertz
	fall   float64 // how far the pitch falls over a word, as a fraction
	rate   float64 // speed of speech
	tilt   float64 // pole of the glottal low-pass: nearer to 1 is darker
	hoarse float64 // noise in the voice, relative to it
	mic    float64 // zero of the microphone: positive is thin, negative is dull
	hiss   float64 // level of the recording's background noise
	level  float64 // peak of the recording
}

// voices are synth1 to synth6: lengths from a large man's to a child's. They
// must never change, because stored results depend on the default corpus.
var voices = [6]voice{
	{
		tract: 1.22, pitch: 88, fall: 0.25, rate: 0.88,
		tilt: 0.80, hoarse: 0.02, mic: 0.2, hiss: 0.0010, level: 0.55,
	},
	{
		tract: 1.08, pitch: 118, fall: 0.10, rate: 1.18,
		tilt: 0.55, hoarse: 0.08, mic: 0.7, hiss: 0.0040, level: 0.30,
	},
	{
		tract: 1.01, pitch: 142, fall: 0.30, rate: 0.80,
		tilt: 0.90, hoarse: 0.01, mic: -0.8, hiss: 0.0003, level: 0.75,
	},
	{
		tract: 0.94, pitch: 178, fall: 0.15, rate: 1.25,
		tilt: 0.35, hoarse: 0.05, mic: 0.5, hiss: 0.0020, level: 0.20,
	},
	{
		tract: 0.87, pitch: 214, fall: 0.35, rate: 0.85,
		tilt: 0.60, hoarse: 0.15, mic: -0.2, hiss: 0.0030, level: 0.45,
	},
	{
		tract: 0.80, pitch: 258, fall: 0.20, rate: 1.08,
		tilt: 0.20, hoarse: 0.04, mic: 0.3, hiss: 0.0015, level: 0.65,
	},
}

// voiceOf returns the voice of speaker i: one of voices or, for later speakers,
// one that the seed draws. Every part lies between the least and the greatest
// of voices, and the pitch within 15 % of the line through the longest tract's
// and the shortest's: 88 Hz at 1.22 and 258 Hz at 0.80.
func voiceOf(seed uint64, i int) voice {
	if i < len(voices) {
		return voices[i]
	}
	noise := noiseSource{rand.NewPCG(seed, voiceStream|uint64(i))}
	from := func(least, most float64) float64 {
		return least + mul((most-least)/2, 1+noise.uniform())
	}
	v := voice{tract: from(0.80, 1.22)}
	v.pitch = noise.vary(258-mul((258-88)/(1.22-0.80), v.tract-0.80), 0.15)
	v.fall = from(0.10, 0.35)
	v.rate = from(0.80, 1.25)
	v.tilt = from(0.20, 0.90)
	v.hoarse = from(0.01, 0.15)
	v.mic = from(-0.8, 0.7)
	v.hiss = from(0.0003, 0.0040)
	v.level = from(0.20, 0.75)
	return v
}
