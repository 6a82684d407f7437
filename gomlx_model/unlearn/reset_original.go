package unlearn

// "Reset to their initial state" can also mean the very values that the
// original began with.
func init() {
	scheme("reset-original", "base with dense layers reset to the original's initial values",
		func(p *Procedure) {
			p.ToInitial = true
		})
}
