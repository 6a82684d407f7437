package unlearn

import "fmt"

// How strong the noise is decides how much is forgotten, and the paper tries
// two scales only (section 5.b): these are base with others, half of its 0.08
// to twice.
func init() {
	for _, scale := range []float64{0.04, 0.10, 0.12, 0.14, 0.16} {
		name := fmt.Sprintf("noise-%.2f", scale)
		scheme(name, fmt.Sprintf("base with noise %.2f", scale), func(p *Procedure) {
			p.Settings.Noise = scale
		})
	}
}
