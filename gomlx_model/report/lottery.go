package report

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/stat"
)

// A LotteryRow says what studies like the paper's would have reported about one
// contrast. Each speaker with each choice of three seeds is such a study,
// tested by the paired t over its seeds: two degrees of freedom, two-sided,
// uncorrected.
type LotteryRow struct {
	A, B, Set string
	Paper     paperNumber
	Claimed   int // direction in F1 that the paper reports, 0 for "not significant"

	Studies      int
	Below, Above int // with p below Alpha and a mean below or above 0
	// without spread among its seeds, so without a test: not significant
	Flat int
	// means that lie in the 95 % prediction interval from all speakers, and in
	// that from the other speakers alone
	Held, HeldByOthers int
}

// Name is "conv-bn − base, excluded".
func (r LotteryRow) Name() string { return fmt.Sprintf("%s − %s, %s", r.A, r.B, r.Set) }

// Reported counts the studies that report what the paper reports.
func (r LotteryRow) Reported() int {
	switch {
	case r.Claimed < 0:
		return r.Below
	case r.Claimed > 0:
		return r.Above
	}
	return r.Studies - r.Below - r.Above
}

// Lottery computes every mini-study in macro F1 for each contrast that the
// paper reports: the six comparisons of schemes, the cells of Tables 1 and 2,
// and original − gold.
func Lottery(v *records.View) []LotteryRow {
	var rows []LotteryRow
	add := func(set, a, b string, paper paperNumber, claimed int) {
		row := LotteryRow{A: a, B: b, Set: set, Paper: paper, Claimed: claimed}
		if row.play(v.Difference(records.F1, set, a, b)); row.Studies > 0 {
			rows = append(rows, row)
		}
	}
	for _, c := range schemeContrasts(v) {
		add(c.Set, c.A, c.B, paperDifference(c.Set, c.A, c.B), c.claimed())
	}
	for _, c := range PaperTable1 {
		add(c.Set, c.Scheme, names.Original, c.printed(), sign(c.Value))
	}
	for _, c := range PaperTable2 {
		add(c.Set, c.Scheme, names.Gold, c.printed(), sign(c.Value))
	}
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		n := paperOriginalLessGold(set)
		add(set, names.Original, names.Gold, n, sign(n.value()))
	}
	return rows
}

// play makes all mini-studies of a sample.
func (r *LotteryRow) play(s records.Sample) {
	clusters := s.Clusters()
	all := stats.Predict(clusters, paperSeeds)
	for i, values := range clusters {
		others := stats.Predict(slices.Delete(slices.Clone(clusters), i, i+1), paperSeeds)
		for _, seeds := range triples(len(values)) {
			study := []float64{values[seeds[0]], values[seeds[1]], values[seeds[2]]}
			mean, test := stat.Mean(study, nil), stats.PairedT(study)
			r.Studies++
			r.Held += count(all.Holds(mean, mean))
			r.HeldByOthers += count(others.Holds(mean, mean))
			r.Flat += count(math.IsNaN(test.P))
			r.Below += count(test.Significant() && mean < 0)
			r.Above += count(test.Significant() && mean > 0)
		}
	}
}

// reached is the share of a sample's mini-studies that come at least as far as
// a number of the paper: their mean lies on the same side of the mean of the
// speakers' means as the number, and at least as far from it. A number that
// rounds to our mean is reached by all; without mini-studies it is NaN.
func reached(s records.Sample, theirs paperNumber) float64 {
	clusters := s.Clusters()
	ours := stat.Mean(s.SpeakerMeans(), nil)
	studies, far := 0, 0
	for _, values := range clusters {
		for _, seeds := range triples(len(values)) {
			mean := stat.Mean([]float64{values[seeds[0]], values[seeds[1]], values[seeds[2]]}, nil)
			studies++
			switch {
			case theirs.low > ours:
				far += count(mean >= theirs.low)
			case theirs.high < ours:
				far += count(mean <= theirs.high)
			default:
				far++
			}
		}
	}
	if studies == 0 {
		return math.NaN()
	}
	return float64(far) / float64(studies)
}

// triples returns every choice of three of n things, as the paper has three
// seeds.
func triples(n int) (choices [][paperSeeds]int) {
	for i := range n {
		for j := i + 1; j < n; j++ {
			for k := j + 1; k < n; k++ {
				choices = append(choices, [paperSeeds]int{i, j, k})
			}
		}
	}
	return choices
}

// count is 1 for true.
func count(b bool) int {
	if b {
		return 1
	}
	return 0
}
