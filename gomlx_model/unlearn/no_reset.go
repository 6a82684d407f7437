package unlearn

// What the layer reset adds: the five epochs that follow it are trained all the
// same.
func init() {
	scheme("no-reset", "base without the dense reset: the same epochs", func(p *Procedure) {
		p.KeepDense = true
	})
}
