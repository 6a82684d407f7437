package report

import (
	"math"
	"slices"
	"strings"
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

// TestErrorSharesByHand: base errs on 3, 4, 2, 3 of 100 clips and gold on 1, 2,
// 1, 2: 3 % and 1.5 %, whose ratio 2 is not the price, √3.
func TestErrorSharesByHand(t *testing.T) {
	own, golds := ErrorShares(mustSelect(t, byHand()), names.Base)
	near(t, "base's errors", own.Mean, 0.03, 1e-9)
	near(t, "gold's errors", golds.Mean, 0.015, 1e-9)
}

// withOwnBeginning adds a retrain-30 that is gold itself.
func withOwnBeginning(list []records.Record) []records.Record {
	for _, r := range list {
		if r.Method == names.Gold {
			r.Method, r.Key, r.Passes = "retrain-30", "retrain-30", 200
			list = append(list, r)
		}
	}
	return list
}

// TestRetrainingAgainstTheOtherGold: a retraining that ends where its own gold
// does is as far from the other gold as this is: at the floor, and not below
// it. Its way and price stay against its own gold. Without gold2 it is set
// against its own.
func TestRetrainingAgainstTheOtherGold(t *testing.T) {
	list := withOwnBeginning(byHand())
	v := mustSelect(t, list)
	near(t, "distance", Distance(v, names.SetExcluded, "retrain-30").Mean, 1, 1e-9)
	near(t, "off the floor", offFloor(v, names.SetExcluded, "retrain-30", 0.02).Mean, 0, 1e-9)
	near(t, "way", WayToGold(v, "retrain-30").Mean, 1, 1e-9)
	near(t, "price", Price(v, "retrain-30").Mean, 1, 1e-9)
	alone := mustSelect(t, slices.DeleteFunc(list,
		func(r records.Record) bool { return r.Method == names.Gold2 }))
	near(t, "without gold2", apart(alone, names.SetExcluded, "retrain-30").Test().Mean, 0, 1e-9)
}

// TestOffFloorByHand: on excluded base is 0.12 and 0.32 away where gold2 is
// 0.03 and 0.01, so 0.09 and 0.31 further: 0.20, ± 12.7062·0.11.
func TestOffFloorByHand(t *testing.T) {
	off := offFloor(mustSelect(t, byHand()), names.SetExcluded, names.Base, 1)
	near(t, "further", off.Mean, 0.20, 1e-9)
	near(t, "lower end", off.Low, 0.20-12.7062*0.11, 1e-4)
}

// TestOneFloorForBothDraws: gold2 differs by 0.02 in seeds 1 and 2 and by 0.10
// in 11 and 12, so that the unit is 0.06 by whichever draw: base, 0.22 away in
// both, is at 3.67.
func TestOneFloorForBothDraws(t *testing.T) {
	list := byHand()
	for _, r := range byHand() {
		r.Seed, r.Key = r.Seed+10, r.Key+"again"
		if r.Method == names.Gold2 && r.Set == names.SetExcluded {
			r.F1 = 0.5
			if r.Speaker == "ann" {
				r.F1 = 0.7
			}
		}
		list = append(list, r)
	}
	study := mustSelect(t, list)
	rows, _ := Frontier(study)
	again, _ := frontierOf(study.Among(Exploring), study)
	for _, draw := range [][]FrontierRow{rows, again} {
		row, _ := rowOf(draw, names.Base)
		near(t, "base", row.Excluded.Mean, 0.22/0.06, 1e-9)
	}
	row, _ := rowOf(rows, names.Gold2)
	near(t, "gold2 of the draw that heads", row.Excluded.Mean, 0.10/0.06, 1e-9)
	if text := FrontierTable(study).Text(); !strings.Contains(text,
		"0.0600 on excluded (seeds 1–2: 0.0200, 11–12: 0.1000)") {
		t.Errorf("the note does not give both draws' floors:\n%s", text)
	}
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
