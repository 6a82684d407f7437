// Package synth speaks words with a formant synthesiser, as a stand-in if
// recordings are not available. Results on its speech say nothing about real
// speech.
//
//	label ─Pronounce→ phonemes ─accent and chance→ segments
//	    ─vocal tract→ speech ─microphone→ samples
//
// Begin with [New] and [Synthesiser.Say]; package audiounlearning/audio/corpus
// makes whole corpora of its speech, and their features.
//
// # Vocabulary
//
// A phoneme is a sound that the vocal tract moves to, such as S or IY, in the
// notation of the ARPABET. A formant is a resonance of the tract, at a centre
// frequency and with a bandwidth, both in hertz: the first three tell the
// vowels apart. The source of a vowel is the voice, pulses of air at a pitch;
// that of a consonant such as S is noise at a constriction. So speech is a
// source through filters (Klatt, "Software for a cascade/parallel formant
// synthesizer", JASA 67, 1980).
//
// Speakers differ in vocal-tract length, pitch, rate, spectral tilt, accent and
// microphone; takes of a word by a speaker differ by jitter and noise.
//
// # Determinism
//
// The same [Options] give the same samples on every machine that Go runs on:
// random numbers come from seeded generators of integers, and the arithmetic
// avoids operations that compilers and processors round differently. What a
// speaker says in a take depends only on the seed, the label, and the numbers
// of the speaker and the take: adding labels, speakers or takes does not change
// the others.
package synth
