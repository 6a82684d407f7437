package unlearn

import (
	"cmp"
	"context"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"

	"gonum.org/v1/gonum/stat"
)

// Gradient returns the gradient of the mean cross-entropy of some clips with
// respect to each learnt weight, at the current model. Batch norms use their
// moving statistics, and dropout is on (see [gomlxmodel.Engine.Gradient]). The
// sources' formulas have no dropout: SalUn's mask, MSG's and SSD's importances
// are those of thinned networks here. Each clip is one pass forward and
// backward. Without clips the gradient is 0.
func (s *Session) Gradient(ctx context.Context, phase string, clips []int32) ([]float64, error) {
	batch := cmp.Or(s.Engine.Data.Batch, gomlxmodel.DefaultBatch)
	return s.gradients(ctx, phase, clips, batch, func(g float64) float64 { return g })
}

// Squares returns the mean over some clips of the square of each clip's own
// gradient: the diagonal of the empirical Fisher information. It goes clip by
// clip, because the square of a batch's mean gradient is something else.
func (s *Session) Squares(ctx context.Context, phase string, clips []int32) ([]float64, error) {
	return s.gradients(ctx, phase, clips, 1, func(g float64) float64 { return g * g })
}

// gradients returns the mean over the clips of f of the gradients, each taken
// over at clips at a time. It sums in float64, because squares of small
// gradients vanish in float32.
func (s *Session) gradients(ctx context.Context, phase string, clips []int32, at int,
	f func(float64) float64) ([]float64, error) {
	sum := make([]float64, len(s.State.Learnt))
	random := s.Stream("dropout", phase, 0)
	for part := range slices.Chunk(clips, at) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		g, err := s.Engine.Gradient(s.State.Weights, part, random.Uint32())
		if err != nil {
			return nil, err
		}
		s.passes += len(part)
		share := float64(len(part)) / float64(len(clips))
		for i, x := range g {
			sum[i] += share * f(float64(x))
		}
	}
	return sum, nil
}

// ascending returns the indices of values from the least to the greatest. Equal
// values keep their order.
func ascending(values []float64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	return order
}

// percentile returns the p-quantile of a/b; 0/0 counts as 0.
func percentile(a, b []float64, p float64) float64 {
	ratios := make([]float64, len(a))
	for i := range a {
		if a[i] > 0 {
			ratios[i] = a[i] / b[i]
		}
	}
	slices.Sort(ratios)
	return stat.Quantile(p, stat.Empirical, ratios, nil)
}
