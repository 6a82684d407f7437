package unlearn

// Like all-bn-stats, but only for the batch norms after the convolutions.
func init() {
	scheme("conv-bn-stats", "base, with the moving statistics of the batch norms after "+
		"convolutions reset", func(p *Procedure) {
		p.ResetNorms, p.StatisticsOnly = p.Network.ConvNorms(), true
	})
}
