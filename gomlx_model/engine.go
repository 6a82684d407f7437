package gomlxmodel

import (
	"fmt"
	"math"
	"strings"

	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
)

// BatchSize is the paper's. evalBatch is how many clips are evaluated at once: the patches of many more leave the core's cache, and 256 take a quarter longer a clip than
// 125, which divides the test set of 250 and the 500 excluded clips without padding. On XLA CPU a clip's logits are the same whatever it is batched with
// (TestLogitsDoNotDependOnTheBatch).
const (
	BatchSize = 16
	evalBatch = 125
)

// Data are the clips that an engine trains and evaluates on, in the order of their corpus: features row by row
// (clip × coefficient × frame, 20 × 20 each) and a label in 0…9 for each.
type Data struct {
	Features []float32
	Labels   []int32
}

// Len returns the number of clips.
func (d Data) Len() int { return len(d.Labels) }

// Validate reports features of another shape, labels out of range and numbers that are not finite.
func (d Data) Validate() error {
	if d.Len() == 0 {
		return fmt.Errorf("data: there are no clips: at least one is needed")
	}
	if len(d.Features) != d.Len()*Side*Side {
		return fmt.Errorf("data: %d feature values for %d clips: each clip needs %d×%d", len(d.Features), d.Len(), Side, Side)
	}
	for i, l := range d.Labels {
		if l < 0 || l >= Classes {
			return fmt.Errorf("data: label %d of clip %d: it must be in 0…%d", l, i, Classes-1)
		}
	}
	for i, x := range d.Features {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return fmt.Errorf("data: feature %d of clip %d is %v: it must be finite", i%(Side*Side), i/(Side*Side), x)
		}
	}
	return nil
}

// An Engine trains and evaluates networks of one normalisation on one set of clips. It compiles one graph for all training, one for evaluation and, where it is asked for, one for Hidden, and keeps the
// clips on the device; the networks' state comes in and goes out with each call. It is not safe for concurrent use: give each goroutine its own.
type Engine struct {
	Backend *Backend
	Norm    Norm
	Data    Data

	patches, labels *tensors.Tensor
	train, evaluate *Exec
	listen          *Exec // to the last hidden layer
	looped          bool  // the epoch is one graph; else it goes step by step
	compilations    int
	defaults        defaults // of the inputs that most calls leave alone, kept on the device
}

// NewEngine checks the data and moves them to the device. The graphs are compiled at first use, in about three seconds on XLA.
func NewEngine(backend *Backend, norm Norm, data Data) (e *Engine, err error) {
	defer catch("engine", &err)
	if err := data.Validate(); err != nil {
		return nil, err
	}
	if norm != BatchNorm && norm != LayerNorm && norm != InstanceNorm {
		return nil, fmt.Errorf("norm %q is unknown: use batch, layer or instance", norm)
	}
	e = &Engine{Backend: backend, Norm: norm, Data: data, looped: backend.Name != "go"}
	e.labels = tensors.FromFlatDataAndDimensions(data.Labels, data.Len())
	e.defaults = newDefaults(data.Len())
	// The first layer's patches do not depend on the weights, so they are made once and not at each step.
	clips := tensors.FromFlatDataAndDimensions(data.Features, data.Len(), Side, Side, 1)
	prepare, err := NewExec(backend.Compute, patches3x3)
	if err != nil {
		return nil, err
	}
	if e.patches, err = prepare.Call1(clips); err != nil {
		return nil, err
	}
	if e.train, err = NewExec(backend.Compute, e.trainingGraph); err != nil {
		return nil, err
	}
	if e.evaluate, err = NewExec(backend.Compute, e.evaluationGraph); err != nil {
		return nil, err
	}
	e.listen, err = NewExec(backend.Compute, e.hiddenGraph)
	return e, err
}

// trainingGraph takes the inputs and the state, and returns the new state and the summed loss. Where the backend cannot
// differentiate inside a loop (pure Go) it is one step, whose number comes first.
func (e *Engine) trainingGraph(nodes []*Node) []*Node {
	e.compilations++
	var in inputs
	var s state
	if e.looped {
		load(s.fields(), load(in.fields(), nodes))
		next, loss := epoch(e.Norm, in, s)
		return append(nodesOf(next.fields()), loss)
	}
	load(s.fields(), load(in.fields(), nodes[1:]))
	next, loss := step(e.Norm, in, s, nodes[0])
	return append(nodesOf(next.fields()), loss)
}

// evaluationGraph takes patches, the indices of a batch, learnt weights and moving statistics, and returns the batch's logits.
func (e *Engine) evaluationGraph(nodes []*Node) []*Node {
	e.compilations++
	patches := Gather(nodes[0], Reshape(nodes[1], evalBatch, 1))
	logits, _ := forward(e.Norm, newView(nodes[2], nodes[3]), patches, nil)
	logits.AssertDims(evalBatch, Classes)
	return []*Node{logits}
}

// hiddenGraph is evaluationGraph for the last hidden layer.
func (e *Engine) hiddenGraph(nodes []*Node) []*Node {
	e.compilations++
	patches := Gather(nodes[0], Reshape(nodes[1], evalBatch, 1))
	hidden, _ := hiddenUnits(e.Norm, newView(nodes[2], nodes[3]), patches, nil)
	hidden.AssertDims(evalBatch, HiddenUnits)
	return []*Node{hidden}
}

// Logits returns the scores of the clips at the given indices, row by row, with dropout off and batch norm on its moving statistics.
func (e *Engine) Logits(w Weights, clips []int32) ([]float32, error) {
	return e.inBatches(e.evaluate, Classes, w, clips)
}

// Hidden returns the activations of the last hidden layer, after ReLU, for the clips at the given indices: 64 a clip, row by row, with dropout off and batch norm on
// its moving statistics. It is what the last layer decides by. Its first call compiles a graph of its own.
func (e *Engine) Hidden(w Weights, clips []int32) ([]float32, error) {
	return e.inBatches(e.listen, HiddenUnits, w, clips)
}

// inBatches calls a graph of evaluation on as many batches as the clips need and joins the rows of its output, of the given width.
func (e *Engine) inBatches(exec *Exec, width int, w Weights, clips []int32) (rows []float32, err error) {
	defer catch("evaluate", &err)
	if err := e.checkClips("clips", clips); err != nil {
		return nil, err
	}
	var made scratch
	defer func() { made.free() }()
	learnt, moving := made.vector(w.Learnt), made.vector(w.Moving)
	for start := 0; start < len(clips); start += evalBatch {
		index := make([]int32, evalBatch) // padded with clip 0, whose answers are cut off again
		n := copy(index, clips[start:])
		out, err := exec.Call1(e.patches, made.keep(tensors.FromFlatDataAndDimensions(index, evalBatch)), learnt, moving)
		if err != nil {
			return nil, err
		}
		rows = append(rows, tensors.MustCopyFlatData[float32](made.keep(out))[:n*width]...)
	}
	return rows, nil
}

// Measure evaluates the weights on the clips at the given indices.
func (e *Engine) Measure(w Weights, clips []int32) (Metrics, error) {
	logits, err := e.Logits(w, clips)
	if err != nil {
		return Metrics{}, err
	}
	labels := make([]int32, len(clips))
	for i, c := range clips {
		labels[i] = e.Data.Labels[c]
	}
	return Measure(logits, labels, Classes)
}

// Compilations returns how many graphs were compiled so far: after the first epoch and the first evaluation, two; Hidden has a third.
func (e *Engine) Compilations() int { return e.compilations }

// Close frees what the engine holds on the device. It leaves the backend open.
func (e *Engine) Close() {
	e.train.Finalize()
	e.evaluate.Finalize()
	e.listen.Finalize()
	e.patches.MustFinalizeAll()
	e.labels.MustFinalizeAll()
}

func (e *Engine) checkClips(name string, clips []int32) error {
	if len(clips) == 0 {
		return fmt.Errorf("%s: the set is empty: at least one clip is needed", name)
	}
	for _, c := range clips {
		if c < 0 || int(c) >= e.Data.Len() {
			return fmt.Errorf("%s: clip %d: it must be in 0…%d", name, c, e.Data.Len()-1)
		}
	}
	return nil
}

// catch turns a panic of the graph library into an error of one line: GoMLX reports by panicking with a stack trace.
func catch(doing string, err *error) {
	switch r := recover().(type) {
	case nil:
	case error:
		*err = fmt.Errorf("%s: %w", doing, firstLine(r))
	default:
		*err = fmt.Errorf("%s: %v", doing, r)
	}
}

// firstLine cuts the stack trace that the graph library's errors carry when printed in full.
func firstLine(err error) error {
	if line, _, cut := strings.Cut(err.Error(), "\n"); cut {
		return fmt.Errorf("%s", line)
	}
	return err
}
