package unlearn

// Conv BN re-initialises the batch norms after the convolutions alone.
func init() {
	scheme("conv-bn", "base, with the batch norms after convolutions re-initialised",
		func(p *Procedure) {
			p.ResetNorms = p.Network.ConvNorms()
		})
}
