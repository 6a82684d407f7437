package audio

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestShapes: a matrix of another shape than a stage takes is an error that
// says which it takes, and no panic.
func TestShapes(t *testing.T) {
	e := extractor(t, DefaultConfig())
	wide := DefaultConfig()
	wide.FFT, wide.Mels, wide.Coefficients = 1<<14, maxInverse+1, 1
	for want, err := range map[string]error{
		"power spectrum has 3 rows; give one of FFT/2 + 1 = 1025 bins": second(e.Mel(nil, threeRows)),
		"has 3 rows; give one of Mels = 128 bands, as Mel":             second(e.DB(nil, threeRows)),
		"has 3 rows; give one of Mels = 128 bands, as DB":              second(e.DCT(nil, threeRows)),
		"has 3 rows; give one of Mels = 128 bands, as Mel returns":     second(e.InverseMel(nil, threeRows)),
		"the levels have 3 rows; give Mels = 128 bands, as DB":         second(e.InverseDB(nil, threeRows)),
		"have 3 rows; give Coefficients = 20, as DCT":                  second(e.InverseMFCC(nil, threeRows)),
		"have 3 rows; give Coefficients = 20": second(
			e.Sound(threeRows, GriffinLimOptions{})),
		"the spectrum is 3 × 1; give one of FFT/2 + 1 = 1025 bins and a frame": second(
			e.GriffinLim(threeRows, 0, GriffinLimOptions{})),
		"the spectrum is 3 × 2; give one of": second(e.ISTFT(mat.NewCDense(3, 2, nil), 0)),
		"Mels is 4097; at most 4096 can be inverted": second(
			extractor(t, wide).InverseMel(nil, mat.NewDense(maxInverse+1, 1, nil))),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	// A dst of another shape is resized, and the result is the same.
	for name, run := range map[string]func(dst *mat.Dense) (*mat.Dense, error){
		"Delta": func(dst *mat.Dense) (*mat.Dense, error) {
			return Delta(dst, mat.NewDense(1, 9, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}), DeltaOptions{})
		},
		"CMVN": func(dst *mat.Dense) (*mat.Dense, error) {
			return CMVN(dst, mat.NewDense(1, 3, []float64{1, 2, 6}), CMVNOptions{})
		},
		"MFCC": func(dst *mat.Dense) (*mat.Dense, error) { return e.MFCC(dst, []float64{1, 2}) },
	} {
		want, other := must(run(nil)), mat.NewDense(2, 50, nil)
		if got := must(run(other)); got != other || !mat.Equal(got, want) {
			t.Errorf("%s into another shape: %v, want %v", name, mat.Formatted(got), mat.Formatted(want))
		}
	}
	z := mat.NewCDense(2, 2, nil)
	if got := must(e.STFT(z, []float64{1})); got != z || got.At(0, 0) == 0 {
		t.Error("STFT does not resize what it is given")
	}
}

// TestReads: the parts of an extractor can be read, and changing the copies
// does not change it.
func TestReads(t *testing.T) {
	c := DefaultConfig()
	c.WinLength = 8
	c.FFT, c.Hop = 16, 4
	e := extractor(t, c)
	if e.Config() != c {
		t.Errorf("%+v", e.Config())
	}
	// A periodic Hann window of 8 samples, in the middle of 16.
	w := e.Window()
	for k, v := range w {
		want := 0.0
		if k >= 4 && k < 12 {
			want = 0.5 - 0.5*math.Cos(2*math.Pi*float64(k-4)/8)
		}
		if math.Abs(v-want) > 1e-15 {
			t.Errorf("window[%d] is %v, want %v", k, v, want)
		}
	}
	w[8] = 7
	if e.Window()[8] == 7 {
		t.Error("the window can be changed")
	}
	c.DCT, c.Mels, c.Coefficients = 0, 3, 3
	if b := extractor(t, c).Basis(); !mat.Equal(b, mat.NewDiagDense(3, []float64{1, 1, 1})) {
		t.Errorf("without a transform the basis is %v", mat.Formatted(b))
	}
	if NormP(math.Inf(1)) != NormInf || NormP(1.5) != "1.5" {
		t.Errorf("norms %q and %q", NormP(math.Inf(1)), NormP(1.5))
	}
}

// TestOneSample: a signal of one sample has a mirror image too, itself.
func TestOneSample(t *testing.T) {
	c := DefaultConfig()
	c.FFT, c.Hop, c.Window = 4, 4, Boxcar
	for _, pad := range []PadMode{PadReflect, PadSymmetric, PadEdge} {
		c.Pad = pad
		if m := must(extractor(t, c).Frame(nil, []float64{7})); !slices.Equal(mat.Col(nil, 0, m),
			[]float64{7, 7, 7, 7}) {
			t.Errorf("%s: %v", pad, mat.Formatted(m))
		}
	}
}

// TestInverseDBOfMax: where the loudest value was 0 dB it comes back as 1.
func TestInverseDBOfMax(t *testing.T) {
	c := DefaultConfig()
	c.Mels, c.Coefficients, c.RefMax = 2, 2, true
	e := extractor(t, c)
	back := must(e.InverseDB(nil, must(e.DB(nil, mat.NewDense(2, 1, []float64{400, 4})))))
	if math.Abs(back.At(0, 0)-1) > 1e-12 || math.Abs(back.At(1, 0)-0.01) > 1e-12 {
		t.Errorf("%v", mat.Formatted(back))
	}
}

// TestWriteWAVErrors: what a header cannot hold is refused.
func TestWriteWAVErrors(t *testing.T) {
	for want, rate := range map[string]int{
		"write WAV: sample rate 0 Hz is outside 1 to 768000":      0,
		"write WAV: sample rate 768001 Hz is outside 1 to 768000": 768001,
	} {
		if err := WriteWAV(nil, []float64{0}, rate); err == nil || err.Error() != want {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if err := WriteWAV(nil, []float64{0, math.Inf(1)}, 8000); !errors.Is(err, ErrSample) ||
		!strings.Contains(err.Error(), "sample 1 is +Inf; replace it") {
		t.Errorf("error %v", err)
	}
}
