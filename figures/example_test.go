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

// Forest puts the verdict beside the pooled row of each comparison. Conv BN
// makes four thirds of base's errors for both speakers: 20 and 15 of 100 clips,
// 20½ ÷ 15½ with the half that keeps a model without errors in. Two speakers
// without any spread leave nothing to test.
func ExampleForest() {
	f, err := figures.Forest(twoSpeakers(map[string]float64{"original": 0.99, "gold": 0.9,
		"base": 0.85, "conv-bn": 0.8}))
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

// Two speakers with three seeds make a study each. Nothing varies between
// seeds here, so there is no test and nothing is significant.
func ExampleLottery() {
	f, err := figures.Lottery(twoSpeakers(map[string]float64{"base": 0.85, "conv-bn": 0.8}))
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
