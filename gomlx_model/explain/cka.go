package explain

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// cka says how alike two layers see the same n clips, whatever their units: 1
// for representations that are turned, mirrored or scaled copies of each other,
// about 0, or a little less, for unrelated ones. X and y are clip × unit, row
// by row; they may have different units. It is linear centred kernel alignment
// (S. Kornblith et al., arXiv:1905.00414),
//
//	CKA = HSIC(K, L) / √(HSIC(K, K)·HSIC(L, L)),   K = XXᵀ, L = YYᵀ
//
// with the unbiased estimate of HSIC (L. Song et al., Feature Selection via
// Dependence Maximization, JMLR 13, 2012; T. Nguyen et al., arXiv:2010.15327),
// where K and L have a diagonal of 0,
//
//	HSIC = [tr(KL) + 1ᵀK1·1ᵀL1/((n−1)(n−2)) − 2·1ᵀKL1/(n−2)] / (n(n−3))
//
// By the plain estimate, any two layers with more units than clips are alike.
// It is an error if there are fewer than 4 clips, if the sizes do not fit, or
// if a side does not distinguish the clips, so that its HSIC is not above 0.
func cka(x, y []float32, clips int) (float64, error) {
	k, err := gram(x, clips)
	if err != nil {
		return 0, err
	}
	l, err := gram(y, clips)
	if err != nil {
		return 0, err
	}
	own, other := hsic(k, k), hsic(l, l)
	if !(own > 0 && other > 0) || math.IsInf(own*other, 0) {
		return 0, fmt.Errorf("cka: a layer gives all clips alike, or numbers that are not finite")
	}
	return hsic(k, l) / math.Sqrt(own) / math.Sqrt(other), nil
}

// gram returns the products of all pairs of rows, 0 on the diagonal. The units
// are centred first, which only improves the rounding: activations are far from
// 0, compared with their spread.
func gram(x []float32, clips int) (*mat.SymDense, error) {
	if clips < 4 || len(x) == 0 || len(x)%clips != 0 {
		return nil, fmt.Errorf("cka: %d activations of %d clips: it needs 4 clips or more, with "+
			"as many units each", len(x), clips)
	}
	units := len(x) / clips
	rows := mat.NewDense(clips, units, nil)
	means := make([]float64, units)
	for i, v := range x {
		means[i%units] += float64(v) / float64(clips)
	}
	for i, v := range x {
		rows.Set(i/units, i%units, float64(v)-means[i%units])
	}
	var k mat.SymDense
	k.SymOuterK(1, rows)
	for i := range clips {
		k.SetSym(i, i, 0)
	}
	return &k, nil
}

// hsic is the unbiased estimate for two matrices with a diagonal of 0.
func hsic(k, l *mat.SymDense) float64 {
	size := k.SymmetricDim()
	n := float64(size)
	trace, cross := 0.0, 0.0
	sumsK, sumsL := make([]float64, size), make([]float64, size)
	for i := range size {
		for j := range size {
			trace += k.At(i, j) * l.At(i, j)
			sumsK[i] += k.At(i, j)
			sumsL[i] += l.At(i, j)
		}
	}
	cross = floats.Dot(sumsK, sumsL)
	return (trace + floats.Sum(sumsK)*floats.Sum(sumsL)/((n-1)*(n-2)) - 2*cross/(n-2)) /
		(n * (n - 3))
}
