package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// A Wilcoxon is the signed-rank test of the hypothesis that differences are
// symmetric around 0.
//
// The absolute differences other than 0 are ranked, equal ones sharing their
// mean rank. W is the smaller of the rank sums of the positive and of the
// negative differences, P is two-sided.
type Wilcoxon struct {
	N        int // differences other than 0
	W, P     float64
	Exact    bool // P is from all 2^N assignments of signs; otherwise from the normal approximation
	Warnings []string
}

// Limits of the exact distribution, those of SciPy's wilcoxon with
// method="auto" (1.17), so that the two agree.
const (
	exactPairs     = 50 // without ties and zeros
	exactTiedPairs = 13 // with them
)

// SignedRank tests differences by Wilcoxon's signed ranks, as SciPy's
// wilcoxon(differences) does by default: zeros are dropped; P is exact for up
// to 50 differences without ties or zeros, and for up to 13 with them; else it
// is the normal approximation with the tie correction and without the
// continuity correction.
func SignedRank(differences []float64) Wilcoxon {
	nonzero := slices.DeleteFunc(slices.Clone(differences), func(d float64) bool { return d == 0 })
	w := Wilcoxon{N: len(nonzero), W: math.NaN(), P: math.NaN()}
	if w.N == 0 {
		w.Warnings = append(w.Warnings, "no differences other than 0")
		return w
	}
	ranks, ties := doubledRanks(nonzero)
	positive, total := 0, 0
	for i, r := range ranks {
		total += r
		if nonzero[i] > 0 {
			positive += r
		}
	}
	smaller := min(positive, total-positive)
	w.W = float64(smaller) / 2

	irregular := len(ties) > 0 || w.N < len(differences)
	w.Exact = len(differences) <= exactTiedPairs || !irregular && len(differences) <= exactPairs
	if w.Exact {
		w.P = min(1, 2*signedRankCDF(ranks, total, smaller))
	} else {
		n, correction := float64(w.N), 0.0
		for _, t := range ties {
			correction += float64(t*t*t - t)
		}
		sd := math.Sqrt((n*(n+1)*(2*n+1) - correction/2) / 24)
		w.P = 2 * distuv.UnitNormal.CDF((w.W-n*(n+1)/4)/sd)
	}
	// With n signs the smallest possible P is 2 / 2^n: five pairs can never
	// reach 0.05.
	if least := math.Ldexp(2, -w.N); least >= Alpha {
		w.Warnings = append(w.Warnings, fmt.Sprintf("%d pairs: the smallest possible p is %.3g, "+
			"so significance cannot be reached (6 pairs can)", w.N, least))
	}
	return w
}

// doubledRanks returns twice the mid-rank of each |d|, an integer even for
// ties, and the sizes of the groups of ties.
func doubledRanks(d []float64) (ranks, ties []int) {
	order := make([]int, len(d))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(math.Abs(d[a]),
			math.Abs(d[b]))
	})
	ranks = make([]int, len(d))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && math.Abs(d[order[to]]) == math.Abs(d[order[from]]) {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = from + 1 + to // twice the mean of ranks from+1 … to
		}
		if to-from > 1 {
			ties = append(ties, to-from)
		}
		from = to
	}
	return ranks, ties
}

// signedRankCDF returns the probability that the ranks with a positive sign sum
// to at most limit, each sign being a fair coin. It convolves the distributions
// of the ranks one by one; total is the sum of all ranks.
func signedRankCDF(ranks []int, total, limit int) float64 {
	p := make([]float64, total+1)
	p[0] = 1
	for _, r := range ranks {
		for s := total; s >= 0; s-- {
			p[s] /= 2
			if s >= r {
				p[s] += p[s-r] / 2
			}
		}
	}
	sum := 0.0
	for s := 0; s <= limit; s++ {
		sum += p[s]
	}
	return sum
}
