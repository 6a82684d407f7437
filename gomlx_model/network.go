package gomlxmodel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Shapes that the network fixes: a 20×20 MFCC patch in, one of ten digits out.
const (
	Side        = 20 // coefficients and frames of one clip
	HiddenUnits = 64 // width of the last hidden layer
	Classes     = 10 // spoken digits
)

// Norm names what normalises the activations after each convolution and hidden dense layer.
type Norm string

// The normalisations. Only BatchNorm keeps moving statistics; the other two behave alike in training and evaluation.
const (
	BatchNorm    Norm = "batch"    // over batch and positions, per channel (Ioffe and Szegedy, arXiv:1502.03167)
	LayerNorm    Norm = "layer"    // over all of a clip's activations, scale and offset per channel (Ba et al., arXiv:1607.06450)
	InstanceNorm Norm = "instance" // over a clip's positions, per channel (Ulyanov et al., arXiv:1607.08022); dense layers have one position, so there it normalises over the units
)

// A Layer is one of the eleven units of the network that own weights, and so the unit that is frozen, drawn and reset.
type Layer int

// The layers, from input to output.
const (
	Conv1 Layer = iota
	Norm1
	Conv2
	Norm2
	Conv3
	Norm3
	Dense1
	Norm4
	Dense2
	Norm5
	Dense3
	Layers // how many there are
)

var layerNames = [Layers]string{"conv1", "norm1", "conv2", "norm2", "conv3", "norm3", "dense1", "norm4", "dense2", "norm5", "dense3"}

// String returns the layer's name, "conv1" … "dense3".
func (l Layer) String() string {
	if l < 0 || l >= Layers {
		return fmt.Sprintf("Layer(%d)", int(l))
	}
	return layerNames[l]
}

// ParseLayer returns the layer of that name.
func ParseLayer(name string) (Layer, error) {
	if i := slices.Index(layerNames[:], name); i >= 0 {
		return Layer(i), nil
	}
	return 0, fmt.Errorf("layer %q is unknown: use one of %q", name, layerNames)
}

// IsNorm reports whether the layer is a normalisation.
func (l Layer) IsNorm() bool {
	return l == Norm1 || l == Norm2 || l == Norm3 || l == Norm4 || l == Norm5
}

// Groups of layers that the unlearning techniques speak of.
var (
	DenseLayers = []Layer{Dense1, Dense2, Dense3}
	ConvNorms   = []Layer{Norm1, Norm2, Norm3}
	AllNorms    = []Layer{Norm1, Norm2, Norm3, Norm4, Norm5}
	AllLayers   = []Layer{Conv1, Norm1, Conv2, Norm2, Conv3, Norm3, Dense1, Norm4, Dense2, Norm5, Dense3}
)

// Kind says what a tensor is to its layer.
type Kind int

// The kinds of tensors. The first four are learnt by gradient; the moving statistics follow the batches.
const (
	Kernel Kind = iota
	Bias
	Scale          // of a normalisation (often written gamma)
	Offset         // of a normalisation (beta)
	MovingMean     // of a batch normalisation
	MovingVariance // of a batch normalisation
)

var kindNames = []string{"kernel", "bias", "scale", "offset", "moving_mean", "moving_variance"}

// String returns the kind's name as it stands in exported files.
func (k Kind) String() string { return kindNames[k] }

// A Tensor is one named array of the network: where it lies in the flat vectors, and its shape.
// Kernels of convolutions are out × height × width × in, kernels of dense layers in × out: so XLA finds each gradient by its fastest matrix product.
type Tensor struct {
	Layer  Layer
	Kind   Kind
	Dims   []int
	Offset int // first element, in Weights.Learnt or, for moving statistics, in Weights.Moving
}

// Name returns "layer/kind", as in "conv1/kernel".
func (t Tensor) Name() string { return t.Layer.String() + "/" + t.Kind.String() }

// Size returns the number of elements.
func (t Tensor) Size() int {
	n := 1
	for _, d := range t.Dims {
		n *= d
	}
	return n
}

// Moves reports whether the tensor is a moving statistic and not learnt by gradient.
func (t Tensor) Moves() bool { return t.Kind == MovingMean || t.Kind == MovingVariance }

// glorot draws from the uniform distribution on ±√(6/(fan in + fan out)), Keras's default for kernels
// (Glorot and Bengio, AISTATS 2010, equation 16). A convolution's fans count its 3×3 window.
func glorot(dst []float32, dims []int, random *rand.Rand) {
	window := 1
	for _, d := range dims[1 : len(dims)-1] {
		window *= d
	}
	limit := math.Sqrt(6 / float64(window*(dims[0]+dims[len(dims)-1])))
	for i := range dst {
		dst[i] = float32((2*random.Float64() - 1) * limit)
	}
}
