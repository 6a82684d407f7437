package audio

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// streamable are settings that differ in how frames are cut.
func streamable() map[string]Config {
	librosa := DefaultConfig()
	librosa.Center, librosa.TopDB, librosa.FFT, librosa.Hop, librosa.WinLength = false, 0, 256, 80, 200
	gaps := librosa
	gaps.Hop = 300
	exact := librosa
	exact.Hop = 256
	level := Kaldi(8000)
	level.DCT, level.Energy, level.Coefficients, level.Lifter = 0, false, level.Mels, 0
	return map[string]Config{"kaldi": Kaldi(8000), "htk": HTK(16000), "librosa, uncentred": librosa,
		"gaps between frames": gaps, "frame after frame": exact, "levels": level}
}

// TestStream: however a signal is cut, the stream makes the frames of the whole
// signal, bit for bit, each as soon as its last sample is there.
func TestStream(t *testing.T) {
	for name, c := range streamable() {
		e := extractor(t, c)
		for seed := range uint64(30) {
			r := rand.New(rand.NewPCG(seed, 7))
			x := gaussian(c.frameLength()+r.IntN(4000), seed)
			want := must(e.MFCC(nil, x))
			_, frames := want.Dims()
			s := must(e.Stream())
			for rest := x; len(rest) > 0; {
				n := min(len(rest), []int{r.IntN(3), r.IntN(100), r.IntN(2000)}[r.IntN(3)])
				err := s.Write(rest[:n], func(got []float64) {
					for i, v := range got {
						if w := want.At(i, s.Frames()-1); math.Float64bits(v) != math.Float64bits(w) {
							t.Fatalf("%s, seed %d: C%d of frame %d is %v, want %v", name, seed, i,
								s.Frames()-1, v, w)
						}
					}
				})
				if err != nil {
					t.Fatal(err)
				}
				rest = rest[n:]
				if had := max(0, e.Frames(len(x)-len(rest))); s.Frames() != had {
					t.Fatalf("%s, seed %d: %d frames of the first %d samples, want %d", name, seed,
						s.Frames(), len(x)-len(rest), had)
				}
			}
			if s.Frames() != frames {
				t.Errorf("%s, seed %d: %d frames, want %d", name, seed, s.Frames(), frames)
			}
		}
	}
}

// TestStreamAllocates: nothing, once it has made a frame.
func TestStreamAllocates(t *testing.T) {
	for name, c := range streamable() {
		s := must(extractor(t, c).Stream())
		x := gaussian(2000, 1)
		each := func([]float64) {}
		if n := testing.AllocsPerRun(20, func() {
			if err := s.Write(x, each); err != nil {
				t.Error(err)
			}
		}); n > 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func TestStreamErrors(t *testing.T) {
	for want, change := range map[string]func(*Config){
		"Center puts":      func(c *Config) { c.Center = true },
		"TopDB clips":      func(c *Config) { c.TopDB = 80 },
		"RefMax measures":  func(c *Config) { c.RefMax = true },
		"DropLast leaves":  func(c *Config) { c.DropLast = true },
		"; set it to fals": func(c *Config) { c.RefMax = true },
	} {
		c := Kaldi(8000)
		change(&c)
		if _, err := extractor(t, c).Stream(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	s := must(extractor(t, Kaldi(8000)).Stream())
	x := gaussian(1000, 1)
	x[700] = math.NaN()
	// Sample 700 is first in frame 1 + ⌊(700 - 200)/80⌋ = 7, of samples 560 to
	// 759.
	err := s.Write(x, func([]float64) {})
	if !errors.Is(err, ErrSample) || !strings.Contains(fmt.Sprint(err), "audio stream: frame 7: ") {
		t.Errorf("error %v for a sample that is no number", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	s = must(extractor(t, Kaldi(8000)).WithContext(ctx).Stream())
	cancel()
	if err := s.Write(x[:500], func([]float64) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was stopped", err)
	}
}
