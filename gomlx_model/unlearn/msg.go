package unlearn

import (
	"context"
	"math"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// MSG resets, in each kernel, the share of weights that matter least to the
// difference between the retained clips and those to forget, by
//
//	|∂/∂w (CE(retained) − CE(forget))|
//
// with as many random retained clips as there are clips to forget. It then
// trains on the retained clips, with a tenth of the step for the kernels' other
// weights.
//
// Source: second place of the NeurIPS 2023 unlearning challenge, as kept in
// github.com/xcadet/deepunlearn (kgltop2.py). It resets a share of 0.3
// (Settings.Amount) of the convolutions alone to Kaiming values, and trains 5
// epochs with SGD and a scaled gradient. Here dense kernels are treated alike,
// the values are the initialiser's (Glorot), the factor is on the step, because
// Adam cancels one on the gradient, and it trains base's epochs. Without clips
// to forget it keeps the original.
func init() {
	Register(Method{
		Name: "msg", About: "resets weights that matter least to the difference, then trains",
		Looks: true, Empty: EmptyKeeps, Run: msg,
	})
}

func msg(ctx context.Context, s *Session) error {
	share, err := s.amount(0.3, 1)
	if err != nil || len(s.Excluded) == 0 {
		return err
	}
	keep, err := s.Gradient(ctx, "retained", s.drawRetained("msg", len(s.Excluded)))
	if err != nil {
		return err
	}
	forget, err := s.Gradient(ctx, "forget", s.Excluded)
	if err != nil {
		return err
	}
	fresh := network.NewWeights(s.Network(), s.Stream("reset", "msg", 0))
	factor := make([]float32, len(keep))
	for i := range factor {
		factor[i] = 1
	}
	for _, t := range kernels(s.Network()) {
		sizes := make([]float64, t.Size())
		for i := range sizes {
			sizes[i] = math.Abs(keep[t.Offset+i] - forget[t.Offset+i])
			factor[t.Offset+i] = 0.1
		}
		for _, i := range ascending(sizes)[:int(share*float64(len(sizes)))] {
			s.State.Of(t)[i], factor[t.Offset+i] = fresh.Of(t)[i], 1
		}
	}
	return s.Train(ctx, "finetune", s.Settings.Epochs(),
		func(o *gomlxmodel.Options) { o.Factor = factor })
}
