package gomlxmodel

import (
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// Networks of other shapes train, evaluate, and come back from their files. Two
// epochs lower the loss, which an epoch at rate 0 measures. XLA, which takes
// seconds to compile, gets only the deepest.
func TestOtherNetworks(t *testing.T) {
	all := backends(t)
	for name, n := range map[string]network.Network{
		"two convolutions": {Coefficients: 13, Frames: 30, Channels: []int{8, 16}, Dense: []int{32},
			Dropout: []float64{0, 0.1, 0.2}, Classes: 3, Norm: network.BatchNorm},
		"one of each": {Coefficients: 2, Frames: 2, Channels: []int{3}, Dense: []int{5},
			Dropout: []float64{0, 0}, Classes: 2, Norm: network.InstanceNorm},
		"four and three": {Coefficients: 16, Frames: 21, Channels: []int{4, 4, 8, 8},
			Dense: []int{16, 12, 9}, Dropout: make([]float64, 7), Classes: 35,
			Norm: network.LayerNorm},
	} {
		t.Run(name, func(t *testing.T) {
			b, clips := all[0], 70
			if name == "four and three" {
				b = all[len(all)-1]
			}
			data := Data{Features: lcg32(9, clips*n.Features(), 0, 3)}
			for i := range clips {
				data.Labels = append(data.Labels, int32(i%n.Classes))
			}
			e, err := NewEngine(b, n, data)
			if err != nil {
				t.Fatal(err)
			}
			defer e.Close()
			s := network.NewState(network.NewWeights(n, network.Stream(1, "", "weights", "", 0)))
			still, o := DefaultOptions(), DefaultOptions()
			still.Rate = 0
			before := mustTrain(t, e, s.Clone(), ascending(clips), still)
			for range 2 {
				mustTrain(t, e, s, ascending(clips), o)
			}
			if after := mustTrain(t, e, s.Clone(), ascending(clips), still); !(after < before) {
				t.Errorf("loss %v before two epochs and %v after", before, after)
			}
			m, err := e.Measure(s.Weights, ascending(clips))
			if err != nil || len(m.Confusion) != n.Classes {
				t.Errorf("%d classes were measured, error %v", len(m.Confusion), err)
			}
			data2, err := network.File{Weights: s.Weights}.Encode()
			if err != nil {
				t.Fatal(err)
			}
			f, err := network.Decode(data2, n)
			if err != nil || !slices.Equal(f.Weights.Learnt, s.Learnt) ||
				!slices.Equal(f.Weights.Moving, s.Moving) {
				t.Errorf("weights came back otherwise from their file: %v", err)
			}
			if _, err := network.Decode(data2, plain); err == nil {
				t.Error("the file was accepted for another network")
			}
			if e.Compilations() != 2 {
				t.Errorf("%d graphs were compiled, want 2", e.Compilations())
			}
		})
	}
}
