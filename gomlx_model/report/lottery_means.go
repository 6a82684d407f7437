package report

import (
	"slices"

	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/gonum/stat"
)

// LotteryMeans returns the estimate of every mini-study of a row of [Lottery],
// its mean over three seeds of one speaker in macro F1, ascending.
func LotteryMeans(v *records.View, r LotteryRow) []float64 {
	var means []float64
	for _, values := range v.Difference(records.F1, r.Set, r.A, r.B).Clusters() {
		for _, seeds := range triples(len(values)) {
			means = append(means, stat.Mean([]float64{values[seeds[0]], values[seeds[1]],
				values[seeds[2]]}, nil))
		}
	}
	slices.Sort(means)
	return means
}

// PaperRange is the paper's number as far as its digits tell, in macro F1; NaN
// where it has none.
func (r LotteryRow) PaperRange() (low, high float64) {
	if !r.Paper.known {
		return r.Paper.value(), r.Paper.value()
	}
	return r.Paper.low, r.Paper.high
}
