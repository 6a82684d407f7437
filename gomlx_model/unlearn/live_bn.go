package unlearn

// A test of whether it matters that the statistics of a frozen batch norm are
// frozen too: here its weights are, and its statistics are not.
func init() {
	scheme("live-bn", "base, with batch norm working on batches in frozen layers too",
		func(p *Procedure) {
			p.LiveNorms = true
		})
}
