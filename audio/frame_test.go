package audio

import (
	"strings"
	"testing"
)

// TestFramesAt: a recording at another rate has as many frames as the resampled
// signal. Counting by its duration, in seconds as a float, gives a frame too
// few for some lengths from 48 to 8 kHz.
func TestFramesAt(t *testing.T) {
	c := DefaultConfig()
	c.FFT, c.Hop = 16, 8
	e := extractor(t, c)
	short := 0
	for _, rate := range []int{48000, 44100, 16000, 8000, 4000} {
		r := resampler(t, rate, c.SampleRate)
		for n := 1; n < 2000; n++ {
			got, want := must(e.FramesAt(n, rate)), e.Frames(r.Len(n))
			if got != want {
				t.Fatalf("%d samples at %d Hz make %d frames, want %d", n, rate, got, want)
			}
			if seconds := float64(n) / float64(rate); e.Frames(int(seconds*8000)) != want {
				short++
			}
		}
		x := gaussian(1001, 1)
		if _, frames := must(e.MFCC(nil, r.Resample(x))).Dims(); frames != must(
			e.FramesAt(1001, rate)) {
			t.Errorf("1001 samples at %d Hz make %d frames", rate, frames)
		}
	}
	if short == 0 {
		t.Error("int(seconds·rate) counts as many frames: this test no longer tells them apart")
	}
	if _, err := e.FramesAt(100, 0); err == nil || !strings.Contains(err.Error(), "0 Hz") {
		t.Errorf("error %v for a rate of 0 Hz", err)
	}
}
