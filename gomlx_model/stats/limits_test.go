package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// TestLimits is what each test says on both sides of a limit that its doc
// states.
func TestLimits(t *testing.T) {
	steps := func(n int) []float64 {
		d := make([]float64, n)
		for i := range d {
			d[i] = float64(i + 1)
		}
		return d
	}
	for n, warns := range map[int]bool{5: true, 6: false} {
		// 2/2⁵ is above 0.05 and 2/2⁶ below; t trusts fewer than 6 in nothing
		if s := FlipSigns(steps(n)); (len(s.Warnings) > 0) != warns || s.P != math.Ldexp(2, -n) {
			t.Errorf("%d flipped signs: %+v", n, s)
		}
		if w := SignedRank(steps(n)); (len(w.Warnings) > 0) != warns || w.P != math.Ldexp(2, -n) {
			t.Errorf("%d signed ranks: %+v", n, w)
		}
		if r := PairedT(steps(n)); (len(r.Warnings) > 0) != warns {
			t.Errorf("%d pairs: %+v", n, r)
		}
	}
	if s := FlipSigns(steps(20)); s.P != math.Ldexp(2, -20) || s.Least != s.P || s.N != 20 {
		t.Errorf("twenty of one sign: %+v, want 2/2²⁰", s)
	}
	if s := FlipSigns(steps(1)); s.P != 1 || s.Least != 1 {
		t.Errorf("one difference: %+v, want 1", s)
	}
	for k, warns := range map[int]bool{2: true, 9: true, 10: false} {
		b := ClusterBootstrap(singles(steps(k)), rand.New(rand.NewPCG(1, 1)))
		if (len(b.Warnings) > 0) != warns || b.Exact != (k <= 6) || b.Clusters != k {
			t.Errorf("%d clusters: exact %v, %v", k, b.Exact, b.Warnings)
		}
	}
	if (Equivalence{P: Alpha}).Equivalent() || (TTest{P: Alpha}).Significant() {
		t.Error("a p of Alpha itself is taken for less")
	}
	p := Prediction{Low: 1, High: 2}
	for _, c := range []struct {
		low, high float64
		holds     bool
	}{{2, 3, true}, {0, 1, true}, {2.1, 3, false}, {0, 0.9, false}, {0, 3, true}} {
		if p.Holds(c.low, c.high) != c.holds {
			t.Errorf("[1, 2] holds a number of %g to %g: %v", c.low, c.high, !c.holds)
		}
	}
}

// singles makes a cluster of each value.
func singles(values []float64) (clusters [][]float64) {
	for _, v := range values {
		clusters = append(clusters, []float64{v})
	}
	return clusters
}

// TestImpossible: what cannot be computed is NaN or no answer, whichever side
// is missing.
func TestImpossible(t *testing.T) {
	for what, x := range map[string]float64{
		"an AUC without members": AUC(nil, []float64{1}), "without others": AUC([]float64{1}, nil),
		"the power of one pair": Power(1, 1), "of no effect size": Power(5, math.NaN()),
		"the smallest effect of one pair": SmallestEffect(1),
		"a mean of no clusters":           ClusterBootstrap([][]float64{nil}, nil).Mean,
		"components of nothing":           VarianceComponents(nil).Within,
		"a mean to predict from":          Predict(nil, 3).Mean,
		"no new seeds":                    Predict([][]float64{{1, 2}, {3, 4}}, 0).Low,
		"a rank of NaN":                   Spearman([]float64{math.NaN(), 1}, []float64{1, 2}),
	} {
		if !math.IsNaN(x) {
			t.Errorf("%s: %v, want NaN", what, x)
		}
	}
	for _, dz := range []float64{0, math.NaN(), 1e-4} { // the last takes 8·10⁸ pairs
		if n, ok := PairsNeeded(dz); ok || n != 0 {
			t.Errorf("an effect of %g is found with %d pairs", dz, n)
		}
	}
	for _, values := range [][][][]float64{nil, {{}}, {{}, {}}, {{{}}, {{}}}} {
		if c := NestedComponents(values); !math.IsNaN(c.Unlearning) || c.Speakers != len(values) {
			t.Errorf("%v has the components %+v", values, c)
		}
	}
}

// TestPowerLaws: the smallest effect is found with just the target power, the
// pairs needed reach it and one pair fewer does not, and the sign of an effect
// does not matter.
func TestPowerLaws(t *testing.T) {
	for _, n := range []int{2, 3, 6, 20} {
		near(t, fmt.Sprint("power of ", n, " pairs"), Power(n, SmallestEffect(n)), TargetPower, 1e-9)
		near(t, "a negative effect", Power(n, -0.7), Power(n, 0.7), 1e-12)
	}
	for _, dz := range []float64{0.1, 0.5, -0.5, 1, 3, 10, 30} {
		n, ok := PairsNeeded(dz)
		if !ok || !(Power(n, dz) >= TargetPower) || n > 2 && !(Power(n-1, dz) < TargetPower) {
			t.Errorf("dz %g: %d pairs, with the power %g, one less %g", dz, n, Power(n, dz),
				Power(n-1, dz))
		}
	}
}

// TestScale: p-values do not change with the unit of the differences, nor does
// what rounding alone tells apart.
func TestScale(t *testing.T) {
	d := []float64{0.3, -0.1, 0.25, 0.4, 0.05, -0.2, 0.35}
	rounded := []float64{0.1, 0.2, -0.3} // whose sum is 5.6e-17 and not 0
	for _, unit := range []float64{1e-9, 1e-3, 1e6, 1e12} {
		scaled := func(values []float64) []float64 {
			out := make([]float64, len(values))
			for i, v := range values {
				out[i] = v * unit
			}
			return out
		}
		near(t, "t", PairedT(scaled(d)).P, PairedT(d).P, 1e-9)
		near(t, "signed ranks", SignedRank(scaled(d)).P, SignedRank(d).P, 0)
		near(t, "flipped signs", FlipSigns(scaled(d)).P, FlipSigns(d).P, 0)
		near(t, "TOST", TOST(scaled(d), 0.5*unit).P, TOST(d, 0.5).P, 1e-9)
		if p := FlipSigns(scaled(rounded)).P; p != 1 {
			t.Errorf("0.1 + 0.2 − 0.3 in units of %g: p %g, want 1", unit, p)
		}
	}
}

// TestBootstrapIsCentred: the drawn interval lies about the mean, on the side
// of 0 where the values are.
func TestBootstrapIsCentred(t *testing.T) {
	values := make([]float64, 12)
	for i := range values {
		values[i] = 100 + float64(i)
	}
	b := ClusterBootstrap(singles(values), rand.New(rand.NewPCG(3, 4)))
	if middle := (b.Low + b.High) / 2; b.Mean != stat.Mean(values, nil) || !(math.Abs(middle-
		b.Mean) < 0.1) || !(b.Low < b.Mean) {
		t.Errorf("[%g, %g] about %g", b.Low, b.High, b.Mean)
	}
}

// TestEmptyClusters: a speaker without values is none.
func TestEmptyClusters(t *testing.T) {
	full, gaps := [][]float64{{1, 2}, {5, 7}}, [][]float64{nil, {1, 2}, {}, {5, 7}}
	if a, b := VarianceComponents(full), VarianceComponents(gaps); a != b || a.Speakers != 2 {
		t.Errorf("components %+v with empty clusters, %+v without", b, a)
	}
	if a, b := ClusterBootstrap(full, nil), ClusterBootstrap(gaps, nil); a.Low != b.Low ||
		b.Clusters != 2 {
		t.Errorf("interval %+v with empty clusters, %+v without", b, a)
	}
}
