package parity

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
)

// tolerance is that of the parity which package audio states.
const tolerance = 1e-3

// TestCompare compares 240 recordings with librosa 0.11.0's coefficients.
func TestCompare(t *testing.T) {
	if os.Getenv(corpus.FSDDEnv) == "" {
		t.Skipf("%s is not set: no recordings to compare with librosa", corpus.FSDDEnv)
	}
	c, err := corpus.Find(t.Context(), "fsdd", corpus.FindOptions{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := Compare(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", d)
	if d.Clips != 240 || d.Coefficients != 240*20*20 || d.Mean > d.Largest || d.Peak < 100 {
		t.Errorf("%+v", d)
	}
	if !(d.Largest <= tolerance) {
		t.Errorf("a coefficient differs by %g from librosa's, more than %g", d.Largest, tolerance)
	}
}

func TestCompareOther(t *testing.T) {
	c, err := corpus.Synthetic(t.Context(), synth.Options{Takes: 1})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := Compare(t.Context(), c); !errors.Is(err, ErrNoGolden) || d != (Difference{}) {
		t.Errorf("%+v, error %v, want that the corpus is another", d, err)
	}
}

func TestReference(t *testing.T) {
	names, x, err := Reference()
	if err != nil {
		t.Fatal(err)
	}
	if len(names) != 240 || len(x) != 240*20*20 || !slices.IsSorted(names) || x[0] >= 0 {
		t.Errorf("%d coefficients of %d names, the first %v", len(x), len(names), x[0])
	}
	for _, name := range names {
		if _, _, _, err := corpus.ParseName(name); err != nil {
			t.Error(err)
		}
	}
}

func TestFloats(t *testing.T) {
	for name, b := range map[string][]byte{
		"no .npy file": []byte("hello, this is no array"),
		"no 96000":     array[:len(array)-4],
		"no .npy":      nil,
	} {
		if _, err := floats(b, 96000); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, want one with %q", err, name)
		}
	}
}
