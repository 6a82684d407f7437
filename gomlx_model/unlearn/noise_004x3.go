package unlearn

// The paper's first attempt (section 5.b), which it found too weak.
func init() {
	scheme("noise-0.04x3", "base with noise 0.04 in 3 rounds", func(p *Procedure) {
		p.Settings.Noise, p.Settings.Rounds = 0.04, 3
	})
}
