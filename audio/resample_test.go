package audio

import (
	"errors"
	"fmt"
	"math"
	"math/cmplx"
	"slices"
	"strings"
	"testing"
)

func resampler(t testing.TB, from, to int) *Resampler {
	t.Helper()
	r, err := NewResampler(from, to)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestResampleParity compares with librosa 0.11.0's resampling by soxr_hq
// (testdata/goldens.py): the same length, a delay of less than a thousandth of
// a sample, and samples that differ only by the ripple of two filters, at most
// 2e-4 of signals of peak 0.6.
func TestResampleParity(t *testing.T) {
	for _, c := range [][2]int{{16000, 8000}, {22050, 8000}, {44100, 8000}, {48000, 8000},
		{8000, 16000}, {11025, 8000}} {
		in := golden(t, fmt.Sprintf("resample/%d_%d_in.npy", c[0], c[1])).data
		want := golden(t, fmt.Sprintf("resample/%d_%d_out.npy", c[0], c[1])).data
		got := resampler(t, c[0], c[1]).Resample(in)
		if len(got) != len(want) {
			t.Fatalf("%v: %d samples, librosa's %d", c, len(got), len(want))
		}
		worst := 0.0
		for i := range got {
			worst = max(worst, math.Abs(got[i]-want[i]))
		}
		t.Logf("%d → %d Hz: largest difference %.2g", c[0], c[1], worst)
		if d := delay(got, want); math.Abs(d) > 1e-3 {
			t.Errorf("%d → %d Hz: %.2g samples later than librosa's", c[0], c[1], d)
		}
		if worst > 2e-4 {
			t.Errorf("%d → %d Hz: a sample differs by %g from librosa's", c[0], c[1], worst)
		}
	}
}

// delay returns by how many samples got is later than want: the shift d for
// which want - d·want' comes closest, with want' from central differences.
func delay(got, want []float64) float64 {
	var above, below float64
	for i := 1; i+1 < len(want); i++ {
		slope := (want[i+1] - want[i-1]) / 2
		above -= (got[i] - want[i]) * slope
		below += slope * slope
	}
	return above / below
}

// level returns how much of a tone of frequency f comes out of r at the
// frequency at, both in hertz, in decibels of the tone. With at = f that is
// what passes or, if f is above the new Nyquist frequency, what is folded. With
// at = from - f it is the first image of a tone below the old one.
func level(r *Resampler, from, to int, f, at float64) float64 {
	x := make([]float64, from/2)
	for i := range x {
		x[i] = math.Cos(2 * math.Pi * f * float64(i) / float64(from))
	}
	y := r.Resample(x)
	// The ends ring: the middle half is measured, under a window that lets no
	// other frequency through.
	skip := len(y) / 4
	y = y[skip : len(y)-skip]
	var z complex128
	sum := 0.0
	for i, w := range Blackman.samples(len(y), len(y)) {
		z += complex(y[i]*w, 0) * cmplx.Rect(1, -2*math.Pi*at*float64(i)/float64(to))
		sum += w
	}
	return 20 * math.Log10(2*cmplx.Abs(z)/sum)
}

// TestResampleResponse measures the filter with tones: at most 0.1 dB of
// ripple below 0.9 of the lower Nyquist frequency, at least 80 dB of rejection
// above it, of aliases when the rate falls and of images when it rises.
func TestResampleResponse(t *testing.T) {
	for _, c := range [][2]int{{48000, 8000}, {44100, 8000}, {22050, 8000}, {16000, 8000},
		{11025, 8000}, {8000, 16000}, {8000, 11025}, {44101, 8000}} {
		from, to := c[0], c[1]
		r := resampler(t, from, to)
		nyquist := float64(min(from, to)) / 2
		worst := 0.0
		for part := 0.05; part <= 0.9; part += 0.05 {
			worst = max(worst, math.Abs(level(r, from, to, part*nyquist, part*nyquist)))
		}
		if worst > 0.1 {
			t.Errorf("%d → %d Hz: a ripple of %.3f dB", from, to, worst)
		}
		for part := 1.01; part*nyquist < float64(max(from, to))/2; part *= 1.13 {
			f := part * nyquist
			source := f
			if to > from {
				source = float64(from) - f
			}
			if l := level(r, from, to, source, f); l > -80 {
				t.Errorf("%d → %d Hz: %.0f Hz is rejected by %.1f dB", from, to, f, -l)
			}
		}
		t.Logf("%d → %d Hz: ripple %.2g dB", from, to, worst)
	}
}

// TestResampleTable: where a plan of all weights would be too large, they are
// interpolated. Both kinds are the same to 140 dB.
func TestResampleTable(t *testing.T) {
	planned := resampler(t, 11025, 8000)
	computed := *planned
	computed.table = nil
	x := tone(2000, 0.03)
	a, b := planned.Resample(x), computed.Resample(x)
	for i := range a {
		if math.Abs(a[i]-b[i]) > 1e-7 {
			t.Fatalf("sample %d is %v with a table and %v without", i, a[i], b[i])
		}
	}
}

// TestResampleKeeps: a constant stays that constant, a sine its frequency and
// phase, the same rate the samples, and an impulse its time.
func TestResampleKeeps(t *testing.T) {
	for _, from := range []int{16000, 22050, 44100, 48000, 4000} {
		r := resampler(t, from, 8000)
		constant := make([]float64, from)
		for i := range constant {
			constant[i] = 0.25
		}
		y := r.Resample(constant)
		if len(y) != 8000 || math.Abs(y[4000]-0.25) > 1e-12 {
			t.Errorf("%d Hz: a second of 0.25 becomes %d samples of %v", from, len(y), y[4000])
		}
		y = r.Resample(tone(from, 440/float64(from)))
		for i := 1000; i < 7000; i++ {
			if want := 0.5 * math.Sin(2*math.Pi*440*float64(i)/8000); math.Abs(y[i]-want) > 1e-4 {
				t.Fatalf("%d Hz: sample %d of a sine is %v, want %v", from, i, y[i], want)
			}
		}
	}
	x := tone(100, 0.1)
	if y := resampler(t, 8000, 8000).Resample(x); !slices.Equal(x, y) {
		t.Error("the same rate changes samples")
	}
}

func TestResampleErrors(t *testing.T) {
	for _, c := range []struct {
		from, to int
		want     string
	}{
		{0, 8000, "1 to"}, {8000, -1, "1 to"}, {1 << 30, 8000, "1 to"},
		{1, 8000, "256-fold"}, {768000, 1000, "256-fold"},
	} {
		if _, err := NewResampler(c.from, c.to); err == nil ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("%d → %d Hz: error %v, want one with %q", c.from, c.to, err, c.want)
		}
	}
	if n := len(resampler(t, 48000, 8000).Resample(nil)); n != 0 {
		t.Errorf("nothing becomes %d samples", n)
	}
}

// If a header says 32 Hz, each sample becomes 250. Of a million samples that is
// more than a gibibyte holds.
func TestResamplerCheck(t *testing.T) {
	r, err := NewResampler(32, 8000)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Check(1000); err != nil {
		t.Errorf("of 1,000 samples: %v", err)
	}
	if err := r.Check(1 << 20); !errors.Is(err, ErrTooLarge) {
		t.Errorf("of a million samples: %v", err)
	}
}
