package figures

import (
	"fmt"
	"strconv"

	"audiounlearning/gomlx_model/network"
)

// A stage is one column of the drawing: what it computes, the shape of its
// output, and how many weights it trains.
type stage struct {
	name       string
	steps      []string
	shape      [3]int // rows, columns, channels; a dense layer is 1 × 1 × units
	parameters int
}

// stagesOf returns the input, a stage for each block of the network, and the
// last layer.
func stagesOf(n network.Network) []stage {
	weights := make([]int, n.Blocks()+1) // by block, its normalisation included
	for _, t := range n.Tensors() {
		if !t.Moves() {
			weights[t.Layer/2] += t.Size()
		}
	}
	norm := string(n.Norm) + " norm"
	all := []stage{{name: "Input", steps: []string{"MFCC"},
		shape: [3]int{n.Coefficients, n.Frames, 1}}}
	for i, channels := range n.Channels {
		rows, columns := n.MapAfter(i + 1)
		all = append(all, stage{
			name: "Block " + strconv.Itoa(i+1),
			steps: []string{fmt.Sprintf("conv 3 × 3, %d", channels), norm, "ReLU",
				"max-pool 2 × 2", "dropout " + exact(n.Dropout[i])},
			shape: [3]int{rows, columns, channels}, parameters: weights[i],
		})
	}
	for i, units := range n.Dense {
		block := len(n.Channels) + i
		all = append(all, stage{
			name: "Dense " + strconv.Itoa(i+1),
			steps: []string{"dense " + strconv.Itoa(units), norm, "ReLU",
				"dropout " + exact(n.Dropout[block])},
			shape: [3]int{1, 1, units}, parameters: weights[block],
		})
	}
	return append(all, stage{
		name: "Output", steps: []string{"dense " + strconv.Itoa(n.Classes), "softmax"},
		shape: [3]int{1, 1, n.Classes}, parameters: weights[n.Blocks()],
	})
}
