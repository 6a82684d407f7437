package figures_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"audiounlearning/figures"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/split"
)

// The idea takes no data. Its table says the same as the drawing.
func ExampleIdea() {
	f := figures.Idea()
	if err := figures.Save(os.TempDir(), "idea", f); err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data()[1:] {
		fmt.Printf("%s: from %s, learns from %s\n", row[0], row[1], row[2])
	}
	// Output:
	// original: from random weights, learns from retained + forgotten
	// gold: from random weights, learns from retained
	// unlearned: from original, learns from retained
}

// The shapes and the numbers of weights are worked out from the network's
// settings.
func ExampleArchitecture() {
	f, err := figures.Architecture(network.Default())
	if err == nil {
		err = figures.Save(os.TempDir(), "architecture", f)
	}
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

// Six speakers with ten takes of ten digits each are split as in the study;
// SplitParts counts the sets.
func ExampleSplit() {
	var clips []split.Clip
	for digit := range 10 {
		for _, speaker := range []string{"ada", "ben", "cleo", "dan", "eva", "finn"} {
			for take := range 10 {
				clips = append(clips, split.Clip{Label: strconv.Itoa(digit),
					Speaker: speaker, Take: take})
			}
		}
	}
	parts, err := split.New(clips, "P", "ada", 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := figures.Split("ada", figures.SplitParts(parts))
	if err == nil {
		err = figures.Save(os.TempDir(), "split", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data() {
		fmt.Println(row)
	}
	// Output:
	// [set clips original_trains gold_trains]
	// [retained 405 true true]
	// [validation 45 false false]
	// [test 50 false false]
	// [excluded 100 true false]
}

// Save writes four files. The banner shows that this is a trial run and not the
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

// A column is 85 mm wide, and the text 170 mm.
func ExampleFigure_Size() {
	width, _ := figures.Idea().Size()
	fmt.Printf("%.0f of %.0f points\n", width, figures.TextWidth)
	// Output:
	// 241 of 482 points
}
