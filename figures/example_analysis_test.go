package figures_test

import (
	"fmt"
	"os"
	"strconv"

	"audiounlearning/figures"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// Records become rows, and rows become the figure. On test base ends three
// times as far from gold as gold2 does, for an eighth of gold's passes.
func ExampleFrontier() {
	var all []records.Record
	for method, m := range map[string]struct {
		passes         int
		test, excluded float64
	}{
		"original": {1000, 0.99, 1}, "gold": {800, 0.98, 0.7}, "gold2": {800, 0.99, 0.74},
		"base": {100, 0.95, 0.9}, "retrain-30": {200, 0.96, 0.66},
	} {
		for set, f1 := range map[string]float64{"test": m.test, "excluded": m.excluded} {
			all = append(all, records.Record{Protocol: "P", Norm: "batch", Speaker: "ada", Seed: 1,
				Method: method, Set: set, N: 100, Accuracy: f1, F1: f1, Passes: m.passes,
				Status: "ok"})
		}
	}
	v, err := records.Select(all, records.DefaultSelection())
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, _ := report.Frontier(v)
	f, err := figures.Frontier(rows)
	if err == nil {
		err = figures.Save(os.TempDir(), "frontier", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data()[1:] {
		distance, _ := strconv.ParseFloat(row[4], 64)
		fmt.Printf("%s: %s, %s of gold's passes, distance %.1f\n", row[0], row[1], row[3], distance)
	}
	// Output:
	// test: original, 0 of gold's passes, distance 1.0
	// test: base, 0.125 of gold's passes, distance 3.0
	// test: retrain-30, 0.25 of gold's passes, distance 3.0
	// test: gold2, 1 of gold's passes, distance 1.0
	// excluded: original, 0 of gold's passes, distance 7.5
	// excluded: base, 0.125 of gold's passes, distance 5.0
	// excluded: retrain-30, 0.25 of gold's passes, distance 2.0
	// excluded: gold2, 1 of gold's passes, distance 1.0
}

// The pooled row of each comparison has its verdict. Conv BN makes 4/3 times
// base's errors for both speakers: 20 and 15 of 100 clips. The ratio is 20½ ÷
// 15½, because half an error is added on both sides to keep models without
// errors in. Without any spread between two speakers there is nothing to test.
func ExampleForest() {
	f, err := figures.Forest(twoSpeakers(map[string]float64{"original": 0.99, "gold": 0.9,
		"base": 0.85, "conv-bn": 0.8}))
	if err == nil {
		err = figures.Save(os.TempDir(), "forest", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data()[1:4] {
		fmt.Println(row[0], row[1], row[2], row[4][:4])
	}
	fmt.Println(f.Data()[3][7])
	// Output:
	// test Conv BN against Base ada 1.32
	// test Conv BN against Base ben 1.32
	// test Conv BN against Base 2 speakers 1.32
	// undecided
}

// Two speakers with three seeds make one study each. Nothing varies between
// seeds here, so there is no test and nothing is significant.
func ExampleLottery() {
	f, err := figures.Lottery(twoSpeakers(map[string]float64{"base": 0.85, "conv-bn": 0.8}))
	if err == nil {
		err = figures.Save(os.TempDir(), "lottery", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data()[1:] {
		fmt.Printf("%s, %s − %s: %s in the paper, %s of %s studies not significant\n", row[0],
			row[1], row[2], row[3], row[7], row[5])
	}
	// Output:
	// test, conv-bn − base: +0.0030 in the paper, 2 of 2 studies not significant
	// excluded, conv-bn − base: −0.0197 in the paper, 2 of 2 studies not significant
}

// twoSpeakers makes records of two speakers and three seeds from the score of
// each method, on test and on excluded.
func twoSpeakers(score map[string]float64) *records.View {
	var all []records.Record
	for method, f1 := range score {
		for _, speaker := range []string{"ada", "ben"} {
			for seed := 1; seed <= 3; seed++ {
				for _, set := range []string{"test", "excluded"} {
					all = append(all, records.Record{Speaker: speaker, Seed: seed, Method: method,
						Set: set, N: 100, Accuracy: f1, F1: f1, Status: "ok"})
				}
			}
		}
	}
	v, err := records.Select(all, records.Selection{})
	if err != nil {
		panic(err)
	}
	return v
}

// Noise of twice the scale goes further towards gold and costs more errors. The
// data have the way to gold on excluded and the ratio of errors on test.
func ExampleNoiseSteps() {
	f, err := figures.NoiseSteps(twoSpeakers(map[string]float64{"original": 1, "gold": 0.8,
		"gold2": 0.8, "no-noise": 0.99, "base": 0.95, "noise-0.16": 0.7}))
	if err == nil {
		err = figures.Save(os.TempDir(), "noise", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data()[1:] {
		if row[4] == "ada" {
			value, _ := strconv.ParseFloat(row[5], 64)
			fmt.Printf("%s: %s, %s, %.2f\n", row[0], row[1], row[2], value)
		}
	}
	// Output:
	// excluded: no-noise, 0, 0.05
	// excluded: base, 0.08, 0.25
	// excluded: noise-0.16, 0.16, 1.50
	// test: no-noise, 0, 0.07
	// test: base, 0.08, 0.27
	// test: noise-0.16, 0.16, 1.49
}
