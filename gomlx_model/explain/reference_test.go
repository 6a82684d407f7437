package explain

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// A reference holds what testdata/reference.py computed with other libraries
// or by another formula.
type reference struct {
	Kappa, CKA float64
	Silhouette []float64
	Plane      struct {
		Points [][2]float64
		Share  [2]float64
	}
	Mantel                     struct{ Rank, P float64 }
	Centred, TracIn, Influence []float64
}

func golden(t *testing.T) (r reference) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "reference.json"))
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Silhouette) != 4 || len(r.Plane.Points) != 20 || len(r.Centred) != 20 ||
		len(r.Influence) != 5 {
		t.Fatal("reference.json lacks numbers")
	}
	return r
}

// lcg is the script's stream: x ← 1664525·x + 1013904223 mod 2³², each as
// x/2³¹ − 1.
func lcg(seed uint32, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		seed = 1664525*seed + 1013904223
		out[i] = float64(seed)/(1<<31) - 1
	}
	return out
}

func lcg32(seed uint32, n int) []float32 {
	out := make([]float32, n)
	for i, x := range lcg(seed, n) {
		out[i] = float32(x)
	}
	return out
}

// near fails the test where got is further from want than the tolerance; NaN
// always is.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.12g, want %.12g within %g", what, got, want, tolerance)
	}
}

// nearAll compares lists.
func nearAll(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d numbers, want %d", what, len(got), len(want))
		return
	}
	for i := range want {
		near(t, what, got[i], want[i], tolerance)
	}
}

// same gives all three of a lineup the same.
func same[M any](m M) Lineup[M] {
	return Lineup[M]{Method: "m", Found: m, Gold2: m, Control: m, ControlName: "none"}
}
