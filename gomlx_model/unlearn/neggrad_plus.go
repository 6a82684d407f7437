package unlearn

import (
	"context"

	gomlxmodel "audiounlearning/gomlx_model"
)

// NegGrad+ climbs on the clips to forget while it descends on the retained
// ones:
//
//	L = (1 − b)·CE(retained) − b·CE(forget)
//
// each a mean. An epoch passes over both sets once, shuffled; factors on the
// clips give a batch's mean this expectation. The paper instead repeats the
// forget set until the retain set has been passed once, which would be four
// times here. Source: Kurmanji et al., arXiv:2302.09880. b is Settings.Amount,
// 0.05 for ten epochs as in github.com/xcadet/deepunlearn. Its SGD has a rate
// of 0.01; here it is Settings.Rate. Without clips to forget it is fine-tuning.
func init() {
	Register(Method{
		Name:  "neggrad-plus",
		About: "descends on the retained clips and climbs on those to forget, for 10 epochs",
		Looks: true, Empty: EmptyTrains, Epochs: atMost(10),
		Run: func(ctx context.Context, s *Session) error {
			b, err := s.amount(0.05, 1)
			if err != nil {
				return err
			}
			heard := s.heard()
			weights := s.weighted(-b*perPart(heard, s.Excluded), (1-b)*perPart(heard, s.Retained))
			return s.TrainOn(ctx, "joint", min(10, s.Settings.Epochs()), heard,
				func(o *gomlxmodel.Options) { o.ClipWeight = weights })
		},
	})
}
