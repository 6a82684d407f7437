package gomlxmodel

import (
	"fmt"
	"strings"

	"audiounlearning/gomlx_model/network"

	. "github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
)

// An Engine trains and evaluates networks of one shape on one set of clips. It
// compiles one graph for all training and one for each kind of evaluation, at
// its first use, and keeps the clips on the device; the network's state is
// passed in and returned with each call. It is not safe for concurrent use:
// give each goroutine its own.
type Engine struct {
	Backend *Backend
	Network network.Network
	Data    Data

	labels       *tensors.Tensor
	input        input    // the clips as the first convolution reads them
	defaults     defaults // of inputs, on the device
	train        *Exec
	looped       bool // the epoch is one graph; otherwise each step is
	evaluations  [evaluationKinds]*Exec
	compilations int
}

// NewEngine checks the network and the data, and moves the data to the device.
// The graphs are compiled at first use, the training's in about three seconds
// on XLA.
func NewEngine(backend *Backend, network network.Network, data Data) (e *Engine, err error) {
	defer catch("engine", &err)
	if err := network.Validate(); err != nil {
		return nil, err
	}
	if err := data.Validate(network); err != nil {
		return nil, err
	}
	e = &Engine{Backend: backend, Network: network, Data: data, looped: backend.Name != "go"}
	defer func() {
		if err != nil {
			e.Close()
			e = nil
		}
	}()
	e.labels = tensors.FromFlatDataAndDimensions(data.Labels, data.Len())
	e.defaults = newDefaults(network, data)
	if err := e.prepare(nil, nil); err != nil {
		return e, err
	}
	if e.train, err = NewExec(backend.Compute, e.trainingGraph); err != nil {
		return e, err
	}
	for kind := range e.evaluations {
		if e.evaluations[kind], err = NewExec(backend.Compute,
			e.evaluationGraph(evaluation(kind))); err != nil {
			return e, err
		}
	}
	return e, nil
}

// trainingGraph takes the inputs and the state, and returns the new state and
// the summed loss. If the backend cannot differentiate inside a loop (pure Go),
// it is one step, whose number is the first input.
func (e *Engine) trainingGraph(nodes []*Node) []*Node {
	e.compilations++
	var in inputs
	var s state
	if e.looped {
		load(s.fields(), load(in.fields(), nodes))
		next, loss := epoch(e.Network, in, s)
		return append(nodesOf(next.fields()), loss)
	}
	load(s.fields(), load(in.fields(), nodes[1:]))
	next, loss := step(e.Network, in, s, nodes[0])
	return append(nodesOf(next.fields()), loss)
}

// Close frees what the engine holds on the device. It leaves the backend open.
func (e *Engine) Close() {
	for _, exec := range append(e.evaluations[:], e.train) {
		if exec != nil {
			exec.Finalize()
		}
	}
	if e.input.exec != nil {
		e.input.exec.Finalize()
	}
	for _, t := range append(e.defaults.all(), e.input.patches, e.labels) {
		if t != nil {
			t.MustFinalizeAll()
		}
	}
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

// catch turns a panic of the graph library into an error of one line: GoMLX
// reports errors by panicking with a stack trace.
func catch(doing string, err *error) {
	switch r := recover().(type) {
	case nil:
	case error:
		*err = fmt.Errorf("%s: %w", doing, firstLine(r))
	default:
		*err = fmt.Errorf("%s: %v", doing, r)
	}
}

// oneLine prints an error without the stack trace that the graph library's
// errors carry, and leaves it in the chain for errors.Is and errors.As.
type oneLine struct{ error }

func (e oneLine) Error() string {
	line, _, _ := strings.Cut(e.error.Error(), "\n")
	return line
}

func (e oneLine) Unwrap() error { return e.error }

func firstLine(err error) error { return oneLine{err} }
