package unlearn

// Half of the paper's noise, in as many rounds.
func init() {
	scheme("noise-0.04", "base with noise 0.04", func(p *Procedure) {
		p.Settings.Noise = 0.04
	})
}
