package audio

import (
	"math"
	"testing"
)

// TestMelScale: the two scales are inverted by MelToHz, meet their published
// anchors (1000 Hz is 15 of Slaney's mels and, to 1e-4, 1000 of HTK's), and
// Slaney's is smooth where its halves meet.
func TestMelScale(t *testing.T) {
	for f := 0.0; f < 20000; f += 37 {
		for _, scale := range []MelScale{ScaleSlaney, ScaleHTK} {
			if back := MelToHz(HzToMel(f, scale), scale); math.Abs(back-f) > 1e-9*(1+f) {
				t.Errorf("%v Hz comes back as %v", f, back)
			}
		}
	}
	if m := HzToMel(1000, ScaleSlaney); m != 15 {
		t.Errorf("1000 Hz are %v of Slaney's mels", m)
	}
	if m := HzToMel(1000, ScaleHTK); math.Abs(m-999.9855) > 1e-4 {
		t.Errorf("1000 Hz are %v of HTK's mels", m)
	}
	if m := HzToMel(6400, ScaleSlaney); math.Abs(m-42) > 1e-12 {
		t.Errorf("6400 Hz are %v of Slaney's mels, want 15 + 27", m)
	}
}

// TestMelCentres: each band has a centre, where its filter peaks. On their
// scale the centres are evenly spaced.
func TestMelCentres(t *testing.T) {
	for _, scale := range []MelScale{ScaleSlaney, ScaleHTK} {
		c := DefaultConfig()
		c.Mels, c.Scale, c.Norm, c.FMin, c.FMax, c.Coefficients = 20, scale, NormNone, 100, 3900, 13
		e := extractor(t, c)
		centres, filters := e.MelCentres(), e.Filters()
		if len(centres) != c.Mels {
			t.Fatalf("%d centres of %d bands", len(centres), c.Mels)
		}
		lo := HzToMel(c.FMin, scale)
		step := (HzToMel(c.FMax, scale) - lo) / float64(c.Mels+1)
		for m, f := range centres {
			if d := HzToMel(f, scale) - lo - step*float64(m+1); math.Abs(d) > 1e-9*step {
				t.Errorf("%s: band %d is %g mels off", scale, m, d)
			}
			// The nearest bin is at most 2 Hz from the peak, and no side of a
			// triangle is shorter than 84 Hz.
			bin := int(math.Round(f * float64(c.FFT) / float64(c.SampleRate)))
			if w := filters.At(m, bin); w < 0.9 || w > 1 {
				t.Errorf("%s: filter %d is %.3f at its centre, %.0f Hz", scale, m, w, f)
			}
		}
	}
}
