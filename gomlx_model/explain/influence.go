package explain

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// InfluenceStep estimates by how much leaving a group out of the training
// raises the loss on each test clip: one Newton step of the last layer away
// from the group, with everything below it held (P. W. Koh and P. Liang,
// arXiv:1703.04730, and for groups P. W. Koh et al., arXiv:1905.13289),
//
//	estimate_t = 1/n · ∇ℓ(t)ᵀ (H + λI)⁻¹ Σ_{z in group} ∇ℓ(z)
//	H = 1/n · Σ_{z in training} (diag(p) − ppᵀ) ⊗ hhᵀ
//
// Training is all that the model was trained on, the group's n_g among its n
// clips. λ, the damping, makes H invertible, because weights that no clip
// determines have no curvature. It is a share of H's mean diagonal. It is an
// error if damping is not above 0 or the sizes do not fit.
func InfluenceStep(training, group, test Last, damping float64) ([]float64, error) {
	if !(damping > 0) {
		return nil, fmt.Errorf("influence: damping is %v: it must be above 0", damping)
	}
	if err := fits(training, group, test); err != nil {
		return nil, fmt.Errorf("influence: %w", err)
	}
	gradient := group.gradient()
	h := curvature(training)
	size := h.SymmetricDim()
	ridge := damping * mat.Trace(h) / float64(size)
	for i := range size {
		h.SetSym(i, i, h.At(i, i)+ridge)
	}
	var factors mat.Cholesky
	if !factors.Factorize(h) {
		return nil, fmt.Errorf("influence: the curvature cannot be inverted: raise the damping")
	}
	step := mat.NewVecDense(size, nil)
	if err := factors.SolveVecTo(step, mat.NewVecDense(size, gradient)); err != nil {
		return nil, fmt.Errorf("influence: %w: raise the damping", err)
	}
	list := test.dots(step.RawVector().Data)
	for i := range list {
		list[i] /= float64(training.Clips())
	}
	return list, nil
}

// curvature is the Hessian of the mean loss with respect to the last layer, in
// the order of gradient.
func curvature(l Last) *mat.SymDense {
	_, p, _ := l.row(0)
	classes, units := len(p), len(l.Hidden)/l.Clips()+1
	size := units * classes
	flat := make([]float64, size*size)
	for clip := range l.Clips() {
		h, p, _ := l.row(clip)
		for k := range p {
			for m := k; m < classes; m++ {
				c := -p[k] * p[m]
				if k == m {
					c += p[k]
				}
				c /= float64(l.Clips())
				for u, x := range h {
					into := flat[(u*classes+k)*size+m:]
					for v, y := range h {
						into[v*classes] += c * x * y
					}
				}
			}
		}
	}
	// only the class blocks with m ≥ k were filled, for all u and v
	return mat.NewSymDense(size, mirrored(flat, units, classes))
}

// mirrored fills the blocks below the diagonal of the classes.
func mirrored(flat []float64, units, classes int) []float64 {
	size := units * classes
	for u := range units {
		for v := range units {
			for k := range classes {
				for m := range k {
					flat[(u*classes+k)*size+v*classes+m] = flat[(v*classes+m)*size+u*classes+k]
				}
			}
		}
	}
	return flat
}
