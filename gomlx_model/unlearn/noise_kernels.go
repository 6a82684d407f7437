package unlearn

import "audiounlearning/gomlx_model/network"

// The paper says that random layers get noise, and not whether a norm is one:
// a drawn norm gets none and so thins it out. Here six layers have kernels to
// draw among, and biases are left alone.
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
