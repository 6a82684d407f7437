package gomlxmodel_test

import (
	"context"
	"fmt"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
)

// A small network learns which of two tones it is given: clips whose first or
// last coefficient is loud. Each epoch is given its order and its dropout.
func ExampleEngine_Epoch() {
	n := network.Network{Coefficients: 4, Frames: 4, Channels: []int{4}, Dense: []int{8},
		Dropout: []float64{0.1, 0.2}, Classes: 2, Norm: network.LayerNorm}
	var data gomlxmodel.Data
	random := network.Stream(1, "", "tones", "", 0)
	for clip := range int32(16) {
		data.Labels = append(data.Labels, clip%2)
		for i := range n.Features() {
			x := random.NormFloat64()
			if loud := int(clip%2) * (n.Coefficients - 1); i/n.Frames == loud {
				x += 3
			}
			data.Features = append(data.Features, float32(x))
		}
	}

	backend, err := gomlxmodel.OpenBackend(context.Background(), "go", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	engine, err := gomlxmodel.NewEngine(backend, n, data)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer engine.Close()

	order := []int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
	state := network.NewState(network.NewWeights(n, network.Stream(1, "", "weights", "", 0)))
	for epoch := range 60 {
		o := gomlxmodel.DefaultOptions()
		o.Rate, o.Seed = 0.01, uint32(epoch)
		if _, err := engine.Epoch(state, order, o); err != nil {
			fmt.Println(err)
			return
		}
	}
	m, err := engine.Measure(state.Weights, order)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d steps, accuracy %.2f\n", state.Steps, m.Accuracy)
	// Output:
	// 60 steps, accuracy 1.00
}
