package explain

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

const clipsHere, unitsHere = 20, 6

// bent is the script's second layer: the squares of three units of x and forty
// that have nothing to do with it.
func bent(x []float32) (y []float32) {
	noise := lcg32(2, clipsHere*40)
	for i := range clipsHere {
		for u := range 3 {
			v := float64(x[i*unitsHere+u])
			y = append(y, float32(v*v))
		}
		y = append(y, noise[i*40:][:40]...)
	}
	return y
}

// The oracle is the same estimate by U-centred matrices, in NumPy.
func TestCKAMatchesUCentring(t *testing.T) {
	x := lcg32(1, clipsHere*unitsHere)
	got, err := cka(x, bent(x), clipsHere)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "cka", got, golden(t).CKA, 1e-6) // of float32 squares
}

// CKA is 1 with itself, symmetric, and blind to a turn of the units, to one
// scale for all, and to a shift; it sees a scale of a single unit.
func TestCKAInvariances(t *testing.T) {
	x := lcg32(1, clipsHere*unitsHere)
	var qr mat.QR
	qr.Factorize(mat.NewDense(unitsHere, unitsHere, lcg(9, unitsHere*unitsHere)))
	var q, product mat.Dense
	qr.QTo(&q)
	wide := mat.NewDense(clipsHere, unitsHere, nil)
	stretched := slices.Clone(x)
	for i, v := range x {
		wide.Set(i/unitsHere, i%unitsHere, float64(v))
		if i%unitsHere == 0 {
			stretched[i] *= 10
		}
	}
	product.Mul(wide, &q)
	var turned []float32
	for _, v := range product.RawMatrix().Data {
		turned = append(turned, float32(-3*v+5))
	}
	y := bent(x)
	of := func(a, b []float32) float64 {
		t.Helper()
		got, err := cka(a, b, clipsHere)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	near(t, "with itself", of(x, x), 1, 1e-12)
	near(t, "turned, scaled and shifted", of(turned, x), 1, 1e-6)
	near(t, "to another, turned", of(turned, y), of(x, y), 1e-6)
	near(t, "symmetric", of(y, x), of(x, y), 1e-12)
	if of(stretched, x) > 0.99 {
		t.Error("a stretched unit changed nothing")
	}
	if _, err := cka(make([]float32, 40), x[:40], 10); err == nil ||
		!strings.Contains(err.Error(), "alike") {
		t.Errorf("a dead layer: %v", err)
	}
	if _, err := cka(x[:18], x[:18], 3); err == nil {
		t.Error("three clips were accepted")
	}
}

// Of unrelated layers with more units than clips the estimate is 0 on average,
// where the biased one is near 1. With n clips its standard deviation is about
// 1/n here, so that 200 layers have a mean within 0.01.
func TestCKAOfIndependentIsZero(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	draw := func() []float32 {
		x := make([]float32, 20*100)
		for i := range x {
			x[i] = float32(random.NormFloat64())
		}
		return x
	}
	sum := 0.0
	const layers = 200
	for range layers {
		value, err := cka(draw(), draw(), 20)
		if err != nil {
			t.Fatal(err)
		}
		sum += value / layers
	}
	near(t, "mean", sum, 0, 0.02)
}

// A layer is like itself; the control, unrelated numbers, is not.
func TestLayersLike(t *testing.T) {
	x := lcg32(1, clipsHere*unitsHere)
	layer := func(values []float32) []Layer {
		return []Layer{{"dense1", 1, unitsHere, values}}
	}
	j, err := LayersLike(Lineup[[]Layer]{Method: "m", Found: layer(x), Gold2: layer(x),
		Control: layer(lcg32(77, len(x))), ControlName: "random"}, layer(x), clipsHere)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "found", j.Found[0].CKA, 1, 1e-12)
	if math.Abs(j.Control[0].CKA) > 0.4 {
		t.Errorf("control %v", j.Control[0].CKA)
	}
	if _, err := LayersLike(same(layer(x)), nil, clipsHere); err == nil {
		t.Error("a reference of other layers was accepted")
	}
}

// By hand: two clips, two positions, two channels.
func TestPooled(t *testing.T) {
	l := Layer{"conv1", 2, 2, []float32{1, 10, 3, 20, 5, 6, 7, 8}}
	if got := l.Pooled(); !slices.Equal(got, []float32{2, 15, 6, 7}) {
		t.Errorf("%v, want 2 15 6 7", got)
	}
}

// A speaker who is in the activations is found, and shuffled ones are not; in
// activations without a speaker neither is.
func TestSelectivity(t *testing.T) {
	const clips = 400
	member, fold := make([]bool, clips), make([]int, clips)
	random := rand.New(rand.NewPCG(3, 4))
	there, nowhere := make([]float32, clips*unitsHere), make([]float32, clips*unitsHere)
	for i := range there {
		there[i], nowhere[i] = 2*random.Float32()-1, 2*random.Float32()-1
	}
	for i := range clips {
		member[i], fold[i] = i%4 == 1, i/4%5
		if member[i] {
			there[i*unitsHere] += 1
		}
	}
	layers := func(x []float32) []Layer { return []Layer{{"dense2", 1, unitsHere, x}} }
	j, err := ProbeLayers(Lineup[[]Layer]{Method: "m", Found: layers(there),
		Gold2: layers(there), Control: layers(nowhere), ControlName: "random"}, member, fold, 10,
		7)
	if err != nil {
		t.Fatal(err)
	}
	found, control := j.Found[0], j.Control[0]
	// AUC of a uniform of width 2 shifted by 1: 1 − ½·(1/2)² = 0.875
	near(t, "AUC", found.AUC, 0.875, 0.04)
	near(t, "shuffled", found.Shuffled, 0.5, 0.04)
	near(t, "value", found.Value, found.AUC-found.Shuffled, 1e-12)
	// a fold has 20 members and 60 others, so its AUC of chance has a standard
	// deviation of √(81/(12·20·60)) = 0.075, and the mean of five 0.034
	near(t, "control", control.Value, 0, 0.1)
	if j.Floor[0] != found {
		t.Error("the same layer gave another value: shufflings differ within a lineup")
	}
	if _, err := ProbeLayers(same(layers(there)), member, fold, 0, 7); err == nil {
		t.Error("no shufflings were accepted")
	}
}

// The oracle is scikit-learn's, with a group of one clip.
func TestSilhouetteMatchesScikitLearn(t *testing.T) {
	x, group := lcg32(1, clipsHere*unitsHere), make([]int, clipsHere)
	for i := range group {
		group[i] = i % 3
	}
	group[7] = 3
	j, err := Silhouettes(same(x), unitsHere, group)
	if err != nil {
		t.Fatal(err)
	}
	nearAll(t, "silhouette", j.Found, golden(t).Silhouette, 1e-9)
	if _, err := silhouette(x, unitsHere, make([]int, clipsHere)); err == nil {
		t.Error("one group was accepted")
	}
	if _, err := silhouette(x, unitsHere+1, group); err == nil {
		t.Error("other units were accepted")
	}
}

// The oracle is scikit-learn's PCA, signs by the largest entry.
func TestPlaneMatchesScikitLearn(t *testing.T) {
	x, want := lcg32(1, clipsHere*unitsHere), golden(t).Plane
	j, err := Planes(same(x), unitsHere)
	if err != nil {
		t.Fatal(err)
	}
	for axis := range 2 {
		near(t, "share", j.Found.Share[axis], want.Share[axis], 1e-9)
		for i, p := range j.Found.Points {
			near(t, "point", p[axis], want.Points[i][axis], 1e-8)
		}
	}
	if _, err := newPlane(make([]float32, 60), unitsHere); err == nil {
		t.Error("clips that are all alike have a plane")
	}
	if _, err := newPlane(x[:2*unitsHere], unitsHere); err == nil {
		t.Error("two clips have a plane")
	}
}
