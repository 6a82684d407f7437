package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// Weight filtering learns which channels to silence, a gate in 0…1 for each,
// and leaves the weights themselves alone:
//
//	min over gates of  (1 − b)·CE(retained) − b·CE(forget) + ½·1e-4·Σ(gate − 1)²
//
// Then it multiplies the gates into the scales and offsets of the norms.
// Source: Poppi et al., arXiv:2304.02049, who train a row of gates for each
// class in one run. With frozen weights the rows have no effect on each other,
// so here each speaker's row is trained alone, when the speaker is removed;
// under protocol M all start from the same original. b = 0.1 (Settings.Amount),
// the pull and a rate of ten times Settings.Rate are our choices, because the
// paper's code is not at hand. It trains base's epochs. Their entries in the
// trace show the model without gates; one more entry shows the filtered model.
// What is silenced is not gone: opening the gates again gives the original
// back, so look at relearning. Without clips to forget it filters for the
// retained clips alone.
func init() {
	Register(Method{
		Name: "weight-filter", About: "channels silenced by gates, weights left alone",
		Looks: true, Empty: EmptyTrains, Run: weightFilter,
		Epochs: func(s settings.Unlearn) int { return s.Epochs() + 1 },
		Moves: func(_ network.Network, t network.Tensor) bool {
			return t.Kind == network.Scale || t.Kind == network.Offset
		},
	})
}

func weightFilter(ctx context.Context, s *Session) error {
	b, err := s.amount(0.1, 1)
	if err != nil {
		return err
	}
	heard := s.heard()
	weights := s.weighted(-b*perPart(heard, s.Excluded), (1-b)*perPart(heard, s.Retained))
	s.State.Gates = network.NewGates(s.Network(), max(1, s.Engine.Data.GateRows))
	freeze, rows := s.FreezeAllBut(nil), make([]int32, s.Engine.Data.StepsOf(len(heard)))
	err = s.TrainOn(ctx, "gates", s.Settings.Epochs(), heard, func(o *gomlxmodel.Options) {
		freeze(o)
		o.ClipWeight, o.GateRow, o.GateRate, o.GatePull = weights, rows, 10*o.Rate, 1e-4
	})
	s.State.Weights, s.State.Gates = s.State.Weights.Gated(s.State.Gates.Row(0)), nil
	if err != nil {
		return err
	}
	return s.endEpoch("filter")
}
