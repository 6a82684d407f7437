package gomlxmodel

import (
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph"
)

// patches3x3 gathers, for every position of x [b, h, w, c], its 3×3
// neighbourhood with zeros beyond the border: [b, h, w, 9c]. A convolution is
// then one matrix product, which XLA runs 7 times faster inside a loop than its
// own convolution there (jax-ml/jax#12868).
func patches3x3(x *Node) *Node {
	b, h, w, c := dims4(x)
	row := Zeros(x.Graph(), shapes.Make(dtypes.Float32, b, 1, w, c))
	x = Concatenate([]*Node{row, x, row}, 1)
	column := Zeros(x.Graph(), shapes.Make(dtypes.Float32, b, h+2, 1, c))
	x = Concatenate([]*Node{column, x, column}, 2)
	var shifted []*Node
	for i := range 3 {
		for j := range 3 {
			shifted = append(shifted, Slice(x, AxisRange(), AxisRange(i, i+h), AxisRange(j, j+w),
				AxisRange()))
		}
	}
	return Concatenate(shifted, -1)
}

// convolve multiplies patches [b, h, w, 9c] by a kernel [out, 3, 3, c] and adds
// the bias: a same-padded 3×3 convolution.
//
// With the kernel's outputs first its gradient is the product dyᵀ·patches, for
// which XLA CPU reorders the small dy before multiplying. For a kernel [3, 3,
// c, out] it is patchesᵀ·dy and the large patches are reordered: an epoch then
// takes 8 % longer.
func convolve(patches, kernel, bias *Node) *Node {
	b, h, w, n := dims4(patches)
	out := kernel.Shape().Dim(0)
	x := Einsum("pn,on->po", Reshape(patches, b*h*w, n), Reshape(kernel, out, n))
	x = Add(x, Reshape(bias, 1, out))
	return Reshape(x, b, h, w, out)
}

// windows2x2 lays x [b, h, w, c] out in 2×2 windows, [b, h/2, 2, w/2, 2, c],
// dropping an odd last row and column.
func windows2x2(x *Node) *Node {
	b, h, w, c := dims4(x)
	h, w = h/2, w/2
	x = Slice(x, AxisRange(), AxisRange(0, 2*h), AxisRange(0, 2*w), AxisRange())
	return Reshape(x, b, h, 2, w, 2, c)
}

// The axes of a place in its window.
const (
	windowRow    = 2
	windowColumn = 4
)

// halves splits an axis of two.
func halves(x *Node, axis int) (first, second *Node) {
	return SliceAxis(x, axis, AxisElem(0)), SliceAxis(x, axis, AxisElem(1))
}

// maxPool2x2 takes the maximum of 2×2 windows as maxima of neighbouring slices.
// It serves evaluation; training has maxPoolSelecting, with the same values. As
// a ReduceMax it would have a wrong gradient on XLA's CPU backend: see
// TestUpstreamReduceMaxGradient.
func maxPool2x2(x *Node) *Node {
	b, _, _, c := dims4(x)
	x = Max(halves(windows2x2(x), windowRow))
	h, w := x.Shape().Dim(1), x.Shape().Dim(3)
	return Reshape(Max(halves(x, windowColumn)), b, h, w, c)
}

// maxPoolSelecting has the values and the gradient of maxPool2x2. It sets all
// but the largest entry of a window to 0 and sums the window. Of equal entries
// in a column of a window it takes the upper, and of equal columns the left.
// Its gradient is a selection; that of maxima of slices is a padding, which
// makes an epoch on XLA CPU 5 % longer. Only the forward pass is slower than
// that of maxPool2x2.
func maxPoolSelecting(x *Node) *Node {
	x = windows2x2(x)
	isSecond := func(axis int) *Node {
		place := Iota(x.Graph(), shapes.Make(dtypes.Int32, x.Shape().Dimensions...), axis)
		return Equal(place, OnesLike(place))
	}
	ofWinner := func(axis int, firstWins *Node) *Node {
		return LogicalXor(isSecond(axis), BroadcastToDims(firstWins, x.Shape().Dimensions...))
	}
	upper, lower := halves(StopGradient(x), windowRow)
	left, right := halves(Max(upper, lower), windowColumn)
	largest := LogicalAnd(ofWinner(windowRow, GreaterOrEqual(upper, lower)),
		ofWinner(windowColumn, GreaterOrEqual(left, right)))
	return ReduceSum(Where(largest, x, ZerosLike(x)), windowRow, windowColumn)
}

// rectify is max(x, 0), written so that its gradient at 0 is 0.
func rectify(x *Node) *Node {
	return Where(GreaterThan(x, ScalarZero(x.Graph(), dtypes.Float32)), x, ZerosLike(x))
}

// dropout sets a share rate of x to 0 and divides the rest by 1 − rate. Key
// decides which.
func dropout(x *Node, rate float64, key *Node) *Node {
	if rate == 0 {
		return x
	}
	threshold := Const(x.Graph(), uint32(rate*(1<<32)))
	kept := GreaterOrEqual(hashBits(key, x.Shape().Dimensions), threshold)
	return Where(kept, MulScalar(x, 1/(1-rate)), ZerosLike(x))
}

// goldenRatio is 2³²/φ, rounded to an odd number: its multiples, modulo 2³²,
// are spread as evenly as those of any number (Knuth, The Art of Computer
// Programming, volume 3, section 6.4), so its products with consecutive numbers
// differ in high and in low bits.
const goldenRatio = uint32(0x9e3779b9)

// hashBits returns uniform 32-bit numbers that depend on the key and on the
// position alone, so that every backend drops the same units: the finaliser of
// MurmurHash3 (Appleby, https://github.com/aappleby/smhasher) over position and
// key.
func hashBits(key *Node, dims []int) *Node {
	g := key.Graph()
	size := 1
	for _, d := range dims {
		size *= d
	}
	position := Iota(g, shapes.Make(dtypes.Uint32, size), 0)
	// The shift keeps position 0 with key 0 away from the finaliser's fixed
	// point.
	bits := finalise(BitwiseXor(finalise(Add(position, Const(g, goldenRatio))), finalise(key)))
	return Reshape(bits, dims...)
}

func finalise(h *Node) *Node {
	g := h.Graph()
	fold := func(h *Node, by uint32) *Node {
		return BitwiseXor(h,
			BitwiseShiftRightLogical(h, Const(g, by)))
	}
	h = Mul(fold(h, 16), Const(g, uint32(0x85ebca6b)))
	h = Mul(fold(h, 13), Const(g, uint32(0xc2b2ae35)))
	return fold(h, 16)
}

// perChannel reshapes a vector of one value a channel so that it broadcasts
// against x, whose last axis are the channels.
func perChannel(v, x *Node) *Node {
	dims := make([]int, x.Rank())
	for i := range dims {
		dims[i] = 1
	}
	dims[len(dims)-1] = v.Shape().Size()
	return Reshape(v, dims...)
}

// perClip does the same for one value a clip, on the first axis.
func perClip(v, x *Node) *Node {
	dims := make([]int, x.Rank())
	for i := range dims {
		dims[i] = 1
	}
	dims[0] = v.Shape().Size()
	return Reshape(v, dims...)
}

func dims4(x *Node) (b, h, w, c int) {
	d := x.Shape().Dimensions
	return d[0], d[1], d[2], d[3]
}
