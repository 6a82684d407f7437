package audio

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// The tolerances are those that the package comment states. They leave room for
// librosa's single precision.
const (
	coefficientTolerance = 1e-3 // absolute, in decibels and coefficients
	powerTolerance       = 1e-5 // relative, in power and mel
)

// fsddDir returns the folder of the recordings, or skips the test.
func fsddDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("FSDD_DIR")
	if dir == "" {
		t.Skip("FSDD_DIR is not set: no recordings to compare with librosa")
	}
	return dir
}

func fsddSamples(t testing.TB, name string) []float64 {
	t.Helper()
	x, rate, err := ReadFile(filepath.Join(fsddDir(t), name))
	if err != nil {
		t.Fatal(err)
	}
	if rate != 8000 {
		t.Fatalf("%s: %d Hz", name, rate)
	}
	return x
}

func lines(t testing.TB, name string) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(b))
}

// TestFSDDStages compares each stage for one recording.
func TestFSDDStages(t *testing.T) {
	x := fsddSamples(t, lines(t, "fsdd/stages.file.txt")[0])
	e := extractor(t, DefaultConfig())
	power, err := e.Power(nil, x)
	if err != nil {
		t.Fatal(err)
	}
	mel := must(e.Mel(nil, power))
	db := must(e.DB(nil, mel))
	near(t, "power", power, golden(t, "fsdd/stages_power.npy"), 0, powerTolerance)
	near(t, "mel", mel, golden(t, "fsdd/stages_mel.npy"), 0, powerTolerance)
	near(t, "mel in dB", db, golden(t, "fsdd/stages_mel_db.npy"), coefficientTolerance, 0)
	near(t, "MFCC", must(e.DCT(nil, db)), golden(t, "fsdd/stages_mfcc.npy"), coefficientTolerance,
		0)
}

// TestFSDDSettings compares three other framings of the same recording.
func TestFSDDSettings(t *testing.T) {
	x := fsddSamples(t, lines(t, "fsdd/stages.file.txt")[0])
	for _, name := range []string{"settings_0", "settings_1", "settings_2"} {
		t.Run(name, func(t *testing.T) {
			b, err := os.ReadFile("testdata/fsdd/" + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			m, err := extractor(t, configFromLibrosa(t, b)).MFCC(nil, x)
			if err != nil {
				t.Fatal(err)
			}
			near(t, name, m, golden(t, "fsdd/"+name+".npy"), coefficientTolerance, 0)
		})
	}
}

// librosaSettings are the keyword arguments that goldens were made with.
type librosaSettings struct {
	SR        *int     `json:"sr"`
	FFT       *int     `json:"n_fft"`
	Hop       *int     `json:"hop_length"`
	WinLength *int     `json:"win_length"`
	Window    *string  `json:"window"`
	Center    *bool    `json:"center"`
	Pad       *string  `json:"pad_mode"`
	Power     *float64 `json:"power"`
	Mels      *int     `json:"n_mels"`
	FMin      *float64 `json:"fmin"`
	FMax      *float64 `json:"fmax"`
	HTK       *bool    `json:"htk"`
	Norm      *string  `json:"norm"`
	Ref       *float64 `json:"ref"`
	RefMax    *bool    `json:"ref_max"`
	AMin      *float64 `json:"amin"`
	TopDB     *float64 `json:"top_db"`
	NMFCC     *int     `json:"n_mfcc"`
	DCT       *int     `json:"dct_type"`
	DCTNorm   *string  `json:"dct_norm"`
	Lifter    *float64 `json:"lifter"`
}

// configFromLibrosa returns the defaults with librosa's arguments applied.
func configFromLibrosa(t testing.TB, b []byte) Config {
	t.Helper()
	var s librosaSettings
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	c := DefaultConfig()
	set(&c.SampleRate, s.SR)
	set(&c.FFT, s.FFT)
	set(&c.Hop, s.Hop)
	set(&c.WinLength, s.WinLength)
	set((*string)(&c.Window), s.Window)
	set(&c.Center, s.Center)
	set((*string)(&c.Pad), s.Pad)
	set(&c.Power, s.Power)
	set(&c.Mels, s.Mels)
	set(&c.FMin, s.FMin)
	set(&c.FMax, s.FMax)
	if s.HTK != nil && *s.HTK {
		c.Scale = ScaleHTK
	}
	set((*string)(&c.Norm), s.Norm)
	set(&c.Ref, s.Ref)
	set(&c.RefMax, s.RefMax)
	set(&c.AMin, s.AMin)
	set(&c.TopDB, s.TopDB)
	set(&c.Coefficients, s.NMFCC)
	set(&c.DCT, s.DCT)
	set((*string)(&c.DCTNorm), s.DCTNorm)
	set(&c.Lifter, s.Lifter)
	return c
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

func extractor(t testing.TB, c Config) *Extractor {
	t.Helper()
	e, err := NewExtractor(c)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// near fails unless |got - want| ≤ absolute + relative·|want| everywhere.
func near(t *testing.T, what string, got *mat.Dense, want array, absolute, relative float64) {
	t.Helper()
	rows, cols := got.Dims()
	if len(want.shape) != 2 || rows != want.shape[0] || cols != want.shape[1] {
		t.Fatalf("%s is %d×%d, librosa's %v", what, rows, cols, want.shape)
	}
	worst, excess := 0.0, 0
	for i, w := range want.data {
		d := math.Abs(got.At(i/cols, i%cols) - w)
		worst = max(worst, d)
		if !(d <= absolute+relative*math.Abs(w)) {
			if excess++; excess <= 3 {
				t.Errorf("%s[%d, %d] is %v, librosa's %v", what, i/cols, i%cols,
					got.At(i/cols, i%cols), w)
			}
		}
	}
	t.Logf("%s: largest difference %.2g", what, worst)
	if excess > 3 {
		t.Errorf("%s: %d elements in all differ by more than %g + %g·|want|",
			what, excess, absolute, relative)
	}
}
