package unlearn

import "audiounlearning/gomlx_model/network"

// The paper says that random layers get noise, but not whether norms count as
// layers. A drawn norm gets no noise, so drawing norms makes the noise sparser.
// Here only the six layers with kernels are drawn among, and biases get no
// noise.
func init() {
	scheme("noise-kernels", "base with noise on kernels alone, norms never drawn",
		func(p *Procedure) {
			for _, l := range p.Network.Layers() {
				if !l.IsNorm() {
					p.Among = append(p.Among, l)
				}
			}
			p.NoiseOn = []network.Kind{network.Kernel}
		})
}
