package corpus

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/synth"
)

func writeFile(t testing.TB, name string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

// must returns v; an error is a mistake in the test itself.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var nan = math.NaN()

// fsddDir returns the folder of the recordings, or skips the test.
func fsddDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv(FSDDEnv)
	if dir == "" {
		t.Skipf("%s is not set: no recordings to read", FSDDEnv)
	}
	return dir
}

// synthetic returns the corpus of some options.
func synthetic(t testing.TB, o synth.Options) *Corpus {
	t.Helper()
	c, err := Synthetic(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// encode returns a WAV file of samples.
func encode(x []float64, rate int) []byte {
	var b bytes.Buffer
	if err := audio.WriteWAV(&b, x, rate); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// writeWAVs makes a folder of 100-sample tones with the given names, no two the
// same.
func writeWAVs(t testing.TB, rate int, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i, name := range names {
		writeFile(t, filepath.Join(dir, name), encode(tone(100, float64(i+1)/997), rate))
	}
	return dir
}

// tone returns n samples of a sine of f cycles a sample and amplitude ½.
func tone(n int, f float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 0.5 * math.Sin(2*math.Pi*f*float64(i))
	}
	return x
}
