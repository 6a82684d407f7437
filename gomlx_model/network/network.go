package network

import (
	"fmt"
	"slices"
)

// Norm names what normalises the activations after each convolution and hidden
// dense layer.
type Norm string

// The normalisations. Only BatchNorm keeps moving statistics; the other two
// behave alike in training and evaluation. A dense layer has one position, so
// there InstanceNorm normalises over the units, as LayerNorm does.
const (
	// over batch and positions, per channel (Ioffe and Szegedy,
	// arXiv:1502.03167)
	BatchNorm Norm = "batch"
	// over all of a clip's activations, scale and offset per channel (Ba et
	// al., arXiv:1607.06450)
	LayerNorm Norm = "layer"
	// over a clip's positions, per channel (Ulyanov et al., arXiv:1607.08022)
	InstanceNorm Norm = "instance"
)

// A Network is the shape of a classifier. Everything else is computed from it:
// its layers, their tensors, their first values and the engine's graphs.
//
//	Coefficients×Frames×1
//	  → for each of Channels: convolution 3×3, same → norm → ReLU → max-pool 2 → dropout
//	  → for each of Dense:    dense → norm → ReLU → dropout
//	  → dense to Classes
//
// A pool halves both sides and drops an odd last row or column.
type Network struct {
	Coefficients int       // of a clip, its rows
	Frames       int       // of a clip, its columns
	Channels     []int     // of the convolutions
	Dense        []int     // widths of the hidden dense layers
	Dropout      []float64 // share that each block drops, convolutions first
	Classes      int       // how many labels there are
	Norm         Norm
}

// Default returns the study's network: 20×20 MFCCs, convolutions of 16,
// 32 and 64 channels, dense layers of 128 and 64, ten digits, batch norm. It
// has 65,706 learnt weights and 608 moving statistics.
func Default() Network {
	return Network{
		Coefficients: 20, Frames: 20,
		Channels: []int{16, 32, 64}, Dense: []int{128, 64},
		Dropout: []float64{0.1, 0.2, 0.3, 0.4, 0.5},
		Classes: 10, Norm: BatchNorm,
	}
}

// The paper's number of clips in a training step, and the largest number that
// is accepted: more would need more memory than a machine has.
const (
	DefaultBatch = 16
	MaxBatch     = 1024
)

// The largest network that is accepted. The bounds keep a mistaken setting from
// asking for more memory than a machine has.
const (
	maxSide     = 1024    // coefficients, frames
	maxBlocks   = 8       // convolutions, and dense layers
	maxChannels = 1024    // of a convolution
	maxWidth    = 4096    // of a dense layer
	maxClasses  = 128     // labels
	maxWeights  = 1 << 24 // learnt
	maxPatches  = 1 << 21 // numbers that a convolution reads for one clip
)

// Validate returns an error that names the first field out of its range.
func (n Network) Validate() error {
	for _, f := range []struct {
		name            string
		value, low, top int
	}{
		{"Coefficients", n.Coefficients, 1, maxSide}, {"Frames", n.Frames, 1, maxSide},
		{"Classes", n.Classes, 2, maxClasses},
	} {
		if f.value < f.low || f.value > f.top {
			return fmt.Errorf("network: %s is %d: it must be in %d…%d", f.name, f.value, f.low,
				f.top)
		}
	}
	if err := checkWidths("Channels", "convolution", n.Channels, maxChannels); err != nil {
		return err
	}
	if err := checkWidths("Dense", "hidden dense layer", n.Dense, maxWidth); err != nil {
		return err
	}
	if len(n.Dropout) != n.Blocks() {
		return fmt.Errorf("network: Dropout has %d values: it must have one for each of the %d "+
			"blocks",
			len(n.Dropout), n.Blocks())
	}
	for i, d := range n.Dropout {
		if !(d >= 0 && d < 1) {
			return fmt.Errorf("network: Dropout of block %d is %v: it must be at least 0 and "+
				"below 1", i+1, d)
		}
	}
	if !slices.Contains([]Norm{BatchNorm, LayerNorm, InstanceNorm}, n.Norm) {
		return fmt.Errorf("network: Norm %q is unknown: use batch, layer or instance", n.Norm)
	}
	return n.checkSize()
}

// checkWidths reports a list of widths that is empty, too long or out of range.
func checkWidths(field, what string, widths []int, top int) error {
	if len(widths) == 0 || len(widths) > maxBlocks {
		return fmt.Errorf("network: %s has %d values: 1…%d are possible, one for each %s",
			field, len(widths), maxBlocks, what)
	}
	for i, w := range widths {
		if w < 1 || w > top {
			return fmt.Errorf("network: %s of %s %d is %d: it must be in 1…%d", field, what, i+1, w,
				top)
		}
	}
	return nil
}

// checkSize returns an error if the pools leave nothing of the maps, or if the
// network is too large.
func (n Network) checkSize() error {
	rows, columns, in := n.Coefficients, n.Frames, 1
	for i, out := range n.Channels {
		if p := rows * columns * 9 * in; p > maxPatches {
			return fmt.Errorf("network: convolution %d reads %d numbers a clip: at most %d are "+
				"possible; "+
				"lower Coefficients, Frames or Channels", i+1, p, maxPatches)
		}
		if rows < 2 || columns < 2 {
			return fmt.Errorf("network: Channels: convolution %d gets maps of %d×%d, of which "+
				"its pool leaves "+
				"nothing: use fewer convolutions or more Coefficients and Frames", i+1, rows,
				columns)
		}
		rows, columns, in = rows/2, columns/2, out
	}
	if learnt, _ := n.Sizes(); learnt > maxWeights {
		return fmt.Errorf("network: it has %d weights: at most %d are possible; lower Channels "+
			"or Dense",
			learnt, maxWeights)
	}
	return nil
}

// Features returns how many numbers a clip has.
func (n Network) Features() int { return n.Coefficients * n.Frames }

// Blocks returns how many blocks end in dropout: convolutions and hidden dense
// layers.
func (n Network) Blocks() int { return len(n.Channels) + len(n.Dense) }

// MapAfter returns the sides of a map after that many pools.
func (n Network) MapAfter(pools int) (rows, columns int) {
	return n.Coefficients >> pools, n.Frames >> pools
}

// Widths returns the outputs of each convolution and each dense layer, the last
// one's included.
func (n Network) Widths() []int { return append(slices.Concat(n.Channels, n.Dense), n.Classes) }

// HiddenUnits returns the width of the last hidden layer.
func (n Network) HiddenUnits() int { return n.Dense[len(n.Dense)-1] }

// NormChannels returns how many channels all normalisations have together.
// Gates open and close these.
func (n Network) NormChannels() int {
	sum := 0
	for _, w := range n.Widths()[:n.Blocks()] {
		sum += w
	}
	return sum
}
