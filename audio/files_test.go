package audio

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
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

// TestDecode: bytes in memory give what their file gives, and too many are
// refused like those of a file. Overwriting them afterwards changes nothing.
func TestDecode(t *testing.T) {
	const name = "testdata/files/stereo24.wav"
	b := must(os.ReadFile(name))
	want, wantRate, err := ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	got, rate, err := Decode(b)
	clear(b)
	if err != nil || rate != wantRate || !slices.Equal(got, want) {
		t.Errorf("Decode gives %d samples at %d Hz and %v, ReadFile %d at %d Hz",
			len(got), rate, err, len(want), wantRate)
	}
	if _, _, err := Decode(make([]byte, MaxBytes+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("more than MaxBytes give %v", err)
	}
}
