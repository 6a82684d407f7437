package gomlxmodel

import (
	"fmt"

	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/network"

	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
)

// evalBatch is how many clips are evaluated at once. The patches of many more
// do not fit the core's cache: with 256, a clip takes a quarter longer than
// with 125. And 125 divides the test set of 250 and the 500 excluded clips
// without padding. On XLA CPU a clip's logits are the same whatever it is
// batched with (TestLogitsDoNotDependOnTheBatch).
const evalBatch = 125

// An evaluation is a graph with dropout off, batch norm on its moving
// statistics and no gates. Each is compiled at its first use.
type evaluation int

const (
	logitsOfClips   evaluation = iota // patches, indices → logits
	hiddenOfClips                     // patches, indices → the last hidden layer
	blocksOfClips                     // patches, indices → every block's output, and logits
	logitsOfInput                     // features → logits
	gradientOfInput                   // features, coefficients → gradient by the features
	evaluationKinds
)

// evaluationGraph returns the graph of a kind. Its arguments are those listed
// above for one batch, then the learnt weights and the moving statistics.
func (e *Engine) evaluationGraph(kind evaluation) func([]*Node) []*Node {
	return func(in []*Node) []*Node {
		e.compilations++
		v := newView(e.Network, in[len(in)-2], in[len(in)-1])
		clips := func() *Node { return Gather(in[0], Reshape(in[1], evalBatch, 1)) }
		input := func() *Node {
			return patches3x3(Reshape(in[0], evalBatch, e.Network.Coefficients, e.Network.Frames,
				1))
		}
		switch kind {
		case logitsOfClips, logitsOfInput:
			patches := clips
			if kind == logitsOfInput {
				patches = input
			}
			logits, _ := forward(v, patches(), nil)
			logits.AssertDims(evalBatch, e.Network.Classes)
			return []*Node{logits}
		case hiddenOfClips:
			blocks, _ := blockOutputs(v, clips(), nil)
			hidden := blocks[len(blocks)-1]
			hidden.AssertDims(evalBatch, e.Network.HiddenUnits())
			return []*Node{hidden}
		case blocksOfClips:
			blocks, _ := blockOutputs(v, clips(), nil)
			return append(blocks, dense(blocks[len(blocks)-1], v, e.Network.Last()))
		default:
			logits, _ := forward(v, input(), nil)
			return Gradient(ReduceAllSum(Mul(logits, in[1])), in[0])
		}
	}
}

// Logits returns the scores of the clips at the given indices, clip × class.
func (e *Engine) Logits(w network.Weights, clips []int32) ([]float32, error) {
	return first(e.ofClips(logitsOfClips, w, clips))
}

// Hidden returns the activations of the last hidden layer, after ReLU, for the
// clips at the given indices, clip × unit. They are the last layer's input.
func (e *Engine) Hidden(w network.Weights, clips []int32) ([]float32, error) {
	return first(e.ofClips(hiddenOfClips, w, clips))
}

// An Activation is what one layer gives to the next, for some clips.
type Activation struct {
	Layer network.Layer
	Name  string // "conv1" … "dense1" …
	// of one clip: rows, columns, channels of a convolution; units of a dense
	// layer
	Dims   []int
	Values []float32 // clip × dims
}

// Activations returns what each layer with a kernel gives to the next, for the
// clips at the given indices: convolutions after norm, ReLU and pool, hidden
// dense layers after norm and ReLU, and the logits last.
func (e *Engine) Activations(w network.Weights, clips []int32) ([]Activation, error) {
	rows, err := e.ofClips(blocksOfClips, w, clips)
	if err != nil {
		return nil, err
	}
	n := e.Network
	all := make([]Activation, len(rows))
	for i, width := range n.Widths() {
		layer := network.Layer(2 * i)
		dims := []int{width}
		if i < len(n.Channels) {
			height, length := n.MapAfter(i + 1)
			dims = []int{height, length, width}
		}
		all[i] = Activation{Layer: layer, Name: n.LayerName(layer), Dims: dims, Values: rows[i]}
	}
	return all, nil
}

// LogitsOf returns the scores of any features, such as clips with a part
// hidden. Features are clip × coefficient × frame, the result is clip × class.
func (e *Engine) LogitsOf(w network.Weights, features []float32) ([]float32, error) {
	return first(e.ofInput(logitsOfInput, w, features, nil))
}

// InputGradient returns, for each clip, the gradient ∂/∂features of Σ_k
// coefficients·logit_k. Features are clip × coefficient × frame and need not be
// the engine's clips; coefficients are clip × class. A 1 at one class asks for
// that logit, with a −1 at another for the difference of the two. The result
// has the shape of the features.
func (e *Engine) InputGradient(w network.Weights, features, coefficients []float32) ([]float32,
	error) {
	n := e.Network
	if len(coefficients)*n.Features() != len(features)*n.Classes {
		return nil, fmt.Errorf("coefficients: there are %d: each clip of %d×%d features needs %d",
			len(coefficients), n.Coefficients, n.Frames, n.Classes)
	}
	gradient, err := first(e.ofInput(gradientOfInput, w, features, coefficients))
	if err != nil || w.Deviation == nil {
		return gradient, err
	}
	for i := range gradient { // with respect to the features before they are standardised
		gradient[i] /= w.Deviation[i/n.Frames%n.Coefficients]
	}
	return gradient, nil
}

// Measure evaluates the weights on the clips at the given indices.
func (e *Engine) Measure(w network.Weights, clips []int32) (metrics.Metrics, error) {
	logits, err := e.Logits(w, clips)
	if err != nil {
		return metrics.Metrics{}, err
	}
	labels := make([]int32, len(clips))
	for i, c := range clips {
		labels[i] = e.Data.Labels[c]
	}
	return metrics.Measure(logits, labels, e.Network.Classes)
}

func first(rows [][]float32, err error) ([]float32, error) {
	if err != nil {
		return nil, err
	}
	return rows[0], nil
}

// ofClips evaluates the clips at the given indices.
func (e *Engine) ofClips(kind evaluation, w network.Weights, clips []int32) ([][]float32, error) {
	if err := e.checkClips("clips", clips); err != nil {
		return nil, err
	}
	if err := w.Check(e.Network); err != nil {
		return nil, err
	}
	if err := e.prepareFor(w); err != nil {
		return nil, err
	}
	return e.inBatches(kind, w, len(clips), func(start int, made *scratch) []any {
		index := make([]int32, evalBatch) // padded with clip 0, whose answers are cut off again
		copy(index, clips[start:])
		return []any{e.input.patches, made.keep(tensors.FromFlatDataAndDimensions(index, evalBatch))}
	})
}

// ofInput evaluates any features, with coefficients where the kind needs them.
func (e *Engine) ofInput(kind evaluation, w network.Weights, features,
	coefficients []float32) ([][]float32, error) {
	n := e.Network
	size := n.Features()
	if len(features) == 0 || len(features)%size != 0 {
		return nil, fmt.Errorf("features: there are %d values: each clip needs %d×%d, and at "+
			"least one clip is needed",
			len(features), n.Coefficients, n.Frames)
	}
	if err := w.Check(n); err != nil {
		return nil, err
	}
	w.Network = n
	features = standardised(w, features)
	padded := func(from []float32, start, width int, dims ...int) *tensors.Tensor {
		batch := make([]float32, evalBatch*width)
		copy(batch, from[start*width:])
		return tensors.FromFlatDataAndDimensions(batch, dims...)
	}
	return e.inBatches(kind, w, len(features)/size, func(start int, made *scratch) []any {
		args := []any{made.keep(padded(features, start, size, evalBatch, n.Coefficients, n.Frames))}
		if coefficients != nil {
			args = append(args, made.keep(padded(coefficients, start, n.Classes, evalBatch,
				n.Classes)))
		}
		return args
	})
}

// inBatches calls a graph on as many batches as n clips need and joins the rows
// of each of its outputs. Batch returns the arguments of the batch that begins
// at a clip.
func (e *Engine) inBatches(kind evaluation, w network.Weights, n int,
	batch func(start int, made *scratch) []any) (rows [][]float32, err error) {
	defer catch("evaluate", &err)
	var kept scratch
	defer func() { kept.free() }()
	learnt, moving := kept.vector(w.Learnt), kept.vector(w.Moving)
	one := func(start int) error {
		var made scratch
		defer func() { made.free() }()
		outs, err := e.evaluations[kind].Call(append(batch(start, &made), learnt, moving)...)
		if err != nil {
			return err
		}
		made = append(made, outs...)
		if rows == nil {
			rows = make([][]float32, len(outs))
		}
		live := min(evalBatch, n-start)
		for i, out := range outs {
			values := tensors.MustCopyFlatData[float32](out)
			rows[i] = append(rows[i], values[:live*len(values)/evalBatch]...)
		}
		return nil
	}
	for start := 0; start < n; start += evalBatch {
		if err := one(start); err != nil {
			return nil, err
		}
	}
	return rows, nil
}
