package explain

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/combin"
)

// maxMantel bounds what is enumerated: 8! = 40,320 orders.
const maxMantel = 8

// A Mantel is the test of whether two square matrices over the same speakers
// go together.
type Mantel struct {
	Rank   float64 // Spearman's correlation of the cells off the diagonal
	P      float64 // two-sided, exact
	Orders int     // how many were compared, including the observed one
}

// NewMantel correlates two matrices, and compares the correlation with those
// under all ways to rename the speakers of the second, rows and columns alike:
//
//	P = share of the orders π with |ρ(a_ij, b_π(i)π(j))| ≥ |ρ(a_ij, b_ij)|, i ≠ j
//
// The cells of a matrix share speakers and are not independent, so a p-value
// that treats them as independent would be far too small. The smallest p for
// six speakers is 1/720. N. Mantel, The Detection of Disease Clustering and a
// Generalized Regression Approach, Cancer Research 27 (1967). It is an error if
// the matrices are not square, of one size in 3…8, and finite off the diagonal.
func NewMantel(a, b [][]float64) (Mantel, error) {
	n := len(a)
	if n < 3 || n > maxMantel || len(b) != n {
		return Mantel{}, fmt.Errorf("mantel: matrices of %d and %d speakers: it needs 3 to %d in "+
			"both", n, len(b), maxMantel)
	}
	for i := range n {
		if len(a[i]) != n || len(b[i]) != n {
			return Mantel{}, fmt.Errorf("mantel: row %d has %d and %d cells: both need %d", i,
				len(a[i]), len(b[i]), n)
		}
	}
	identity := make([]int, n)
	for i := range identity {
		identity[i] = i
	}
	left := offDiagonal(a, identity)
	m := Mantel{Rank: stats.Spearman(left, offDiagonal(b, identity))}
	if math.IsNaN(m.Rank) || math.IsNaN(stat.Mean(left, nil)+
		stat.Mean(offDiagonal(b, identity), nil)) {
		return Mantel{}, fmt.Errorf("mantel: a matrix is constant or has a cell that is not a " +
			"number: every pair of speakers needs a value")
	}
	extreme := 0.0
	for orders := combin.NewPermutationGenerator(n, n); orders.Next(); m.Orders++ {
		// equal correlations may differ by rounding
		if rho := stats.Spearman(left, offDiagonal(b, orders.Permutation(nil))); math.Abs(
			rho) >= math.Abs(m.Rank)-1e-12 {
			extreme++
		}
	}
	m.P = extreme / float64(m.Orders)
	return m, nil
}

// offDiagonal lists the cells off the diagonal with the speakers renamed.
func offDiagonal(m [][]float64, order []int) (cells []float64) {
	for i := range m {
		for j := range m {
			if i != j {
				cells = append(cells, m[order[i]][order[j]])
			}
		}
	}
	return cells
}
