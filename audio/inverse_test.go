package audio

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// dense returns a golden matrix.
func dense(t testing.TB, name string) *mat.Dense {
	t.Helper()
	a := golden(t, name)
	return mat.NewDense(a.shape[0], a.shape[1], a.data)
}

// row returns a signal as a matrix of one row, for near.
func row(x []float64) *mat.Dense { return mat.NewDense(1, len(x), x) }

// flat returns a golden signal as an array of one row.
func flat(t testing.TB, name string) array {
	a := golden(t, name)
	return array{[]int{1, len(a.data)}, a.data}
}

func jsonOf(t testing.TB, name string, v any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatal(err)
	}
}

func TestPreEmphasis(t *testing.T) {
	x := golden(t, "librosa/signal_chirp.npy").data[:1500]
	y := must(PreEmphasis(nil, x, 0.9))
	near(t, "pre-emphasis", row(y), flat(t, "librosa/preemphasis.npy"), 1e-6, 0)
	for i, v := range must(DeEmphasis(y, y, 0.9)) {
		if math.Abs(v-x[i]) > 1e-12 {
			t.Fatalf("sample %d comes back as %v, not %v", i, v, x[i])
		}
	}
	if _, err := PreEmphasis(nil, x[:1], 0.9); err == nil {
		t.Error("no error for one sample")
	}
	if _, err := DeEmphasis(nil, x, math.NaN()); err == nil {
		t.Error("no error for a coefficient that is no number")
	}
}

// invertible is the framing of librosa's inverses in testdata.
func invertible() Config {
	c := DefaultConfig()
	c.FFT, c.Hop, c.Mels, c.Coefficients, c.Lifter = 256, 64, 24, 13, 9
	return c
}

// TestInverseMFCC compares with librosa's way back from coefficients to mel
// energies, by every transform.
func TestInverseMFCC(t *testing.T) {
	m := dense(t, "librosa/inverse_mfcc.npy")
	e := extractor(t, invertible())
	near(t, "mel", must(e.InverseMFCC(nil, m)), golden(t, "librosa/inverse_mel.npy"), 1e-9, 1e-5)
	for kind := 1; kind <= 3; kind++ {
		for _, norm := range []DCTNorm{DCTOrtho, DCTNone} {
			if kind == 2 && norm == DCTOrtho {
				continue
			}
			c := invertible()
			c.DCT, c.DCTNorm, c.Lifter, c.Ref = kind, norm, 0, 2
			mel := must(extractor(t, c).InverseMFCC(nil, m))
			c.Ref, c.AMin, c.TopDB = 1, 1e-300, 0
			near(t, fmt.Sprintf("type %d, %s", kind, norm), must(extractor(t, c).DB(nil, mel)),
				golden(t, fmt.Sprintf("librosa/inverse_mel_%d_%s.npy", kind, norm)), 1e-3, 0)
		}
	}
}

// TestInverseLaws: with as many coefficients as bands every transform is undone
// to the last digits, and every level.
func TestInverseLaws(t *testing.T) {
	for _, c := range []struct {
		dct    int
		norm   DCTNorm
		level  Level
		lifter float64
	}{
		{0, DCTOrtho, LevelDB, 0}, {0, DCTOrtho, LevelWhisper, 22}, {1, DCTOrtho, LevelDB, 0},
		{1, DCTNone, LevelNatural, 0}, {2, DCTOrtho, LevelDB, 22}, {2, DCTNone, LevelDB, 0},
		{2, DCTHTK, LevelNatural, 22}, {3, DCTOrtho, LevelWhisper, 0}, {3, DCTNone, LevelDB, 22},
	} {
		cfg := DefaultConfig()
		cfg.Mels, cfg.Coefficients, cfg.TopDB, cfg.AMin = 20, 20, 0, 1e-300
		cfg.DCT, cfg.DCTNorm, cfg.Level, cfg.Lifter = c.dct, c.norm, c.level, c.lifter
		e := extractor(t, cfg)
		x := gaussian(3000, 3)
		mel := must(e.MelSpectrogram(nil, x))
		back := must(e.InverseMFCC(nil, must(e.MFCC(nil, x))))
		rows, frames := mel.Dims()
		for i := range rows {
			for f := range frames {
				if d := math.Abs(back.At(i, f)/mel.At(i, f) - 1); d > 1e-9 {
					t.Fatalf("%+v: band %d of frame %d comes back as %v of itself", c, i, f, d)
				}
			}
		}
	}
}

// TestInverseMel: the spectrum that is found has the mel energies that were
// given. The error is next to nothing if some spectrum has these energies. None
// has those of librosa's own example; there the error is no larger than
// librosa's.
func TestInverseMel(t *testing.T) {
	c := invertible()
	e := extractor(t, c)
	errorOf := func(mel *mat.Dense) float64 {
		x := must(e.InverseMel(nil, mel))
		x.Apply(func(_, _ int, v float64) float64 { return v * v }, x)
		again := must(e.Mel(nil, x))
		again.Sub(again, mel)
		return mat.Norm(again, 2) / mat.Norm(mel, 2)
	}
	mel := must(e.MelSpectrogram(nil, gaussian(2000, 5)))
	if off := errorOf(mel); off > 1e-6 {
		t.Errorf("energies of a spectrum come back with an error of %g", off)
	}
	var librosa struct {
		Error float64 `json:"mel_to_stft_error"`
	}
	jsonOf(t, "librosa/inverse.json", &librosa)
	off := errorOf(dense(t, "librosa/inverse_mel.npy"))
	t.Logf("error %g, librosa's %g", off, librosa.Error)
	if off > librosa.Error {
		t.Errorf("the error is %g, librosa's %g", off, librosa.Error)
	}
	mel.Set(3, 1, -1)
	if _, err := e.InverseMel(nil, mel); err == nil || !strings.Contains(err.Error(), "-1") {
		t.Errorf("error %v for a negative energy", err)
	}
	mel.Set(3, 1, math.NaN())
	if _, err := e.InverseMel(nil, mel); err == nil || !strings.Contains(err.Error(), "NaN") {
		t.Errorf("error %v for an energy that is no number", err)
	}
}

// TestInPlace: stages that change the shape give the same where their result
// takes the place of what they are given.
func TestInPlace(t *testing.T) {
	e := extractor(t, invertible())
	x := gaussian(2000, 5)
	for name, stage := range map[string]struct {
		of  func(dst, m *mat.Dense) (*mat.Dense, error)
		arg *mat.Dense
	}{
		"Mel":         {e.Mel, must(e.Power(nil, x))},
		"InverseMel":  {e.InverseMel, must(e.MelSpectrogram(nil, x))},
		"InverseDCT":  {e.InverseDCT, must(e.MFCC(nil, x))},
		"InverseMFCC": {e.InverseMFCC, must(e.MFCC(nil, x))},
	} {
		want := must(stage.of(nil, stage.arg))
		if got := must(stage.of(stage.arg, stage.arg)); got != stage.arg || !mat.Equal(got, want) {
			t.Errorf("%s in place differs", name)
		}
	}
}

// TestGriffinLim compares with librosa's, from phases of 0.
func TestGriffinLim(t *testing.T) {
	e := extractor(t, invertible())
	magnitude := dense(t, "librosa/griffinlim_in.npy")
	for i, o := range []GriffinLimOptions{{Iterations: 1}, {Iterations: 8},
		{Iterations: 8, Momentum: -1}} {
		y := must(e.GriffinLim(magnitude, 0, o))
		near(t, fmt.Sprintf("%+v", o), row(y), flat(t, fmt.Sprintf("librosa/griffinlim_%d.npy", i)),
			1e-5, 0)
	}
	a := must(e.GriffinLim(magnitude, 0, GriffinLimOptions{Iterations: 2, Seed: 1}))
	b := must(e.GriffinLim(magnitude, 0, GriffinLimOptions{Iterations: 2, Seed: 1}))
	c := must(e.GriffinLim(magnitude, 0, GriffinLimOptions{Iterations: 2, Seed: 2}))
	if fmt.Sprint(a) != fmt.Sprint(b) || fmt.Sprint(a) == fmt.Sprint(c) {
		t.Error("a seed does not decide the phases to start from")
	}
	for want, err := range map[string]error{
		"Iterations is -1": second(e.GriffinLim(magnitude, 0,
			GriffinLimOptions{Iterations: -1})),
		"Momentum is 1":                   second(e.GriffinLim(magnitude, 0, GriffinLimOptions{Momentum: 1})),
		"4000 samples have 63 frames":     second(e.GriffinLim(magnitude, 4000, GriffinLimOptions{})),
		"the spectrum is 3 × 1; give one": second(e.GriffinLim(threeRows, 0, GriffinLimOptions{})),
		"-1 samples":                      second(e.GriffinLim(magnitude, -1, GriffinLimOptions{})),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestISTFT: a signal comes back from its transform, at every length and
// framing. Only the samples where a window is 0 at its ends do not.
func TestISTFT(t *testing.T) {
	for _, c := range []struct {
		fft, hop, win int
		window        Window
		center        bool
	}{
		{256, 64, 0, Hann, true}, {255, 60, 0, Hann, true}, {256, 100, 200, Hamming, true},
		{100, 100, 0, Boxcar, false}, {1, 1, 0, Boxcar, false}, {128, 32, 0, Hamming, false},
	} {
		cfg := DefaultConfig()
		cfg.FFT, cfg.Hop, cfg.WinLength, cfg.Window, cfg.Center = c.fft, c.hop, c.win, c.window, c.center
		e := extractor(t, cfg)
		x := gaussian(1+6*c.fft, 9)
		y := must(e.ISTFT(must(e.STFT(nil, x)), 0))
		for i, v := range y {
			if math.Abs(v-x[i]) > 1e-12 {
				t.Fatalf("%+v: sample %d of %d comes back as %v, not %v", c, i, len(y), v, x[i])
			}
		}
		if len(y) > len(x) || len(y) < len(x)-c.fft {
			t.Errorf("%+v: %d samples come back as %d", c, len(x), len(y))
		}
		if y := must(e.ISTFT(must(e.STFT(nil, x)), len(x)+50)); len(y) != len(x)+50 {
			t.Errorf("%+v: %d samples where %d were asked for", c, len(y), len(x)+50)
		}
	}
	cfg := Kaldi(8000)
	if _, err := extractor(t, cfg).ISTFT(mat.NewCDense(129, 2, nil), 0); err == nil ||
		!strings.Contains(err.Error(), "PreEmphasis") {
		t.Errorf("error %v for frames with pre-emphasis", err)
	}
}

// TestInverseErrors: a matrix of another shape is an error of each step, and so
// is what has no inverse.
func TestInverseErrors(t *testing.T) {
	e := extractor(t, DefaultConfig())
	noise := must(e.MFCC(nil, gaussian(4000, 1)))
	with := func(change func(*Config)) *Extractor {
		c := DefaultConfig()
		change(&c)
		return extractor(t, c)
	}
	for want, err := range map[string]error{
		"give Coefficients = 20":      second(e.InverseDCT(nil, threeRows)),
		"give Mels = 128 bands, as D": second(e.InverseDB(nil, threeRows)),
		"give one of Mels = 128":      second(e.InverseMel(nil, threeRows)),
		"make features without it": second(with(func(c *Config) { c.Energy = true }).InverseMFCC(nil,
			noise)),
		"takes coefficient 2 away": second(with(func(c *Config) { c.Lifter = 2 }).InverseMFCC(nil,
			noise)),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestSound: a sound that is made from coefficients has nearly the same
// coefficients.
func TestSound(t *testing.T) {
	c := DefaultConfig()
	c.FFT, c.Hop = 512, 128
	e := extractor(t, c)
	x := golden(t, "librosa/signal_chirp.npy").data
	m := must(e.MFCC(nil, x))
	y := must(e.Sound(m, GriffinLimOptions{Seed: 1}))
	again := must(e.MFCC(nil, y))
	var off mat.Dense
	off.Sub(again, m)
	if d := mat.Norm(&off, 2) / mat.Norm(m, 2); d > 0.1 {
		t.Errorf("the coefficients of the sound made of coefficients are %g off", d)
	}
}
