package figures

import (
	"fmt"
	"strconv"
)

// A Network describes the classifier to be drawn: blocks of convolution, norm,
// ReLU, max-pooling and dropout, then dense layers, each but the last with
// norm, ReLU and dropout.
type Network struct {
	Coefficients, Frames int       // size of the input, one channel
	Channels             []int     // of each block's convolution
	Kernel, Pool         int       // side of the convolution's and of the pooling's window
	BlockDropout         []float64 // share of units dropped at the end of each block
	Dense                []int     // units of the hidden dense layers
	DenseDropout         []float64 // share of units dropped behind each of them
	Classes              int
	Norm                 string // what the norms are called: "batch norm", "layer norm", …
}

// DefaultNetwork returns the network of the study.
func DefaultNetwork() Network {
	return Network{
		Coefficients: 20, Frames: 20,
		Channels: []int{16, 32, 64}, Kernel: 3, Pool: 2, BlockDropout: []float64{0.1, 0.2, 0.3},
		Dense: []int{128, 64}, DenseDropout: []float64{0.4, 0.5}, Classes: 10,
		Norm: "batch norm",
	}
}

// Validate returns an error that names the first field out of range.
func (n Network) Validate() error {
	for _, field := range []struct {
		name string
		v    int
	}{{"Coefficients", n.Coefficients}, {"Frames", n.Frames}, {"Kernel", n.Kernel},
		{"Pool", n.Pool}, {"Classes", n.Classes}} {
		if field.v < 1 {
			return fmt.Errorf("network: %s is %d, want 1 or more", field.name, field.v)
		}
	}
	if len(n.Channels) == 0 || len(n.BlockDropout) != len(n.Channels) {
		return fmt.Errorf("network: %d values in BlockDropout for %d in Channels, want one for "+
			"each of at least one", len(n.BlockDropout), len(n.Channels))
	}
	if len(n.DenseDropout) != len(n.Dense) {
		return fmt.Errorf("network: %d values in DenseDropout for %d in Dense, want one for each",
			len(n.DenseDropout), len(n.Dense))
	}
	return nil
}

// A stage is one column of the drawing: what it computes, the shape that leaves
// it, and the weights it trains.
type stage struct {
	name       string
	steps      []string
	shape      [3]int // rows, columns, channels; a dense layer is 1 × 1 × units
	parameters int
}

// stages works out shapes and counts of trained weights. A convolution has
// k·k·in·out weights and out biases, a dense layer in·out and out, a norm a
// scale and a shift for each channel; pooling drops what does not fill a
// window.
func (n Network) stages() []stage {
	all := []stage{{name: "Input", steps: []string{"MFCC"},
		shape: [3]int{n.Coefficients, n.Frames, 1}}}
	at := all[0].shape
	for i, channels := range n.Channels {
		weights := n.Kernel*n.Kernel*at[2]*channels + channels
		at = [3]int{at[0] / n.Pool, at[1] / n.Pool, channels}
		all = append(all, stage{
			name: "Block " + strconv.Itoa(i+1),
			steps: []string{fmt.Sprintf("conv %d × %d, %d", n.Kernel, n.Kernel, channels), n.Norm,
				"ReLU",
				fmt.Sprintf("max-pool %d × %d", n.Pool, n.Pool),
				"dropout " + exact(n.BlockDropout[i])},
			shape: at, parameters: weights + 2*channels,
		})
	}
	inputs := at[0] * at[1] * at[2]
	for i, units := range n.Dense {
		all = append(all, stage{
			name: "Dense " + strconv.Itoa(i+1),
			steps: []string{"dense " + strconv.Itoa(units), n.Norm, "ReLU",
				"dropout " + exact(n.DenseDropout[i])},
			shape: [3]int{1, 1, units}, parameters: inputs*units + units + 2*units,
		})
		inputs = units
	}
	return append(all, stage{
		name: "Output", steps: []string{"dense " + strconv.Itoa(n.Classes), "softmax"},
		shape: [3]int{1, 1, n.Classes}, parameters: inputs*n.Classes + n.Classes,
	})
}

// Parameters returns the number of weights that training changes; moving
// statistics are not among them.
func (n Network) Parameters() int {
	total := 0
	for _, s := range n.stages() {
		total += s.parameters
	}
	return total
}
