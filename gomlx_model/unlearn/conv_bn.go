package unlearn

// Conv BN re-initialises only the batch norms after the convolutions.
func init() {
	scheme("conv-bn", "base, with the batch norms after convolutions re-initialised",
		func(p *Procedure) {
			p.ResetNorms = p.Network.ConvNorms()
		})
}
