package unlearn

// All BN re-initialises every batch norm together with the dense layers:
// statistics, scale and offset.
func init() {
	scheme("all-bn", "base, with every batch norm re-initialised", func(p *Procedure) {
		p.ResetNorms = p.Network.Norms()
	})
}
