package stats_test

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/stats"
)

// differences are of six speakers; SciPy's ttest_1samp gives the same p-values.
var differences = []float64{-0.021, -0.012, -0.034, -0.018, -0.009, -0.025}

// A difference can be significant and yet within the margin.
func ExampleTOST() {
	t, e := stats.PairedT(differences), stats.TOST(differences, 0.05)
	fmt.Printf("p %.4f, different: %v\n", t.P, t.Significant())
	fmt.Printf("p %.4f, within ±%g: %v\n", e.P, e.Margin, e.Equivalent())
	// Output:
	// p 0.0030, different: true
	// p 0.0002, within ±0.05: true
}

// A test that could not be made makes the others no easier to pass.
func ExampleHolm() {
	fmt.Printf("%.2f\n", stats.Holm([]float64{0.01, 0.02, 0.04}))
	fmt.Printf("%.2f\n", stats.Holm([]float64{0.01, 0.02, math.NaN()}))
	// Output:
	// [0.03 0.04 0.04]
	// [0.03 0.04 NaN]
}

// Of 2⁶ ways to give six differences signs only two are as extreme.
func ExampleFlipSigns() {
	s := stats.FlipSigns(differences)
	fmt.Printf("p %.4f, and no less with %d differences\n", s.P, s.N)
	// Output: p 0.0312, and no less with 6 differences
}

func ExampleSignedRank() {
	w := stats.SignedRank(differences)
	fmt.Printf("W %g, p %.4f, exact: %v\n", w.W, w.P, w.Exact)
	// Output: W 0, p 0.0312, exact: true
}

// Whole clusters are drawn, and each counts the same. Of 27 resamples the two
// least means are 2 and 2⅔, and the 2.5 % quantile lies 0.65 of the way between
// them.
func ExampleClusterBootstrap() {
	i := stats.ClusterBootstrap([][]float64{{1, 3}, {4}, {6, 6, 6}}, nil)
	fmt.Printf("%.2f [%.2f, %.2f] of %d clusters\n", i.Mean, i.Low, i.High, i.Clusters)
	fmt.Println(i.Warnings[0])
	// Output:
	// 4.00 [2.43, 5.57] of 3 clusters
	// 3 clusters: a percentile interval from so few covers less than 95 %
}

// The speakers differ by more than seeds of one do: mean squares of 50 and 2,
// with two values a speaker.
func ExampleVarianceComponents() {
	c := stats.VarianceComponents([][]float64{{0, 2}, {5, 7}, {10, 12}})
	fmt.Printf("between %.2f, within %.2f, ICC %.2f\n", c.Between, c.Within, c.ICC)
	// Output: between 4.90, within 1.41, ICC 0.92
}

// Three seeds of a speaker who is new may fall farther from the mean than any
// speaker has. SciPy's t gives the same interval.
func ExamplePredict() {
	p := stats.Predict([][]float64{{0, 2}, {5, 7}, {10, 12}}, 3)
	fmt.Printf("%.1f [%.1f, %.1f]\n", p.Mean, p.Low, p.High)
	fmt.Println(p.Holds(15, 15), p.Holds(40, 40))
	// Output:
	// 6.0 [-19.2, 31.2]
	// true false
}

// The greater score is a member's in five of the six pairs.
func ExampleAUC() {
	fmt.Printf("%.3f\n", stats.AUC([]float64{3, 1}, []float64{0, 0.5, 2}))
	// Output: 0.833
}

func ExampleSpearman() {
	fmt.Printf("%.2f\n", stats.Spearman([]float64{1, 2, 3, 4, 5}, []float64{10, 20, 40, 30, 1000}))
	// Output: 0.90
}

// Six speakers find a difference of one and a half standard deviations.
func ExamplePairsNeeded() {
	dz := stats.SmallestEffect(6)
	n, ok := stats.PairsNeeded(0.5)
	fmt.Printf("%.2f; half a deviation takes %d pairs (%v)\n", dz, n, ok)
	// Output: 1.43; half a deviation takes 34 pairs (true)
}

func ExampleNestedComponents() {
	c := stats.NestedComponents([][][]float64{{{1, 3}, {5, 7}}, {{11, 13}, {15, 17}}})
	fmt.Printf("speaker %.1f, training %.1f, unlearning %.1f\n", c.Speaker, c.Training, c.Unlearning)
	// Output: speaker 6.8, training 2.6, unlearning 1.4
}
