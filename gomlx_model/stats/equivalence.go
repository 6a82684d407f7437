package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// An Equivalence is the outcome of two one-sided t tests (TOST): small P says
// that the mean difference lies within ±Margin. It is the larger of the
// one-sided p-values against "mean ≤ −Margin" and "mean ≥ +Margin".
type Equivalence struct {
	Margin         float64
	PLower, PUpper float64 // against −Margin and +Margin
	P              float64
	Warnings       []string
}

// Equivalent reports whether the difference is shown to be within the margin,
// at level Alpha.
func (e Equivalence) Equivalent() bool { return e.P < Alpha }

// TOST tests whether the mean of differences lies within ±margin. The p-values
// are NaN for fewer than two differences and for differences without spread.
//
// D. J. Schuirmann, A comparison of the two one-sided tests procedure and the
// power approach for assessing the equivalence of average bioavailability,
// Journal of Pharmacokinetics and Biopharmaceutics 15 (1987).
func TOST(differences []float64, margin float64) Equivalence {
	t := PairedT(differences)
	e := Equivalence{Margin: margin, PLower: math.NaN(), PUpper: math.NaN(), P: math.NaN(),
		Warnings: t.Warnings}
	if math.IsNaN(t.P) {
		return e
	}
	student := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(t.DF())}
	e.PLower = student.Survival((t.Mean + margin) / t.SE)
	e.PUpper = student.CDF((t.Mean - margin) / t.SE)
	e.P = max(e.PLower, e.PUpper)
	return e
}
