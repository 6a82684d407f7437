package network

import (
	"math"
	"strings"
	"testing"
)

// The default network is the published one: its layers' names, their order and
// the sizes are what records and files speak of.
func TestDefaultNetwork(t *testing.T) {
	if err := Default().Validate(); err != nil {
		t.Fatal(err)
	}
	names := func(layers []Layer) (list []string) {
		for _, l := range layers {
			list = append(list, Default().LayerName(l))
		}
		return list
	}
	for what, c := range map[string]struct {
		layers []Layer
		want   string
	}{
		"all": {Default().Layers(), "conv1 norm1 conv2 norm2 conv3 norm3 dense1 norm4 " +
			"dense2 norm5 dense3"},
		"convolutions": {Default().ConvLayers(), "conv1 conv2 conv3"},
		"dense":        {Default().DenseLayers(), "dense1 dense2 dense3"},
		"conv norms":   {Default().ConvNorms(), "norm1 norm2 norm3"},
		"norms":        {Default().Norms(), "norm1 norm2 norm3 norm4 norm5"},
		"last":         {[]Layer{Default().Last()}, "dense3"},
		"none":         {[]Layer{-1, 11}, "Layer(-1) Layer(11)"},
	} {
		if got := strings.Join(names(c.layers), " "); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
	if learnt, moving := Default().Sizes(); learnt != 65706 || moving != 608 {
		t.Errorf("%d weights and %d moving statistics, want 65,706 and 608", learnt, moving)
	}
}

func TestNetworkOutOfRange(t *testing.T) {
	for want, change := range map[string]func(*Network){
		"Coefficients is 0": func(
			n *Network) {
			n.Coefficients = 0
		},
		"Frames is 1025: it must be in 1…1024": func(
			n *Network) {
			n.Frames = 1025
		},
		"Classes is 1: it must be in 2…128": func(
			n *Network) {
			n.Classes = 1
		},
		"Channels has 0 values: 1…8 are possible, one for each convolution": func(
			n *Network) {
			n.Channels = nil
		},
		"Dense has 0 values: 1…8 are possible, one for each hidden dense layer": func(
			n *Network) {
			n.Dense = nil
		},
		"Channels of convolution 2 is 0": func(
			n *Network) {
			n.Channels = []int{16, 0, 64}
		},
		"Dense of hidden dense layer 1 is 4097": func(
			n *Network) {
			n.Dense = []int{4097, 64}
		},
		"Dropout has 4 values": func(
			n *Network) {
			n.Dropout = n.Dropout[:4]
		},
		"Dropout of block 1 is 1": func(
			n *Network) {
			n.Dropout = []float64{1, 0, 0, 0, 0}
		},
		"Dropout of block 2 is NaN": func(
			n *Network) {
			n.Dropout = []float64{0, math.NaN(), 0, 0, 0}
		},
		`Norm "group" is unknown`: func(n *Network) { n.Norm = "group" },
		"convolution 5 gets maps of 1×1": func(n *Network) {
			n.Channels, n.Dropout = []int{4, 4, 4, 4, 4}, make([]float64, 7)
		},
		"convolution 1 reads 9437184 numbers": func(n *Network) {
			n.Coefficients, n.Frames = 1024,
				1024
		},
		"it has 38417098 weights": func(n *Network) {
			n.Channels,
				n.Dense = []int{16, 512, 1024}, []int{4096, 4096}
		},
	} {
		n := Default()
		change(&n)
		if err := n.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
