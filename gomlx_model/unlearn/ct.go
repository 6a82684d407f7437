package unlearn

import (
	"context"
	"slices"
)

// CT transposes the window of every convolution's kernel, which exchanges
// coefficients and frames in what it looks for, and trains on the retained
// clips.
//
// Source: fifth place of the NeurIPS 2023 unlearning challenge, as kept in
// github.com/xcadet/deepunlearn (kgltop5.py). It trains three epochs with SGD
// at 1e-3, falling by a cosine; here it trains base's epochs at Settings.Rate.
// It does not look at the clips to forget.
func init() {
	Register(Method{
		Name: "ct", About: "every convolution's kernel transposed, then trained",
		Run: func(ctx context.Context, s *Session) error {
			for _, t := range kernels(s.Network()) {
				if len(t.Dims) != 4 { // out × 3 × 3 × in
					continue
				}
				values, in := s.State.Of(t), t.Dims[3]
				was := slices.Clone(values)
				for i := range values {
					out, row, column := i/(9*in), i/(3*in)%3, i/in%3
					values[i] = was[((out*3+column)*3+row)*in+i%in]
				}
			}
			return s.Train(ctx, "finetune", s.Settings.Epochs(), nil)
		},
	})
}
