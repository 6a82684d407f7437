package gomlxmodel

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// The default network is the published one: its layers' names, their order and
// the sizes are what records and files speak of.
func TestDefaultNetwork(t *testing.T) {
	if err := plain.Validate(); err != nil {
		t.Fatal(err)
	}
	names := func(layers []Layer) (list []string) {
		for _, l := range layers {
			list = append(list, plain.LayerName(l))
		}
		return list
	}
	for what, c := range map[string]struct {
		layers []Layer
		want   string
	}{
		"all":          {plain.Layers(), "conv1 norm1 conv2 norm2 conv3 norm3 dense1 norm4 dense2 norm5 dense3"},
		"convolutions": {plain.ConvLayers(), "conv1 conv2 conv3"},
		"dense":        {plain.DenseLayers(), "dense1 dense2 dense3"},
		"conv norms":   {plain.ConvNorms(), "norm1 norm2 norm3"},
		"norms":        {plain.Norms(), "norm1 norm2 norm3 norm4 norm5"},
		"last":         {[]Layer{plain.Last()}, "dense3"},
		"none":         {[]Layer{-1, 11}, "Layer(-1) Layer(11)"},
	} {
		if got := strings.Join(names(c.layers), " "); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
	if learnt, moving := plain.Sizes(); learnt != 65706 || moving != 608 {
		t.Errorf("%d weights and %d moving statistics, want 65,706 and 608", learnt, moving)
	}
}

func TestNetworkOutOfRange(t *testing.T) {
	for want, change := range map[string]func(*Network){
		"Coefficients is 0":                                                     func(n *Network) { n.Coefficients = 0 },
		"Frames is 1025: it must be in 1…1024":                                  func(n *Network) { n.Frames = 1025 },
		"Classes is 1: it must be in 2…128":                                     func(n *Network) { n.Classes = 1 },
		"Channels has 0 values: 1…8 are possible, one for each convolution":     func(n *Network) { n.Channels = nil },
		"Dense has 0 values: 1…8 are possible, one for each hidden dense layer": func(n *Network) { n.Dense = nil },
		"Channels of convolution 2 is 0":                                        func(n *Network) { n.Channels = []int{16, 0, 64} },
		"Dense of hidden dense layer 1 is 4097":                                 func(n *Network) { n.Dense = []int{4097, 64} },
		"Dropout has 4 values":                                                  func(n *Network) { n.Dropout = n.Dropout[:4] },
		"Dropout of block 1 is 1":                                               func(n *Network) { n.Dropout = []float64{1, 0, 0, 0, 0} },
		"Dropout of block 2 is NaN":                                             func(n *Network) { n.Dropout = []float64{0, math.NaN(), 0, 0, 0} },
		`Norm "group" is unknown`:                                               func(n *Network) { n.Norm = "group" },
		"convolution 5 gets maps of 1×1": func(n *Network) {
			n.Channels, n.Dropout = []int{4, 4, 4, 4, 4}, make([]float64, 7)
		},
		"convolution 1 reads 9437184 numbers": func(n *Network) { n.Coefficients, n.Frames = 1024, 1024 },
		"it has 38417098 weights":             func(n *Network) { n.Channels, n.Dense = []int{16, 512, 1024}, []int{4096, 4096} },
	} {
		n := DefaultNetwork()
		change(&n)
		if err := n.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// Networks of other shapes train, evaluate, and come back from their files. Two
// epochs lower the loss by which they are judged without dropout.
func TestOtherNetworks(t *testing.T) {
	all := backends(t)
	b := all[len(all)-1]
	for name, n := range map[string]Network{
		"two convolutions": {13, 30, []int{8, 16}, []int{32}, []float64{0, 0.1, 0.2}, 3, BatchNorm},
		"one of each":      {2, 2, []int{3}, []int{5}, []float64{0, 0}, 2, InstanceNorm},
		"four and three":   {16, 21, []int{4, 4, 8, 8}, []int{16, 12, 9}, make([]float64, 7), 35, LayerNorm},
	} {
		t.Run(name, func(t *testing.T) {
			const clips = 70
			data := Data{Features: lcg32(9, clips*n.Features(), 0, 3)}
			for i := range clips {
				data.Labels = append(data.Labels, int32(i%n.Classes))
			}
			e, err := NewEngine(b, n, data)
			if err != nil {
				t.Fatal(err)
			}
			defer e.Close()
			s := NewState(NewWeights(n, Stream(1, "", "weights", "", 0)))
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
			data2, err := File{Weights: s.Weights}.Encode()
			if err != nil {
				t.Fatal(err)
			}
			f, err := Decode(data2, n)
			if err != nil || !slices.Equal(f.Weights.Learnt, s.Learnt) || !slices.Equal(f.Weights.Moving, s.Moving) {
				t.Errorf("weights came back otherwise from their file: %v", err)
			}
			if _, err := Decode(data2, plain); err == nil {
				t.Error("the file was accepted for another network")
			}
			if e.Compilations() != 2 {
				t.Errorf("%d graphs were compiled, want 2", e.Compilations())
			}
		})
	}
}
