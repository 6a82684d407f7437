package unlearn

// The paper speaks both of resetting the moving average and of re-initialising
// the layer. This is the first reading: scale and offset stay as they were
// learnt.
func init() {
	scheme("all-bn-stats", "base, with the moving statistics of every batch norm reset",
		func(p *Procedure) {
			p.ResetNorms, p.StatisticsOnly = p.Network.Norms(), true
		})
}
