package unlearn

// This shows what the layer reset adds: the five epochs that follow it are
// trained nevertheless.
func init() {
	scheme("no-reset", "base without the dense reset: the same epochs", func(p *Procedure) {
		p.KeepDense = true
	})
}
