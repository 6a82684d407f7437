package unlearn

import (
	"cmp"
	"fmt"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// atMost returns a method's own number of epochs, or base's if base trains for
// fewer, as in a quick study.
func atMost(own int) func(settings.Unlearn) int {
	return func(s settings.Unlearn) int { return min(own, s.Epochs()) }
}

// amount returns the method's own number: that of the settings, else its
// default. It is an error if the number is above top.
func (s *Session) amount(standard, top float64) (float64, error) {
	a := cmp.Or(s.Settings.Amount, standard)
	if a > top {
		return 0, fmt.Errorf("amount is %v: this method takes at most %v: lower -amount", a, top)
	}
	return a, nil
}

// slower multiplies the learning rate.
func slower(by float64) func(*gomlxmodel.Options) {
	return func(o *gomlxmodel.Options) { o.Rate *= by }
}

// kernels returns the kernels of the convolutions and of the dense layers.
func kernels(n network.Network) (list []network.Tensor) {
	for _, t := range n.Tensors() {
		if t.Kind == network.Kernel {
			list = append(list, t)
		}
	}
	return list
}
