package network

// Kind says what a tensor is to its layer.
type Kind int

// The kinds of tensors. The first four are learnt by gradient; the moving
// statistics follow the batches.
const (
	Kernel Kind = iota
	Bias
	Scale          // of a normalisation (often written gamma)
	Offset         // of a normalisation (beta)
	MovingMean     // of a batch normalisation
	MovingVariance // of a batch normalisation
)

var kindNames = []string{"kernel", "bias", "scale", "offset", "moving_mean", "moving_variance"}

// String returns the kind's name in exported files.
func (k Kind) String() string { return kindNames[k] }

// A Tensor is one named array of a network: its shape, and where it lies in the
// flat vectors. Kernels of convolutions are out × height × width × in, kernels
// of dense layers in × out, so that XLA can compute each gradient by its
// fastest matrix product.
type Tensor struct {
	Layer  Layer
	Kind   Kind
	Dims   []int
	Offset int // first element, in Weights.Learnt or, for moving statistics, in Weights.Moving

	layer string
}

// Name returns "layer/kind", as in "conv1/kernel".
func (t Tensor) Name() string { return t.layer + "/" + t.Kind.String() }

// Size returns the number of elements.
func (t Tensor) Size() int {
	n := 1
	for _, d := range t.Dims {
		n *= d
	}
	return n
}

// Moves reports whether the tensor is a moving statistic and not learnt by
// gradient.
func (t Tensor) Moves() bool { return t.Kind == MovingMean || t.Kind == MovingVariance }

// Tensors returns the network's tensors from input to output, which is their
// order in the flat vectors. Learnt tensors have one vector, moving statistics
// another.
func (n Network) Tensors() []Tensor {
	list, _, _ := n.layOut()
	return list
}

// Sizes returns how many learnt weights and how many moving statistics the
// network has.
func (n Network) Sizes() (learnt, moving int) {
	_, learnt, moving = n.layOut()
	return learnt, moving
}

func (n Network) layOut() (list []Tensor, learnt, moving int) {
	add := func(layer Layer, kind Kind, dims ...int) {
		t := Tensor{Layer: layer, Kind: kind, Dims: dims, layer: n.LayerName(layer)}
		if t.Moves() {
			t.Offset, moving = moving, moving+t.Size()
		} else {
			t.Offset, learnt = learnt, learnt+t.Size()
		}
		list = append(list, t)
	}
	rows, columns := n.MapAfter(len(n.Channels))
	in := 1
	for i, out := range n.Widths() {
		layer := Layer(2 * i) // layers with kernels and normalisations take turns
		if i == len(n.Channels) {
			in *= rows * columns // the maps are flattened
		}
		if i < len(n.Channels) {
			add(layer, Kernel, out, 3, 3, in)
		} else {
			add(layer, Kernel, in, out)
		}
		add(layer, Bias, out)
		if i < n.Blocks() {
			for _, kind := range []Kind{Scale, Offset, MovingMean, MovingVariance} {
				add(layer+1, kind, out)
			}
		}
		in = out
	}
	return list, learnt, moving
}
