package figures

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// An Interval is a mean with a confidence interval; Low and High are NaN where one run allows none.
type Interval struct {
	Mean, Low, High float64
	N               int // independent values behind it
}

// meanInterval returns the mean of the values with its two-sided 95 % interval by Student's t with n−1 degrees of
// freedom, mean ± t·s/√n.
func meanInterval(values []float64) Interval {
	mean, sd := stat.MeanStdDev(values, nil)
	n := float64(len(values))
	if len(values) < 2 {
		return Interval{Mean: mean, Low: math.NaN(), High: math.NaN(), N: len(values)}
	}
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) * sd / math.Sqrt(n)
	return Interval{Mean: mean, Low: mean - half, High: mean + half, N: len(values)}
}
