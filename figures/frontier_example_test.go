package figures_test

import (
	"fmt"
	"strconv"

	"audiounlearning/figures"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// Records become rows, and rows the figure: base ends three times as far from
// gold on test as retraining twice does, for an eighth of gold's passes.
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
