package unlearn

// Twice the paper's noise.
func init() {
	scheme("noise-0.16", "base with noise 0.16", func(p *Procedure) {
		p.Settings.Noise = 0.16
	})
}
