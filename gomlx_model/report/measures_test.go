package report

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// byHand are two speakers with two seeds each, in numbers that can be divided
// in the head. Every model answers 100 clips of test and of excluded.
func byHand() []records.Record {
	var all []records.Record
	add := func(method string, passes int, test, excluded [4]float64) {
		for i, p := range []records.PairKey{{Speaker: "ann", Seed: 1}, {Speaker: "ann", Seed: 2},
			{Speaker: "ben", Seed: 1}, {Speaker: "ben", Seed: 2}} {
			for set, f1 := range map[string]float64{names.SetTest: test[i],
				names.SetExcluded: excluded[i]} {
				all = append(all, records.Record{Corpus: "c", Protocol: names.ProtocolPaper,
					Norm: "batch", Speaker: p.Speaker, Seed: p.Seed, Method: method, Set: set,
					N: 100, F1: f1, Accuracy: f1, Passes: passes, Status: names.StatusOK,
					Confidence: f1, Key: method})
			}
		}
	}
	add(names.Original, 1000, [4]float64{0.99, 0.99, 0.99, 0.99}, [4]float64{1, 1, 1, 1})
	add(names.Gold, 800, [4]float64{0.99, 0.98, 0.99, 0.98}, [4]float64{0.8, 0.8, 0.6, 0.6})
	add(names.Gold2, 800, [4]float64{0.98, 0.98, 0.98, 0.98}, [4]float64{0.82, 0.76, 0.62, 0.6})
	add(names.Base, 100, [4]float64{0.97, 0.96, 0.98, 0.97}, [4]float64{0.9, 0.94, 0.9, 0.94})
	return all
}

// TestMeasuresByHand: base goes from 1 to 0.92 where gold goes to 0.8 and 0.6,
// so 0.4 of ann's way and 0.2 of ben's: mean 0.3, standard error 0.1, and by
// the t of one degree of freedom ± 12.7062·0.1; by the means 0.16/0.6 of half,
// 0.08/0.3.
//
// Errors on test are 3, 4 of ann's and 2, 3 of ben's against 1, 2 and 1, 2: by
// the means 4/2 and 3/2, whose geometric mean is √3.
//
// |gold2 − gold| on test is 0.01, 0, 0.01, 0, mean 0.005; base is 0.02, 0.02,
// 0.01, 0.01 away, mean 0.015: distance 3. On excluded 0.02, 0.04, 0.02, 0 make
// 0.02, and 0.1, 0.14, 0.3, 0.34 make 0.22: distance 11.
func TestMeasuresByHand(t *testing.T) {
	v := mustSelect(t, byHand())
	w := WayToGold(v, names.Base)
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"way", w.Mean, 0.3}, {"lower end", w.Low, 0.3 - 1.27062}, {"ratio", w.OfMeans, 0.08 / 0.3},
		{"price", Price(v, names.Base).Mean, math.Sqrt(3)},
		{"price of gold", Price(v, names.Gold).Mean, 1},
		{"distance, test", Distance(v, names.SetTest, names.Base).Mean, 3},
		{"distance, excluded", Distance(v, names.SetExcluded, names.Base).Mean, 11},
		{"the floor", Distance(v, names.SetExcluded, names.Gold2).Mean, 1},
		{"cost", CostOf(v, names.Base).Share, 0.125},
		{"passes", CostOf(v, names.Base).Passes, 100},
		{"cost of the original", CostOf(v, names.Original).Share, 0},
	} {
		if !(math.Abs(c.got-c.want) <= 1e-5) {
			t.Errorf("%s is %v, want %v", c.what, c.got, c.want)
		}
	}
	list := byHand()
	for i := range list { // gold now does no worse on ben
		if list[i].Speaker == "ben" && list[i].Method == names.Gold {
			list[i].F1 = 1
		}
	}
	if got := WayToGold(mustSelect(t, list), names.Base); !(math.Abs(got.Mean-0.4) <= 1e-9) ||
		!(math.Abs(got.OfMeans-0.8) <= 1e-9) {
		t.Errorf("with no way to go on ben: %+v, want ann's 0.4 and 0.08/0.1", got)
	}
	if got := WayToGold(v, names.ConvBN); !math.IsNaN(got.Mean) || len(got.Sample.Missing) != 4 {
		t.Errorf("a method without records: %+v, want NaN and four absences", got)
	}
}

// golden is what testdata/published.py computed from the published files, apart
// from this package.
type golden struct {
	Pairs     int
	Way       map[string][3]float64 // mean, lower end, ratio of means
	Price     map[string][2]float64 // mean, lower end
	Distance  map[string]map[string][2]float64
	Retrain30 [3]float64            // from traces: distance on test, on excluded, way
	Agreement map[string][4]float64 // as gold, wrong too, wrong alone, rank correlation
}

func readGolden(t *testing.T) (g golden) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "published.json"))
	if err == nil {
		err = json.Unmarshal(text, &g)
	}
	if err != nil || g.Pairs == 0 {
		t.Fatalf("published.json: %v, %d pairs", err, g.Pairs)
	}
	return g
}

// TestMeasuresOfPublished compares with numbers that a script of Python,
// written apart from this package, computed from the same published records.
func TestMeasuresOfPublished(t *testing.T) {
	v, want := publishedView(t), readGolden(t)
	check := func(what string, got Estimate, mean, low float64) {
		t.Helper()
		if !(math.Abs(got.Mean-mean) <= 1e-9) || !(math.Abs(got.Low-low) <= 1e-9) {
			t.Errorf("%s is %.10f from %.10f, want %.10f from %.10f", what, got.Mean, got.Low, mean,
				low)
		}
	}
	for method, w := range want.Way {
		got := WayToGold(v, method)
		check("way of "+method, got.Estimate, w[0], w[1])
		check("ratio of means of "+method, Estimate{Mean: got.OfMeans}, w[2], 0)
	}
	for method, w := range want.Price {
		check("price of "+method, Price(v, method), w[0], w[1])
	}
	for method, sets := range want.Distance {
		for set, w := range sets {
			check("distance of "+method+" on "+set, Distance(v, set, method), w[0], w[1])
		}
	}
}

// publishedView selects the paper's study, seeds 1 to 10, from the published
// records: what the scripts of Python read.
func publishedView(t *testing.T) *records.View {
	t.Helper()
	return mustSelect(t, publishedRecords(t)).Among(func(p records.PairKey) bool {
		return p.Seed <= 10
	})
}

// publishedRecords are the published records, without which the test is
// skipped.
func publishedRecords(t *testing.T) []records.Record {
	t.Helper()
	all, err := records.PublishedRecords()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("nothing is published yet")
	}
	if err != nil {
		t.Fatal(err)
	}
	selection := records.DefaultSelection()
	return selection.Filter(all)
}

// TestConfidenceTable: byHand has F1 for confidence. On test base is 0.02,
// 0.03, 0.01, 0.02 below the original, by speaker 0.025 and 0.015: −0.02, and
// by the t of one degree of freedom ± 12.7062·0.005.
func TestConfidenceTable(t *testing.T) {
	want := []string{names.SetTest, names.Base, "0.9900", "0.9700", "0.9850", "−0.0200",
		"[−0.0835, +0.0435]", "4 runs, 2 speakers"}
	table := ConfidenceTable(mustSelect(t, byHand()))
	if !slices.Equal(table.Rows[0], want) {
		t.Errorf("row %v, want %v", table.Rows[0], want)
	}
}
