package audio

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"
)

// The shape of the synthetic corpus, which is that of FSDD.
const (
	SyntheticSeed     = 1 // the seed that [Find] uses
	syntheticTakes    = 50
	syntheticSpeakers = len(voices)
)

// Synthesize returns a corpus of the shape of FSDD that nobody spoke: the
// digits 0 to 9 by the speakers synth1 to synth6, 50 takes each, at 8 kHz, in
// 16-bit samples. Digits are paths of formants, speakers differ in
// vocal-tract length, pitch, rate, spectral tilt, accent and microphone, takes
// by jitter and noise. It is a stand-in where the recordings cannot be had:
// what is found on it says nothing of real speech.
//
// The same seed gives the same bytes on every machine that Go runs on, and
// its digest, defined as in [Open] over the files of [WriteWAV], the same
// text. The source-filter model is Klatt's (JASA 67, 1980).
func Synthesize(seed uint64) *Corpus { return SynthesizeTakes(seed, syntheticTakes) }

// SynthesizeTakes returns the first takes of each digit and speaker of
// [Synthesize], for what need not hear them all. It panics if takes < 1.
func SynthesizeTakes(seed uint64, takes int) *Corpus {
	if takes < 1 {
		panic(fmt.Sprintf("audio: a synthetic corpus of %d takes", takes))
	}
	c := &Corpus{Name: "synthetic", Synthetic: true}
	c.Recordings = make([]Recording, len(words)*syntheticSpeakers*takes)
	// Nothing cancels the background context.
	_ = parallel(context.Background(), len(c.Recordings), func() func(int) {
		return func(i int) {
			c.Recordings[i] = synthetic(seed, i/takes/syntheticSpeakers, i/takes%syntheticSpeakers, i%takes)
		}
	})
	c.index()
	c.Digest = syntheticDigest(c)
	return c
}

// synthetic returns one recording, in samples that 16 bits hold.
func synthetic(seed uint64, digit, speaker, take int) Recording {
	r := Recording{
		Label: strconv.Itoa(digit), Speaker: "synth" + strconv.Itoa(speaker+1),
		Take: take, SampleRate: synthRate, Samples: utterance(seed, digit, speaker, take),
	}
	r.Name = r.Label + "_" + r.Speaker + "_" + strconv.Itoa(take) + ".wav"
	for i, x := range r.Samples {
		r.Samples[i] = float64(quantize(x)) / (1 << 15)
	}
	return r
}

// syntheticDigest returns the digest that c would have as a folder of files.
func syntheticDigest(c *Corpus) string {
	names := make([]string, len(c.Recordings))
	sums := make([][sha256.Size]byte, len(names))
	_ = parallel(context.Background(), len(names), func() func(int) {
		return func(i int) {
			b, err := encodeWAV(c.Recordings[i].Samples, synthRate)
			if err != nil {
				panic("audio: " + err.Error()) // the synthesiser made a NaN
			}
			names[i], sums[i] = c.Recordings[i].Name, sha256.Sum256(b)
		}
	})
	return digest(names, sums)
}
