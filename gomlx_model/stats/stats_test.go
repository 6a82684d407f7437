package stats

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// The oracles of this file are SciPy, statsmodels and NumPy; testdata/README.md
// has versions and generator.

func readGolden(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// near fails unless got is within a relative tolerance of want, absolute below
// 1e-3.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(1e-3, math.Abs(want))) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

// inference is the layout of inference.json.
type inference struct {
	TOST []struct {
		Differences []float64
		Margin, P   float64
		PLower      float64 `json:"p_lower"`
		PUpper      float64 `json:"p_upper"`
	}
	Bootstrap []struct {
		Clusters        [][]float64
		Mean, Low, High float64
	}
	Wilcoxon []struct {
		Differences []float64
		W, P        float64
	}
	Power []struct {
		N         int
		DZ, Power float64
	}
	Smallest []struct {
		N  int
		DZ float64
	}
	Pairs      []struct{ DZ, N float64 }
	Components []struct {
		Clusters             [][]float64
		Between, Within, ICC float64
	}
	Holm struct{ P, Adjusted []float64 }
}

func TestPairedTestsMatchSciPy(t *testing.T) {
	var golden struct {
		Paired []struct {
			A, B      []float64
			T         float64
			TP        float64 `json:"t_p"`
			Mean      float64 `json:"mean_diff"`
			Low       float64 `json:"ci_low"`
			High      float64 `json:"ci_high"`
			Dz        float64 `json:"cohens_dz"`
			WilcoxonW float64 `json:"wilcoxon_w"`
			WilcoxonP float64 `json:"wilcoxon_p"`
		}
		Holm struct{ P, Adjusted []float64 }
		AUC  struct {
			Scores, Labels []float64
			AUC            float64
		}
	}
	readGolden(t, "statistics.json", &golden)
	for _, g := range golden.Paired {
		t.Run(fmt.Sprint(len(g.A)), func(t *testing.T) {
			d := make([]float64, len(g.A))
			for i := range d {
				d[i] = g.B[i] - g.A[i]
			}
			r := PairedT(d)
			near(t, "t", r.T, g.T, 1e-9)
			near(t, "p", r.P, g.TP, 1e-9)
			near(t, "mean", r.Mean, g.Mean, 1e-9)
			near(t, "low", r.Low, g.Low, 1e-9)
			near(t, "high", r.High, g.High, 1e-9)
			near(t, "dz", r.Dz, g.Dz, 1e-9)
			w := SignedRank(d)
			near(t, "W", w.W, g.WilcoxonW, 0)
			near(t, "Wilcoxon's p", w.P, g.WilcoxonP, 1e-9)
		})
	}
	for i, got := range Holm(golden.Holm.P) {
		near(t, fmt.Sprint("Holm ", i), got, golden.Holm.Adjusted[i], 1e-12)
	}
	var members, others []float64
	for i, s := range golden.AUC.Scores {
		if golden.AUC.Labels[i] == 1 {
			members = append(members, s)
		} else {
			others = append(others, s)
		}
	}
	near(t, "AUC", AUC(members, others), golden.AUC.AUC, 1e-12)
}

func TestInferenceMatchesStatsmodels(t *testing.T) {
	var golden inference
	readGolden(t, "inference.json", &golden)
	for i, g := range golden.TOST {
		e := TOST(g.Differences, g.Margin)
		near(t, fmt.Sprint("TOST ", i), e.P, g.P, 1e-9)
		near(t, fmt.Sprint("TOST lower ", i), e.PLower, g.PLower, 1e-9)
		near(t, fmt.Sprint("TOST upper ", i), e.PUpper, g.PUpper, 1e-9)
	}
	for i, g := range golden.Bootstrap {
		b := ClusterBootstrap(g.Clusters, nil)
		near(t, fmt.Sprint("bootstrap mean ", i), b.Mean, g.Mean, 1e-9)
		near(t, fmt.Sprint("bootstrap low ", i), b.Low, g.Low, 1e-9)
		near(t, fmt.Sprint("bootstrap high ", i), b.High, g.High, 1e-9)
	}
	for i, g := range golden.Wilcoxon {
		w := SignedRank(g.Differences)
		near(t, fmt.Sprint("W ", i), w.W, g.W, 0)
		near(t, fmt.Sprint("Wilcoxon's p ", i), w.P, g.P, 1e-9)
	}
	for _, g := range golden.Power {
		near(t, fmt.Sprintf("power(%d, %g)", g.N, g.DZ), Power(g.N, g.DZ), g.Power, 1e-9)
	}
	for _, g := range golden.Smallest {
		near(t, fmt.Sprintf("smallest effect of %d pairs", g.N), SmallestEffect(g.N), g.DZ, 1e-9)
	}
	for _, g := range golden.Pairs {
		if n, ok := PairsNeeded(g.DZ); !ok || n != int(math.Ceil(g.N-1e-6)) {
			t.Errorf("pairs needed for dz %g = %d, %v; want %g rounded up", g.DZ, n, ok, g.N)
		}
	}
	for i, g := range golden.Components {
		c := VarianceComponents(g.Clusters)
		near(t, fmt.Sprint("between ", i), c.Between, g.Between, 1e-9)
		near(t, fmt.Sprint("within ", i), c.Within, g.Within, 1e-9)
		near(t, fmt.Sprint("ICC ", i), c.ICC, g.ICC, 1e-9)
	}
	for i, got := range Holm(golden.Holm.P) {
		near(t, fmt.Sprint("Holm ", i), got, golden.Holm.Adjusted[i], 1e-12)
	}
}

// TestTooFew checks that what cannot be computed is NaN with a warning, never a
// panic or a small p.
func TestTooFew(t *testing.T) {
	for _, d := range [][]float64{nil, {0.1}, {0.1, 0.1, 0.1}, {0, 0}} {
		r, e := PairedT(d), TOST(d, 0.01)
		if !math.IsNaN(r.P) || len(r.Warnings) == 0 || r.Significant() {
			t.Errorf("PairedT(%v) = %+v", d, r)
		}
		if !math.IsNaN(e.P) || len(e.Warnings) == 0 || e.Equivalent() {
			t.Errorf("TOST(%v) = %+v", d, e)
		}
		if len(d) < 6 && len(SignedRank(d).Warnings) == 0 {
			t.Errorf("SignedRank(%v) does not warn", d)
		}
	}
	if b := ClusterBootstrap([][]float64{{1, 2}, nil}, nil); !math.IsNaN(b.Low) || b.Mean != 1.5 ||
		len(b.Warnings) == 0 {
		t.Errorf("a bootstrap of one cluster = %+v", b)
	}
	if c := VarianceComponents([][]float64{{1, 2, 3}}); !math.IsNaN(c.ICC) {
		t.Errorf("components of one speaker = %+v", c)
	}
	if _, ok := PairsNeeded(0); ok || !math.IsNaN(Power(1, 1)) || !math.IsNaN(SmallestEffect(1)) ||
		!math.IsNaN(AUC(nil, []float64{1})) {
		t.Error("an impossible design has a power")
	}
	// Holm: a test that was not made counts in the family. By hand: 3 · 0.01,
	// then 2 · 0.02.
	got := Holm([]float64{0.02, math.NaN(), 0.01})
	if got[0] != 0.04 || !math.IsNaN(got[1]) || got[2] != 0.03 {
		t.Errorf("Holm with a NaN = %v, want 0.04, NaN, 0.03", got)
	}
}

// TestBootstrapOfManyClusters compares the sampled interval with the normal
// one: of 40 clusters the mean of a resample has standard deviation
// s·√(39/40)/√40, and is nearly normal. 5 % allow for 20,000 draws and for the
// skew of 40 values.
func TestBootstrapOfManyClusters(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	clusters, means := make([][]float64, 40), make([]float64, 40)
	for i := range clusters {
		means[i] = rng.NormFloat64()
		clusters[i] = []float64{means[i] - 1, means[i] + 1}
	}
	b := ClusterBootstrap(clusters, rng)
	half := 1.96 * stat.StdDev(means, nil) * math.Sqrt(39.0/40) / math.Sqrt(40)
	if got := (b.High - b.Low) / 2; b.Exact || !(math.Abs(got/half-1) <= 0.05) {
		t.Errorf("half width %g, want about %g (exact: %v)", got, half, b.Exact)
	}
}

// TestLevel checks that tests of no effect reject as often as they say: 5 % of
// 2,000 samples, within 4.5 standard errors.
func TestLevel(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const samples = 2000
	rejected, within := 0, 0
	for range samples {
		d := make([]float64, 6)
		shifted := make([]float64, 6)
		for i := range d {
			d[i] = rng.NormFloat64()
			shifted[i] = d[i] + 1 // at the margin, where TOST may err at most 5 % of the time
		}
		if PairedT(d).Significant() {
			rejected++
		}
		if TOST(shifted, 1).Equivalent() {
			within++
		}
	}
	limit := 4.5 * math.Sqrt(samples*Alpha*(1-Alpha))
	if math.Abs(float64(rejected)-samples*Alpha) > limit {
		t.Errorf("%d of %d t tests of nothing reject, want %v ± %.0f", rejected, samples,
			samples*Alpha, limit)
	}
	if float64(within) > samples*Alpha+limit {
		t.Errorf("%d of %d TOSTs at the margin claim equivalence, want at most %v + %.0f", within,
			samples, samples*Alpha, limit)
	}
}

// The numbers are what SciPy 1.17.1 gives for the same differences.
func ExamplePairedT() {
	r := PairedT([]float64{-0.021, -0.012, -0.034, -0.018, -0.009, -0.025})
	fmt.Printf("mean %.4f [%.4f, %.4f], p %.3f, dz %.2f\n", r.Mean, r.Low, r.High, r.P, r.Dz)
	// Output: mean -0.0198 [-0.0293, -0.0103], p 0.003, dz -2.19
}
