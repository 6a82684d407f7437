package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
)

// TestFlipsAndPredictionsMatchSciPy: the oracle is testdata/prediction.py.
func TestFlipsAndPredictionsMatchSciPy(t *testing.T) {
	var golden struct {
		Flip []struct {
			Differences []float64
			P           float64
		}
		Predict []struct {
			Clusters                [][]float64
			Seeds                   int
			Mean, SD, DF, Low, High float64
		}
	}
	readGolden(t, "prediction.json", &golden)
	for i, g := range golden.Flip {
		near(t, fmt.Sprint("flip ", i), FlipSigns(g.Differences).P, g.P, 1e-12)
	}
	for i, g := range golden.Predict {
		p := Predict(g.Clusters, g.Seeds)
		near(t, fmt.Sprint("mean ", i), p.Mean, g.Mean, 1e-9)
		near(t, fmt.Sprint("sd ", i), p.SD, g.SD, 1e-9)
		near(t, fmt.Sprint("df ", i), p.DF, g.DF, 1e-9)
		near(t, fmt.Sprint("low ", i), p.Low, g.Low, 1e-9)
		near(t, fmt.Sprint("high ", i), p.High, g.High, 1e-9)
	}
}

// TestFlipsByHand: of six differences of one sign only the two extreme of 64
// signs reach the sum; of {1, −1, 2} all but those of |sum| < 2 do: the sums
// are ±4, ±2, ±2, 0, 0.
func TestFlipsByHand(t *testing.T) {
	if s := FlipSigns([]float64{1, 2, 3, 4, 5, 6}); s.P != 2.0/64 || s.Least != 2.0/64 {
		t.Errorf("six of one sign: %+v, want 2/64", s)
	}
	if s := FlipSigns([]float64{1, -1, 2}); s.P != 6.0/8 || s.Least != 2.0/8 {
		t.Errorf("1, −1, 2: %+v, want 6/8", s)
	}
	for _, d := range [][]float64{nil, make([]float64, 21)} {
		if s := FlipSigns(d); !math.IsNaN(s.P) || len(s.Warnings) == 0 {
			t.Errorf("%d differences: %+v", len(d), s)
		}
	}
	if s := FlipSigns([]float64{0, 0}); s.P != 1 {
		t.Errorf("nothing but zeros: p %g, want 1", s.P)
	}
	// SciPy would say the same of a sum that only rounding tells from another.
	if s := FlipSigns([]float64{0.1, 0.2, -0.3}); s.P != 1 {
		t.Errorf("0.1 + 0.2 − 0.3: p %g, want 1: every |sum| is at least 0", s.P)
	}
}

// TestPredictionCovers draws studies of six speakers and ten seeds and, from
// the same two normal components, one new speaker's mean of three seeds: the
// interval should hold 95 % of them, within 4.5 standard errors of 2,000
// draws.
func TestPredictionCovers(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	const studies, seeds = 2000, 3
	for _, sd := range []struct{ speaker, seed float64 }{{1, 1}, {2, 0.5}, {0.3, 1}, {0, 1}} {
		held := 0
		for range studies {
			clusters := make([][]float64, 6)
			for i := range clusters {
				clusters[i] = draw(rng, 10, sd.speaker*rng.NormFloat64(), sd.seed)
			}
			next := stat.Mean(draw(rng, seeds, sd.speaker*rng.NormFloat64(), sd.seed), nil)
			if Predict(clusters, seeds).Holds(next, next) {
				held++
			}
		}
		limit := 4.5 * math.Sqrt(Alpha*(1-Alpha)/studies)
		if share := float64(held) / studies; math.Abs(share-(1-Alpha)) > limit {
			t.Errorf("components %v: the interval holds %.1f %%, want 95 ± %.1f", sd, 100*share,
				100*limit)
		}
	}
}

// draw returns n normal values.
func draw(rng *rand.Rand, n int, mean, sd float64) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = mean + sd*rng.NormFloat64()
	}
	return values
}

func TestPredictionOfLittle(t *testing.T) {
	for _, clusters := range [][][]float64{nil, {{1, 2, 3}}, {{1}, {2}}} {
		if p := Predict(clusters, 3); !math.IsNaN(p.Low) || p.Holds(0, 1) ||
			len(p.Warnings) == 0 {
			t.Errorf("%v predicts %+v", clusters, p)
		}
	}
	// By the formula with no spread at all: a point.
	if p := Predict([][]float64{{1, 1}, {1, 1}}, 3); p.Low != 1 || p.High != 1 {
		t.Errorf("equal values predict %+v, want 1 and nothing else", p)
	}
}
