package audio

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// TestParity compares every value of every setting with librosa 0.11.0's
// features of computed signals (testdata/goldens.py).
func TestParity(t *testing.T) {
	b, err := os.ReadFile("testdata/librosa/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []json.RawMessage
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	for i, settings := range cases {
		t.Run(string(settings), func(t *testing.T) {
			var c struct{ Signal string }
			if err := json.Unmarshal(settings, &c); err != nil {
				t.Fatal(err)
			}
			x := golden(t, "librosa/signal_"+c.Signal+".npy").data
			m, err := extractor(t, configFromLibrosa(t, settings)).MFCC(nil, x)
			if err != nil {
				t.Fatal(err)
			}
			// The unscaled transforms reach 20,000, of which librosa's single
			// precision keeps 1e-7.
			near(t, c.Signal, m, golden(t, fmt.Sprintf("librosa/case_%02d.npy", i)),
				coefficientTolerance, 2e-7)
		})
	}
}

// TestParityStages compares each stage alone, in another framing than the
// defaults. Values near zero are the rounding of librosa's single-precision
// transform, so that the relative tolerance has a floor: 1e-7 of the largest.
func TestParityStages(t *testing.T) {
	x := golden(t, "librosa/signal_chirp.npy").data
	c := DefaultConfig()
	c.FFT, c.Hop, c.WinLength, c.Mels, c.Coefficients = 256, 200, 240, 24, 13
	e := extractor(t, c)
	z, err := e.STFT(nil, x)
	if err != nil {
		t.Fatal(err)
	}
	rows, cols := z.Dims()
	re, im := mat.NewDense(rows, cols, nil), mat.NewDense(rows, cols, nil)
	for k := range rows {
		for f := range cols {
			re.Set(k, f, real(z.At(k, f)))
			im.Set(k, f, imag(z.At(k, f)))
		}
	}
	peak := slices.Max(golden(t, "librosa/stage_power.npy").data)
	melPeak := slices.Max(golden(t, "librosa/stage_mel.npy").data)
	power, err := e.Power(nil, x)
	if err != nil {
		t.Fatal(err)
	}
	mel := must(e.Mel(nil, power))
	db := must(e.DB(nil, mel))
	near(t, "real part", re, golden(t, "librosa/stage_real.npy"), 3e-7*math.Sqrt(peak),
		powerTolerance)
	near(t, "imaginary part", im, golden(t, "librosa/stage_imag.npy"), 3e-7*math.Sqrt(peak),
		powerTolerance)
	near(t, "power", power, golden(t, "librosa/stage_power.npy"), 1e-7*peak, powerTolerance)
	near(t, "filters", e.Filters(), golden(t, "librosa/stage_filters.npy"), 1e-9, powerTolerance)
	near(t, "mel", mel, golden(t, "librosa/stage_mel.npy"), 1e-7*melPeak, powerTolerance)
	near(t, "mel in dB", db, golden(t, "librosa/stage_db.npy"), coefficientTolerance, 0)
	near(t, "MFCC", must(e.DCT(nil, db)), golden(t, "librosa/stage_mfcc.npy"), coefficientTolerance,
		0)
}
