package audio

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// gaussian returns n samples of normal noise, the same for the same seed.
func gaussian(n int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 0))
	x := make([]float64, n)
	for i := range x {
		x[i] = 0.1 * r.NormFloat64()
	}
	return x
}

// tone returns n samples of a sine of f cycles a sample and amplitude ½.
func tone(n int, f float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 0.5 * math.Sin(2*math.Pi*f*float64(i))
	}
	return x
}

// TestParseval: the energy of each frame is that of its spectrum divided by
// FFT. Each bin counts twice, except the first and, if FFT is even, the last.
func TestParseval(t *testing.T) {
	for _, n := range []int{1, 2, 3, 64, 100, 255, 2048} {
		c := DefaultConfig()
		c.FFT, c.Hop = n, max(1, n/2)
		e := extractor(t, c)
		x := gaussian(3000, uint64(n))
		frames, power := must(e.Frame(nil, x)), must(e.Power(nil, x))
		bins, cols := power.Dims()
		for f := range cols {
			want, got := 0.0, 0.0
			for k := range n {
				want += frames.At(k, f) * frames.At(k, f)
			}
			for k := range bins {
				p := 2 * power.At(k, f)
				if k == 0 || 2*k == n {
					p /= 2
				}
				got += p / float64(n)
			}
			if math.Abs(got-want) > 1e-12*(1+want) {
				t.Fatalf("FFT %d: frame %d has energy %v and its spectrum %v", n, f, want, got)
			}
		}
	}
}

// TestBasisOrthonormal: the rows of the DCT are of length 1 and orthogonal.
func TestBasisOrthonormal(t *testing.T) {
	for _, n := range []int{1, 2, 13, 40, 128} {
		c := DefaultConfig()
		c.Mels, c.Coefficients = n, n
		b := extractor(t, c).Basis()
		var product mat.Dense
		product.Mul(b, b.T())
		for i := range n {
			for j := range n {
				want := 0.0
				if i == j {
					want = 1
				}
				if math.Abs(product.At(i, j)-want) > 1e-13 {
					t.Fatalf("%d points: rows %d and %d have the product %v", n, i, j,
						product.At(i, j))
				}
			}
		}
	}
}

// TestScaling: a signal g times as loud is 20 log10 g dB louder in every band,
// which moves C0 by √Mels times that and nothing else. This holds only where no
// level is clipped, so AMin and TopDB are set out of the way.
func TestScaling(t *testing.T) {
	c := DefaultConfig()
	c.AMin, c.TopDB = 1e-300, 0
	e := extractor(t, c)
	x := gaussian(4000, 1)
	a := must(e.MFCC(nil, x))
	for i := range x {
		x[i] *= 3
	}
	b := must(e.MFCC(nil, x))
	rows, cols := a.Dims()
	for i := range rows {
		want := 0.0
		if i == 0 {
			want = math.Sqrt(128) * 20 * math.Log10(3)
		}
		for f := range cols {
			if d := b.At(i, f) - a.At(i, f); math.Abs(d-want) > 1e-9 {
				t.Fatalf("C%d of frame %d moves by %v, want %v", i, f, d, want)
			}
		}
	}
}

// TestSilence: every band of silence is at 10 log10 AMin = -100 dB, so that C0
// is -100 √128 and the others are 0.
func TestSilence(t *testing.T) {
	m := must(extractor(t, DefaultConfig()).MFCC(nil, make([]float64, 2000)))
	rows, cols := m.Dims()
	for i := range rows {
		want := 0.0
		if i == 0 {
			want = -100 * math.Sqrt(128)
		}
		for f := range cols {
			if math.Abs(m.At(i, f)-want) > 1e-10 {
				t.Errorf("C%d of frame %d is %v, want %v", i, f, m.At(i, f), want)
			}
		}
	}
}

// TestReuse: an extractor that has seen other signals gives the same bits as a
// new one, allocates nothing where it is given destinations, and leaves its
// input alone.
func TestReuse(t *testing.T) {
	e := extractor(t, DefaultConfig())
	var dst mat.Dense
	for _, n := range []int{5000, 300, 9000, 5000} {
		x := gaussian(n, uint64(n))
		before := fmt.Sprint(x)
		got, want := must(e.MFCC(&dst, x)), must(extractor(t, DefaultConfig()).MFCC(nil, x))
		if got != &dst || !mat.Equal(got, want) {
			t.Errorf("%d samples: other coefficients from an extractor that was used before", n)
		}
		if fmt.Sprint(x) != before {
			t.Errorf("%d samples were changed", n)
		}
	}
	x := gaussian(5000, 5000)
	if allocations := testing.AllocsPerRun(10, func() { must(e.MFCC(&dst, x)) }); allocations > 0 {
		t.Errorf("%v allocations a clip", allocations)
	}
}

func TestSignalErrors(t *testing.T) {
	c := DefaultConfig()
	c.Center = false
	e := extractor(t, c)
	if n := e.Frames(2047); n != 0 {
		t.Errorf("%d frames in 2047 samples, uncentred", n)
	}
	for want, x := range map[string][]float64{
		"no samples":                            nil,
		"3 samples, fewer than a frame of 2048": {1, 2, 3},
		"sample 2047 is NaN":                    append(make([]float64, 2047), math.NaN()),
	} {
		for name, run := range map[string]func() error{
			"Frame": func() error { _, err := e.Frame(nil, x); return err },
			"STFT":  func() error { _, err := e.STFT(nil, x); return err },
			"Power": func() error { _, err := e.Power(nil, x); return err },
			"MFCC":  func() error { _, err := e.MFCC(nil, x); return err },
		} {
			if err := run(); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %v, want one with %q", name, err, want)
			}
		}
	}
	if _, err := e.MFCC(nil, []float64{math.Inf(1)}); errors.Is(err, ErrSample) {
		t.Error("too few samples are reported before what they are")
	}
	for want, err := range map[string]error{
		"the power spectrum has 3 rows; give one of FFT/2 + 1 = 1025": second(
			e.Mel(nil, threeRows)),
		"the mel spectrum has 3 rows; give one of Mels = 128": second(
			e.DCT(nil, threeRows)),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestNotFinite: settings and samples whose features would not be finite are an
// error.
func TestNotFinite(t *testing.T) {
	steep := DefaultConfig()
	steep.Power = 1e308
	loud := []float64{1e308, -1e308, 1e308}
	for want, err := range map[string]error{
		"power of bin 0 of frame 0 is +Inf":   second(extractor(t, steep).Power(nil, []float64{9, 9, 9})),
		"energy of band 0 of frame 0 is +Inf": second(extractor(t, steep).MFCC(nil, []float64{9, 9, 9})),
		"energy of band 0 of frame 0 is ":     second(extractor(t, DefaultConfig()).MFCC(nil, loud)),
	} {
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "; give") {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestWithContext: every stage ends when its context does.
func TestWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	e := extractor(t, DefaultConfig()).WithContext(ctx)
	x := gaussian(3000, 1)
	mel := must(e.MelSpectrogram(nil, x))
	mfcc := must(e.MFCC(nil, x))
	cancel()
	for name, err := range map[string]error{
		"Frame": second(e.Frame(nil, x)), "STFT": second(e.STFT(nil, x)),
		"Power": second(e.Power(nil, x)), "MelSpectrogram": second(e.MelSpectrogram(nil, x)),
		"DB": second(e.DB(nil, mel)), "DCT": second(e.DCT(nil, mel)), "MFCC": second(e.MFCC(nil, x)),
		"Sound": second(e.Sound(mfcc, GriffinLimOptions{})),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v, want that it was stopped", name, err)
		}
	}
}

// TestLimits: what would fill more than a gibibyte is refused before it is
// allocated.
func TestLimits(t *testing.T) {
	c := DefaultConfig()
	c.Hop = 1
	e := extractor(t, c)
	x := make([]float64, 1<<21)
	for name, err := range map[string]error{
		"Frame": second(e.Frame(nil, x)), "STFT": second(e.STFT(nil, x)),
		"Power": second(e.Power(nil, x)), "MFCC": second(e.MFCC(nil, x)),
	} {
		if err == nil || !strings.Contains(err.Error(), "set a larger Hop") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

var threeRows = mat.NewDense(3, 1, nil)

// second returns the error of two results.
func second[T any](_ T, err error) error { return err }
