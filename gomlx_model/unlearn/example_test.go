package unlearn_test

import (
	"context"
	"fmt"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/unlearn"
)

// smallSession is a small network on noise: 16 clips that it may train on, and
// 4 to forget. A study makes a session from its runs.
func smallSession() (*unlearn.Session, error) {
	n := network.Network{Coefficients: 4, Frames: 4, Channels: []int{4}, Dense: []int{8},
		Dropout: []float64{0.1, 0.2}, Classes: 2, Norm: network.BatchNorm}
	backend, err := gomlxmodel.OpenBackend(context.Background(), "go", nil)
	if err != nil {
		return nil, err
	}
	random := network.Stream(1, "", "noise", "", 0)
	data := gomlxmodel.Data{}
	clips := make([]int32, 20)
	for i := range clips {
		clips[i] = int32(i)
		data.Labels = append(data.Labels, int32(i%n.Classes))
		for range n.Features() {
			data.Features = append(data.Features, float32(random.NormFloat64()))
		}
	}
	engine, err := gomlxmodel.NewEngine(backend, n, data)
	if err != nil {
		return nil, err
	}
	original := network.NewWeights(n, network.Stream(1, "theo", "weights", "original", 0))
	return &unlearn.Session{
		Settings: settings.DefaultUnlearn(), State: network.NewState(original.Clone()),
		Original: original, Initial: original, Retained: clips[:16], Excluded: clips[16:],
		Engine: engine, Seed: 1, Speaker: "theo",
	}, nil
}

// The three techniques of the paper, one after the other.
func ExampleSession() {
	s, err := smallSession()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Engine.Close()
	moved := func() (names []string) {
		for _, t := range s.Network().Tensors() {
			if !slices.Equal(s.State.Of(t), s.Original.Of(t)) {
				names = append(names, t.Name())
			}
		}
		return names
	}
	head := []network.Layer{s.Network().Last()}
	s.Reset(head, network.Kernel)
	fmt.Println("reset:    ", moved())
	s.Perturb("noise1", head, 0.08)
	fmt.Println("perturbed:", moved())
	if err := s.Train(context.Background(), "finetune", 1, s.FreezeAllBut(nil)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("frozen:   ", moved())
	if err := s.Train(context.Background(), "finetune", 2, nil); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("trained:  ", s.Epoch(), "epochs,", s.Passes(), "clips forward and backward")
	// Output:
	// reset:     [dense2/kernel]
	// perturbed: [dense2/kernel dense2/bias]
	// frozen:    [dense2/kernel dense2/bias]
	// trained:   3 epochs, 48 clips forward and backward
}
