package unlearn

import "fmt"

// The strength of the noise decides how much is forgotten, but the paper tries
// only two scales (section 5.b). These are base with other scales, from half of
// its 0.08 to twice that.
func init() {
	for _, scale := range []float64{0.04, 0.10, 0.12, 0.14, 0.16} {
		name := fmt.Sprintf("noise-%.2f", scale)
		scheme(name, fmt.Sprintf("base with noise %.2f", scale), func(p *Procedure) {
			p.Settings.Noise = scale
		})
	}
}
