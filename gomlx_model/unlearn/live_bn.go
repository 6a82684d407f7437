package unlearn

// Whether it matters that a frozen batch norm stands still: here its weights
// are frozen, its statistics are not.
func init() {
	scheme("live-bn", "base, with batch norm working on batches in frozen layers too",
		func(p *Procedure) {
			p.LiveNorms = true
		})
}
