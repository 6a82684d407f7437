package corpus

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/synth"

	"gonum.org/v1/gonum/mat"
)

// TestBits holds the bits that every stored result was computed from: the
// 20×20 features of FSDD and of the synthetic corpus, and the synthetic
// samples. testdata/bits.txt has their SHA-256, as this code gave them on
// linux/amd64 on 24 November 2026. They must never change: if they do, the
// study's records are of other inputs.
func TestBits(t *testing.T) {
	if testing.Short() {
		t.Skip("computes the features of 6,000 recordings")
	}
	spoken := synthetic(t, synth.Options{})
	check(t, "synthetic-samples", sum(func(h hash.Hash) {
		for _, r := range spoken.Recordings {
			fmt.Fprintln(h, r.Name)
			for _, x := range r.Samples {
				_ = binary.Write(h, binary.LittleEndian, math.Float64bits(x))
			}
		}
	}))
	if runtime.GOARCH != "amd64" {
		t.Skipf("%s may fuse a product and a sum into one rounding", runtime.GOARCH)
	}
	check(t, "synthetic-features", bitsOf(t, spoken))
	check(t, "fsdd-features", bitsOf(t, must(Open(t.Context(), fsddDir(t), OpenOptions{}))))
}

// TestPresetBits holds all 64 bits of every coefficient of every frame that
// each preset makes of FSDD, so that a faster way to compute them is the same
// computation. testdata/bits.txt has the SHA-256 of each, as this code gave
// them on linux/amd64 on 25 November 2026.
func TestPresetBits(t *testing.T) {
	if testing.Short() {
		t.Skip("computes the features of 3,000 recordings five times")
	}
	if runtime.GOARCH != "amd64" {
		t.Skipf("%s may fuse a product and a sum into one rounding", runtime.GOARCH)
	}
	c := must(Open(t.Context(), fsddDir(t), OpenOptions{}))
	for _, name := range audio.Presets() {
		e := must(audio.NewExtractor(must(audio.Preset(name, 8000))))
		check(t, "fsdd-"+name, sum(func(h hash.Hash) {
			var m mat.Dense
			for _, r := range c.Recordings {
				must(e.MFCC(&m, r.Samples))
				_ = binary.Write(h, binary.LittleEndian, m.RawMatrix().Data)
			}
		}))
	}
}

// bitsOf returns the SHA-256 of c's default features, each as four bytes with
// the lowest first.
func bitsOf(t *testing.T, c *Corpus) string {
	f := must(c.Features(t.Context(), audio.DefaultConfig(), 20))
	if len(f.X) != len(c.Recordings)*20*20 {
		t.Fatalf("%d features of %d recordings", len(f.X), len(c.Recordings))
	}
	return sum(func(h hash.Hash) { _ = binary.Write(h, binary.LittleEndian, f.X) })
}

// sum returns the SHA-256 of what write writes.
func sum(write func(hash.Hash)) string {
	h := sha256.New()
	write(h)
	return fmt.Sprintf("%x", h.Sum(nil))
}

// check compares a hash with the line of testdata/bits.txt that name begins.
func check(t *testing.T, name, got string) {
	t.Helper()
	for line := range strings.Lines(string(must(os.ReadFile("testdata/bits.txt")))) {
		if key, want, _ := strings.Cut(strings.TrimSpace(line), " "); key == name {
			if got != want {
				t.Errorf("%s has the bits %s, want %s", name, got, want)
			}
			return
		}
	}
	t.Errorf("testdata/bits.txt has no line: %s %s", name, got)
}
