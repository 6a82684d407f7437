package explain

import "math"

// Centred removes from a matrix the effects that belong to a row or a column
// alone: "forgetting i harms everybody" and "j suffers from everything". What
// is left says who suffers for whom. With μ the mean of the cells off the
// diagonal, and R_i and K_j the sums of a row and of a column,
//
//	c_ij = m_ij − μ − r_i − k_j,   Σ_j c_ij = Σ_i c_ij = 0
//	r_i  = ((n−1)·R_i + K_i)/(n(n−2)) − (n−1)/(n−2)·μ
//	k_j  = ((n−1)·K_j + R_j)/(n(n−2)) − (n−1)/(n−2)·μ
//
// The diagonal becomes NaN. Centred needs at least three speakers. R. M.
// Warner, D. A. Kenny and M. Stoto, A New Round Robin Analysis of Variance for
// Social Interaction Data, Journal of Personality and Social Psychology 37
// (1979).
func Centred(m [][]float64) [][]float64 {
	n := float64(len(m))
	rows, columns, total := make([]float64, len(m)), make([]float64, len(m)), 0.0
	for i := range m {
		for j := range m {
			if i != j {
				rows[i] += m[i][j]
				columns[j] += m[i][j]
				total += m[i][j]
			}
		}
	}
	mean := total / (n * (n - 1))
	effect := func(own, other float64) float64 {
		return ((n-1)*own+other)/(n*(n-2)) - (n-1)/(n-2)*mean
	}
	out := make([][]float64, len(m))
	for i := range m {
		for j := range m {
			cell := math.NaN()
			if i != j {
				cell = m[i][j] - mean - effect(rows[i], columns[i]) - effect(columns[j], rows[j])
			}
			out[i] = append(out[i], cell)
		}
	}
	return out
}
