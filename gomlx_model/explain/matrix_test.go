package explain

import (
	"math"
	"testing"

	"audiounlearning/gomlx_model/split"
)

// square is the script's 5 × 5 matrix.
func square(seed uint32) [][]float64 {
	flat := lcg(seed, 25)
	m := make([][]float64, 5)
	for i := range m {
		m[i] = flat[i*5:][:5]
	}
	return m
}

// The oracle is SciPy's rank correlation over all orders, in Python.
func TestMantelMatchesSciPy(t *testing.T) {
	want := golden(t).Mantel
	m, err := NewMantel(square(3), square(4))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "rank", m.Rank, want.Rank, 1e-12)
	near(t, "p", m.P, want.P, 1e-12)
	if m.Orders != 120 {
		t.Errorf("%d orders, want 5!", m.Orders)
	}
}

// A matrix and itself have rank 1 and, of six speakers, the least p of 1/720;
// renaming the speakers of both changes nothing.
func TestMantelLaws(t *testing.T) {
	flat := lcg(8, 36)
	a, renamed := make([][]float64, 6), make([][]float64, 6)
	order := []int{3, 0, 5, 1, 4, 2}
	for i := range a {
		a[i] = flat[i*6:][:6]
	}
	for i := range a {
		for j := range a {
			renamed[i] = append(renamed[i], a[order[i]][order[j]])
		}
	}
	self, err := NewMantel(a, a)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "rank", self.Rank, 1, 1e-12)
	near(t, "p", self.P, 1./720, 1e-12)
	if again, err := NewMantel(renamed, renamed); err != nil || again.P != self.P {
		t.Errorf("renamed %+v, %v", again, err)
	}
	for name, bad := range map[string][][]float64{"two": {{0, 1}, {1, 0}}, "constant": square(3)[:3],
		"ragged": {{0, 1, 2}, {1, 0}, {2, 1, 0}}, "nan": {{0, math.NaN(), 2}, {1, 0, 3}, {2, 1, 0}},
		"flat": {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}} {
		if m, err := NewMantel(bad, bad); err == nil {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

// The oracle is the residual of a least-squares fit of rows and columns, in
// NumPy. What is of rows and columns alone leaves nothing.
func TestCentredMatchesLeastSquares(t *testing.T) {
	var cells []float64
	c := Centred(square(3))
	for i, row := range c {
		for j, cell := range row {
			if i == j {
				if !math.IsNaN(cell) {
					t.Errorf("the diagonal is %v", cell)
				}
				continue
			}
			cells = append(cells, cell)
		}
	}
	nearAll(t, "centred", cells, golden(t).Centred, 1e-12)
	additive := square(3)
	for i := range additive {
		for j := range additive {
			additive[i][j] = 7 + 3*float64(i) - 2*float64(j*j)
		}
	}
	for i, row := range Centred(additive) {
		for j, cell := range row {
			if i != j {
				near(t, "additive", cell, 0, 1e-12)
			}
		}
	}
}

// By hand: two coefficients of two frames. The clips' means of the first are 1
// and 3 by ann, 5 and 7 by bob, so x̄ is 2 and 6 and σ = √5; the second never
// changes. d = √(½·(4/√5)²) = √1.6.
func TestVoiceDistancesByHand(t *testing.T) {
	clips := []split.Clip{{Speaker: "ann"}, {Speaker: "ann"}, {Speaker: "bob"}, {Speaker: "bob"}}
	features := []float32{0, 2, 9, 9, 3, 3, 9, 9, 4, 6, 9, 9, 7, 7, 9, 9}
	speakers, d, err := VoiceDistances(features, 2, 2, clips)
	if err != nil || len(speakers) != 2 || speakers[0] != "ann" {
		t.Fatalf("%v, %v", speakers, err)
	}
	near(t, "ann to bob", d[0][1], math.Sqrt(1.6), 1e-9)
	near(t, "bob to ann", d[1][0], d[0][1], 0)
	near(t, "ann to ann", d[0][0], 0, 0)
	if _, _, err := VoiceDistances(features, 2, 3, clips); err == nil {
		t.Error("features of another size were accepted")
	}
}
