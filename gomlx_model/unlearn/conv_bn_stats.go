package unlearn

// As all-bn-stats, for the batch norms after the convolutions alone.
func init() {
	scheme("conv-bn-stats", "base, with the moving statistics of the batch norms after "+
		"convolutions reset", func(p *Procedure) {
		p.ResetNorms, p.StatisticsOnly = p.Network.ConvNorms(), true
	})
}
