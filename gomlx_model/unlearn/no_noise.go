package unlearn

// What the noise adds: everything else of base stays, the training of drawn
// layers too.
func init() {
	scheme("no-noise", "base without the noise: the same rounds, layers and epochs",
		func(p *Procedure) {
			p.Settings.Noise = 0
		})
}
