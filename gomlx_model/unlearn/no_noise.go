package unlearn

// This shows what the noise adds: all else of base stays, including the
// training of the drawn layers.
func init() {
	scheme("no-noise", "base without the noise: the same rounds, layers and epochs",
		func(p *Procedure) {
			p.Settings.Noise = 0
		})
}
