package study

import (
	"math"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/store"
)

// Magnitudes returns the mean absolute weight of each layer's kernel, in every
// run of a method.
func Magnitudes(r *records.Results, method string) ([]records.LayerSample, error) {
	runs, err := store.Open(r.Store, r.Settings.Network, store.Options{})
	if err != nil {
		return nil, err
	}
	var all []records.LayerSample
	for _, run := range r.Runs {
		if run.Method != method {
			continue
		}
		weights, err := weightsOf(runs, run)
		if err != nil {
			return nil, err
		}
		for i, layer := range meanMagnitudes(weights) {
			if i == len(all) {
				all = append(all, records.LayerSample{Layer: layer.Layer})
			}
			all[i].Sample.Pairs = append(all[i].Sample.Pairs,
				records.Pair{Speaker: run.Speaker, Seed: run.Seed, Value: layer.mean})
		}
	}
	return all, nil
}

// A magnitude is the mean absolute weight of one layer's kernel.
type magnitude struct {
	Layer string
	mean  float64
}

// meanMagnitudes returns the magnitudes of all layers that have a kernel, in
// the network's order.
func meanMagnitudes(w network.Weights) (all []magnitude) {
	for _, tensor := range w.Network.Tensors() {
		if tensor.Kind != network.Kernel {
			continue
		}
		sum := 0.0
		for _, x := range w.Of(tensor) {
			sum += math.Abs(float64(x))
		}
		all = append(all, magnitude{w.Network.LayerName(tensor.Layer),
			sum / float64(tensor.Size())})
	}
	return all
}
