package metrics

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// normals draws models × clips of N(shift, 1).
func normals(random *rand.Rand, models, clips int, shift float64) [][]float64 {
	rows := make([][]float64, models)
	for i := range rows {
		for range clips {
			rows[i] = append(rows[i], shift+random.NormFloat64())
		}
	}
	return rows
}

func mean(values []float64) float64 {
	sum := 0.0
	for _, x := range values {
		sum += x
	}
	return sum / float64(len(values))
}

// distributions is what testdata/distributions.py finds.
type distributions struct {
	Cases []struct {
		Models, Clips                int
		Shift, Pooled, Quality, LiRA float64
		KLOM, Epsilon                []float64
	}
	MeanKLOM []struct {
		Models      int
		Shift, Mean float64
	} `json:"mean_klom"`
	MeanPooled             []struct{ Shift, Mean float64 } `json:"mean_pooled"`
	MeanPooledReused       float64                         `json:"mean_pooled_reused"`
	MeanQualityByThreshold float64                         `json:"mean_quality_by_threshold"`
}

func readDistributions(t *testing.T) (golden distributions) {
	readGolden(t, "distributions.json", &golden)
	if len(golden.Cases) != 3 || len(golden.MeanKLOM) != 6 || len(golden.MeanPooled) != 3 {
		t.Fatalf("distributions.json has %d, %d and %d cases", len(golden.Cases),
			len(golden.MeanKLOM), len(golden.MeanPooled))
	}
	return golden
}

// lcgMargins are the script's margins: sums of three uniform numbers.
func lcgMargins(seed uint32, models, clips int, shift float64) [][]float64 {
	rows, u := make([][]float64, models), lcg(seed, 3*models*clips)
	for i := range rows {
		for range clips {
			rows[i] = append(rows[i], 2*(u[0]+u[1]+u[2])+shift)
			u = u[3:]
		}
	}
	return rows
}

// The oracle is the script's own code from the same formulas. Sums differ by
// rounding alone.
func TestDistributionsAgreeWithPython(t *testing.T) {
	for _, c := range readDistributions(t).Cases {
		u, g := lcgMargins(1, c.Models, c.Clips, c.Shift), lcgMargins(2, c.Models, c.Clips, 0)
		reference := lcgMargins(3, c.Models, c.Clips, 0)
		for i, got := range mustAll(KLOM(u, g)) {
			near(t, "KLOM", got, c.KLOM[i], 1e-9)
			near(t, "ε", Epsilon(column(u, i), column(g, i)), c.Epsilon[i], 1e-9)
		}
		near(t, "pooled KLOM", must(PooledKLOM(u, g, reference)), c.Pooled, 1e-9)
		near(t, "F", must(ForgettingQuality(u, g)), c.Quality, 1e-12)
		l, err := SpeakerLiRA(u, g, g, u)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "AUC", l.AUC, c.LiRA, 1e-12)
		near(t, "AUC of the two exchanged", l.Control, c.LiRA, 1e-12) // the score changes its sign
	}
}

// On normal numbers of other draws than the script's 4,000 clips: 1,000 here
// have a standard error of 0.06 at ten models and less than 0.02 at 100.
func TestKLOMOfNormals(t *testing.T) {
	random := network.Stream(1, "", "test klom", "", 0)
	for _, c := range readDistributions(t).MeanKLOM {
		got := mean(mustAll(KLOM(normals(random, c.Models, 1000, c.Shift),
			normals(random, c.Models, 1000, 0))))
		near(t, "mean KLOM", got, c.Mean, 2/float64(c.Models)+0.04)
	}
	same := normals(random, 5, 3, 0)
	if got := mustAll(KLOM(same, same)); slices.Max(got) > 1e-12 {
		t.Errorf("KLOM of the same margins is %v", got)
	}
	constant := [][]float64{{1}, {1}}
	near(t, "KLOM of a constant", mustAll(KLOM(constant, constant))[0], 0, 1e-15)
}

// Two models, one bin each at the two ends: P = (1, 0 …), Q = (0, … 1), by hand
// ln(1·(1 + 1e-5)/1e-5).
func TestKLOMByHand(t *testing.T) {
	got := mustAll(KLOM([][]float64{{0}, {0}}, [][]float64{{1}, {1}}))[0]
	near(t, "KLOM", got, math.Log((1+1e-5)/1e-5), 1e-12)
}

func mustAll(x []float64, err error) []float64 {
	if err != nil {
		panic(err)
	}
	return x
}

// With reference golds of their own, ten models a side and 200 clips, on normal
// numbers; the script repeats it a hundred times. Golds that are the reference
// too have ten times the floor.
func TestPooledKLOM(t *testing.T) {
	golden := readDistributions(t)
	random := network.Stream(1, "", "test pooled", "", 0)
	const repeats = 10
	reused := 0.0
	for _, c := range golden.MeanPooled {
		sum := 0.0
		for range repeats {
			golds := normals(random, 10, 200, 0)
			sum += must(PooledKLOM(normals(random, 10, 200, c.Shift), golds,
				normals(random, 10, 200, 0))) / repeats
			reused += must(PooledKLOM(normals(random, 10, 200, 0), golds, golds)) / 3 / repeats
		}
		near(t, "mean pooled KLOM", sum, c.Mean, 0.005+0.2*c.Mean)
	}
	near(t, "the floor with golds used twice", reused, golden.MeanPooledReused, 0.05)
}

// Identical margins tell nothing, separated ones all, and near-constant ones
// are a trick; independent draws of one law get about a third by the rules with
// one threshold, as the script's do, and not more by all.
func TestForgettingQuality(t *testing.T) {
	random := network.Stream(1, "", "test forgetting", "", 0)
	golds := normals(random, 64, 100, 0)
	near(t, "F of the same", must(ForgettingQuality(golds, golds)), 1, 0)
	near(t, "F of models far off", must(ForgettingQuality(normals(random, 64, 100, 20), golds)), 0,
		0)
	trick := normals(random, 64, 100, 0)
	for _, margins := range trick {
		for c := range margins {
			margins[c] *= 1e-4
		}
	}
	near(t, "ε of a trick", Epsilon(column(trick, 0), column(golds, 0)), 50, 0)

	others := normals(random, 64, 100, 0)
	single := 0.0
	for c := range 100 {
		u, g := slices.Sorted(slices.Values(column(others, c))),
			slices.Sorted(slices.Values(column(golds, c)))
		e := min(50, byThreshold(u, g))
		single += math.Pow(2, -math.Floor(e/challengeBin)) / 100
	}
	near(t, "F of golds by one threshold", single, readDistributions(t).MeanQualityByThreshold,
		0.06)
	all := must(ForgettingQuality(others, golds))
	if !(all > 0.05 && all <= single) {
		t.Errorf("F of golds by all rules is %v, by one threshold %v", all, single)
	}
}

// Models of the same law are told apart half of the time, shifted ones nearly
// always, and the control shows where other clips give it away. 40 repeats of
// ten models have a standard error below 0.03.
func TestSpeakerLiRA(t *testing.T) {
	random := network.Stream(1, "", "test lira", "", 0)
	null, shifted := LiRA{}, LiRA{}
	const repeats = 40
	for range repeats {
		draw := func(shift float64) [][]float64 { return normals(random, 10, 30, shift) }
		a, err := SpeakerLiRA(draw(0), draw(0), draw(1), draw(0))
		if err != nil {
			t.Fatal(err)
		}
		b, err := SpeakerLiRA(draw(1), draw(0), draw(0), draw(0))
		if err != nil {
			t.Fatal(err)
		}
		null.AUC, null.Control = null.AUC+a.AUC/repeats, null.Control+a.Control/repeats
		shifted.AUC, shifted.Control = shifted.AUC+b.AUC/repeats, shifted.Control+b.Control/repeats
	}
	near(t, "AUC of the same law", null.AUC, 0.5, 0.1)
	near(t, "its control, where others are shifted", null.Control, 1, 0.02)
	near(t, "AUC of a shift", shifted.AUC, 1, 0.02)
	near(t, "its control", shifted.Control, 0.5, 0.1)
}

// Lists that do not fit, and margins that are not finite, are refused.
func TestDistributionsRefuse(t *testing.T) {
	good := [][]float64{{1, 2}, {2, 3}, {3, 4}, {4, 5}}
	for name, bad := range map[string][][]float64{
		"none": nil, "one": good[:1], "other clips": {{1, 2}, {1}, {2, 3}, {4, 5}},
		"no clips": {{}, {}, {}, {}}, "NaN": {{1, 2}, {math.NaN(), 1}, {2, 3}, {1, 1}},
	} {
		_, klom := KLOM(bad, good)
		_, pooled := PooledKLOM(good, good, bad)
		_, forgetting := ForgettingQuality(bad, good)
		_, lira := SpeakerLiRA(good, good, good, bad)
		for what, err := range map[string]error{"KLOM": klom, "pooled KLOM": pooled,
			"F": forgetting, "LiRA": lira} {
			if err == nil || errors.Is(err, ErrDiverged) != (name == "NaN") {
				t.Errorf("%s of %s: %v", what, name, err)
			}
		}
	}
	if _, err := SpeakerLiRA(good, append(good, good[0]), good, good); err == nil {
		t.Error("LiRA took other pairs")
	}
}
