package unlearn

import (
	"cmp"
	"fmt"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// atMost returns a method's own number of epochs, or base's if that is less, as
// in a quick study.
func atMost(own int) func(settings.Unlearn) int {
	return func(s settings.Unlearn) int { return min(own, s.Epochs()) }
}

// amount is the method's own number, that of the settings or its default, and
// at most top.
func (s *Session) amount(standard, top float64) (float64, error) {
	a := cmp.Or(s.Settings.Amount, standard)
	if a > top {
		return 0, fmt.Errorf("amount is %v: this method takes at most %v, so lower -amount", a, top)
	}
	return a, nil
}

// slower multiplies the learning rate.
func slower(by float64) func(*gomlxmodel.Options) {
	return func(o *gomlxmodel.Options) { o.Rate *= by }
}

// kernels returns the tensors that are kernels, of convolutions and of dense
// layers.
func kernels(n network.Network) (list []network.Tensor) {
	for _, t := range n.Tensors() {
		if t.Kind == network.Kernel {
			list = append(list, t)
		}
	}
	return list
}
