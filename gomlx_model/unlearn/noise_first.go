package unlearn

// The paper changed the order of its techniques and saw no notable difference
// (section 5.b).
func init() {
	scheme("noise-first", "base with the noise rounds before the dense reset", func(p *Procedure) {
		p.NoiseFirst = true
	})
}
