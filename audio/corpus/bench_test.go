package corpus

import (
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/synth"
)

// BenchmarkFSDD times 3,000 files to 20×20 coefficients: reading, checking
// the digest and computing. audio/testdata/speed.py puts librosa beside it.
func BenchmarkFSDD(b *testing.B) {
	dir := fsddDir(b)
	for b.Loop() {
		c := must(Open(b.Context(), dir, OpenOptions{}))
		must(c.Features(b.Context(), audio.DefaultConfig(), 20))
	}
}

// BenchmarkFeatures times the coefficients of 3,000 clips in memory.
func BenchmarkFeatures(b *testing.B) {
	c := synthetic(b, synth.Options{})
	for b.Loop() {
		must(c.Features(b.Context(), audio.DefaultConfig(), 20))
	}
}

func BenchmarkSynthetic(b *testing.B) {
	for b.Loop() {
		synthetic(b, synth.Options{})
	}
}
