package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Alpha is the two-sided level of every test and one minus the coverage of
// every interval in this package.
const Alpha = 0.05

// A TTest is Student's paired t test of the hypothesis that differences have
// mean 0, with the interval that goes with it.
//
// With d̄ and s the mean and the standard deviation (n − 1 in the denominator)
// of n differences,
//
//	T  = d̄ / (s/√n), with n − 1 degrees of freedom
//	P  = 2·P(t_{n−1} > |T|)
//	Dz = d̄ / s, Cohen's effect size for pairs
//	[Low, High] = d̄ ± t_{n−1, 0.975} · s/√n
//
// What cannot be computed is NaN, and Warnings says why.
type TTest struct {
	N            int
	Mean, SD, SE float64
	T, P, Dz     float64
	Low, High    float64
	Warnings     []string
}

// PairedT tests whether the mean of the differences is 0. Differences that are
// all equal have no spread to test with, so P is NaN, where SciPy gives 0 or
// NaN.
func PairedT(differences []float64) TTest {
	nan := math.NaN()
	r := TTest{N: len(differences), Mean: nan, SD: nan, SE: nan, T: nan, P: nan, Dz: nan, Low: nan,
		High: nan}
	if r.N == 0 {
		r.Warnings = append(r.Warnings, "no pairs")
		return r
	}
	if r.N == 1 {
		r.Mean = differences[0]
		r.Warnings = append(r.Warnings, "1 pair: an interval and a test need 2")
		return r
	}
	r.Mean, r.SD = stat.MeanStdDev(differences, nil)
	r.SE = r.SD / math.Sqrt(float64(r.N))
	t := r.student()
	half := t.Quantile(1-Alpha/2) * r.SE
	r.Low, r.High = r.Mean-half, r.Mean+half
	if spreadless(differences) {
		r.Warnings = append(r.Warnings, "all differences are equal: there is no spread to test "+
			"against")
		return r
	}
	r.T, r.Dz = r.Mean/r.SE, r.Mean/r.SD
	r.P = 2 * t.Survival(math.Abs(r.T))
	if r.N < 6 {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%d pairs: the test assumes that "+
			"their differences are normal, which so few cannot show", r.N))
	}
	return r
}

// DF returns the degrees of freedom.
func (r TTest) DF() int { return r.N - 1 }

// Significant reports whether P is below Alpha.
func (r TTest) Significant() bool { return r.P < Alpha }

// student returns the t distribution with n − 1 degrees of freedom.
func (r TTest) student() distuv.StudentsT {
	return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(r.N - 1)}
}

// spreadless reports whether all values are the same.
func spreadless(values []float64) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}
