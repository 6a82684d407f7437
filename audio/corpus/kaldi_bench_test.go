package corpus

import (
	"testing"

	"audiounlearning/audio"

	"gonum.org/v1/gonum/mat"
)

// BenchmarkKaldi times the coefficients of FSDD's recordings in memory by
// Kaldi's settings, all frames of each, on one goroutine.
// audio/testdata/speed.py puts kaldi-native-fbank beside it.
func BenchmarkKaldi(b *testing.B) {
	c := must(Open(b.Context(), fsddDir(b), OpenOptions{}))
	e := must(audio.NewExtractor(audio.Kaldi(8000)))
	var m mat.Dense
	for b.Loop() {
		for _, r := range c.Recordings {
			must(e.MFCC(&m, r.Samples))
		}
	}
}
