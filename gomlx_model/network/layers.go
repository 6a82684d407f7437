package network

import "fmt"

// A Layer is one unit of a network that owns weights. It is what unlearning
// freezes, draws and resets: a convolution, a dense layer, or the normalisation
// after one of these. It is the layer's place from input to output. In every
// network, layers with kernels and normalisations alternate; the last layer has
// no normalisation.
type Layer int

// IsNorm reports whether the layer is a normalisation.
func (l Layer) IsNorm() bool { return l%2 == 1 }

// LayerName returns the layer's name: "conv1", "norm1", "conv2" … "dense1" …;
// normalisations are numbered from the first convolution's to the last hidden
// dense layer's.
func (n Network) LayerName(l Layer) string {
	block := int(l) / 2
	switch {
	case l < 0 || block > n.Blocks() || l.IsNorm() && block == n.Blocks():
		return fmt.Sprintf("Layer(%d)", int(l))
	case l.IsNorm():
		return fmt.Sprintf("norm%d", block+1)
	case block < len(n.Channels):
		return fmt.Sprintf("conv%d", block+1)
	default:
		return fmt.Sprintf("dense%d", block-len(n.Channels)+1)
	}
}

// Layers returns all layers, from input to output: eleven in the default
// network.
func (n Network) Layers() []Layer { return every(0, 2*n.Blocks()+1, 1) }

// ConvLayers returns the convolutions.
func (n Network) ConvLayers() []Layer { return every(0, 2*len(n.Channels), 2) }

// DenseLayers returns the dense layers, the last one included.
func (n Network) DenseLayers() []Layer { return every(2*len(n.Channels), 2*n.Blocks()+1, 2) }

// ConvNorms returns the normalisations after convolutions.
func (n Network) ConvNorms() []Layer { return every(1, 2*len(n.Channels), 2) }

// Norms returns all normalisations.
func (n Network) Norms() []Layer { return every(1, 2*n.Blocks(), 2) }

// Last returns the layer that gives the logits.
func (n Network) Last() Layer { return Layer(2 * n.Blocks()) }

// every returns the layers from, from+by, … below end.
func every(from, end, by int) (layers []Layer) {
	for l := from; l < end; l += by {
		layers = append(layers, Layer(l))
	}
	return layers
}
