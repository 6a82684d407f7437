package figures_test

import (
	"fmt"
	"os"
	"path/filepath"

	"audiounlearning/figures"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// Three pairs of base and gold become the figure of their gaps.
func ExampleGaps() {
	var all []records.Record
	for seed, f1 := range [][2]float64{{0.91, 0.75}, {0.93, 0.74}, {0.90, 0.77}} {
		for i, method := range []string{"base", "gold"} {
			all = append(all, records.Record{Speaker: "ada", Seed: seed + 1, Method: method,
				Set: "excluded", N: 500, F1: f1[i]})
		}
	}
	f, err := figures.Gaps(all, "base")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data() {
		fmt.Println(row[0], row[1], row[2], row[3], row[5][:min(4, len(row[5]))])
	}
	// Output:
	// set method speaker seed f1_g
	// excluded base ada 1 0.16
	// excluded base ada 2 0.19
	// excluded base ada 3 0.13
}

// A network is drawn with shapes and counts worked out from its settings.
func ExampleArchitecture() {
	f, err := figures.Architecture(network.Default())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data() {
		fmt.Println(row)
	}
	// Output:
	// [stage rows columns channels trained_weights]
	// [Input 20 20 1 0]
	// [Block 1 10 10 16 192]
	// [Block 2 5 5 32 4704]
	// [Block 3 2 2 64 18624]
	// [Dense 1 1 1 128 33152]
	// [Dense 2 1 1 64 8384]
	// [Output 1 1 10 650]
}

// Save writes four files; a banner keeps a trial run from passing for the
// study.
func ExampleSave() {
	dir, err := os.MkdirTemp("", "figures")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	f := figures.Idea()
	f.Banner = "quick"
	if err := figures.Save(dir, "idea", f); err != nil {
		fmt.Println(err)
		return
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, file := range files {
		fmt.Println(filepath.Base(file))
	}
	// Output:
	// idea.csv
	// idea.pdf
	// idea.png
	// idea.svg
}

// Forest prints the verdict above the rows that it is about.
func ExampleForest() {
	f, err := figures.Forest([]figures.ForestRow{
		{Set: "test", Comparison: "Conv BN − Base", Label: "ada", Mean: 0.004, Low: -0.002,
			High: 0.010, N: 10},
		{Set: "test", Comparison: "Conv BN − Base", Label: "pooled", Mean: 0.003, Low: -0.001,
			High: 0.007, N: 6, Pooled: true, Verdict: "not replicated"},
	}, 0.01)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Data()[2])
	// Output:
	// [test Conv BN − Base pooled 6 0.003 -0.001 0.007 not replicated]
}
