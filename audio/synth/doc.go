// Package synth speaks words with a formant synthesiser, for where recordings
// cannot be had. What is found on its speech says nothing of real speech.
//
//	label ─Pronounce→ phonemes ─accent and chance→ segments
//	    ─vocal tract→ speech ─microphone→ samples
//
// Begin with [New] and [Synthesiser.Say]; package
// audiounlearning/audio/corpus makes whole corpora of it, and features.
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
// keeps clear of what compilers and processors round in their own ways. What a
// speaker says in a take depends on the seed, the label, the speaker's number
// and the take's alone: with more of any of them the others stay as they are.
package synth
