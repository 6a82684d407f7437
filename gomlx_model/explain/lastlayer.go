package explain

import (
	"fmt"
	"math"
)

// A Last holds the inputs and outputs of a model's last layer for some clips:
// all that the gradient of their loss with respect to that layer needs.
type Last struct {
	Hidden []float32 // clip × unit, what the layer reads
	Logits []float32 // clip × class
	Labels []int32
}

// Clips returns how many there are.
func (l Last) Clips() int { return len(l.Labels) }

func (l Last) check() error {
	n := l.Clips()
	if n == 0 || len(l.Hidden) == 0 || len(l.Hidden)%n != 0 || len(l.Logits) == 0 ||
		len(l.Logits)%n != 0 {
		return fmt.Errorf("last layer: %d activations and %d logits of %d clips: they do not fit",
			len(l.Hidden), len(l.Logits), n)
	}
	for i, y := range l.Labels {
		if y < 0 || int(y) >= len(l.Logits)/n {
			return fmt.Errorf("last layer: label %d of clip %d: it must be in 0…%d", y, i,
				len(l.Logits)/n-1)
		}
	}
	return nil
}

// row returns the parts of a clip's gradient: h, the hidden units with a 1 for
// the bias; p, the softmax; and p − e_y, the gradient with respect to the
// logits.
func (l Last) row(clip int) (h, p, residual []float64) {
	units, classes := len(l.Hidden)/l.Clips(), len(l.Logits)/l.Clips()
	for _, x := range l.Hidden[clip*units:][:units] {
		h = append(h, float64(x))
	}
	h = append(h, 1)
	most, sum := math.Inf(-1), 0.0
	for _, z := range l.Logits[clip*classes:][:classes] {
		most = max(most, float64(z))
	}
	for _, z := range l.Logits[clip*classes:][:classes] {
		p = append(p, math.Exp(float64(z)-most))
		sum += p[len(p)-1]
	}
	for k := range p {
		p[k] /= sum
	}
	residual = append(residual, p...)
	residual[l.Labels[clip]]--
	return h, p, residual
}

// gradient returns the sum over the clips of the loss's gradient with respect
// to the last layer's kernel and bias, (units + 1) × class:
//
//	∇ = h ⊗ (p − e_y)
func (l Last) gradient() []float64 {
	var sum []float64
	for clip := range l.Clips() {
		h, _, residual := l.row(clip)
		if sum == nil {
			sum = make([]float64, len(h)*len(residual))
		}
		for u, x := range h {
			for k, r := range residual {
				sum[u*len(residual)+k] += x * r
			}
		}
	}
	return sum
}

// dots returns the product of each clip's gradient with a vector of its size.
func (l Last) dots(v []float64) []float64 {
	list := make([]float64, l.Clips())
	for clip := range list {
		h, _, residual := l.row(clip)
		for u, x := range h {
			for k, r := range residual {
				list[clip] += x * r * v[u*len(residual)+k]
			}
		}
	}
	return list
}
