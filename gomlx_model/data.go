package gomlxmodel

import (
	"cmp"
	"fmt"
	"math"

	"audiounlearning/gomlx_model/network"
)

// Data are the clips that an engine trains and evaluates on, in the order of
// their corpus: features row by row (clip × coefficient × frame, as the network
// has them) and a label below the network's Classes for each.
type Data struct {
	Features []float32
	Labels   []int32
	GateRows int // how many rows a state's Gates have; 0 means 1
	Batch    int // clips of a training step; 0 means DefaultBatch
}

// DefaultBatch is the paper's number of clips in a training step.
const DefaultBatch = network.DefaultBatch

// maxGateRows bounds the memory that a mistaken setting can ask for.
const maxGateRows = 4096

// Len returns the number of clips.
func (d Data) Len() int { return len(d.Labels) }

// Validate returns an error for features that do not fit the network, labels
// out of range, numbers that are not finite, and too many rows of gates or
// clips in a step.
func (d Data) Validate(n network.Network) error {
	size := n.Features()
	if d.Len() == 0 {
		return fmt.Errorf("data: there are no clips: at least one is needed")
	}
	if len(d.Features) != d.Len()*size {
		return fmt.Errorf("data: %d feature values for %d clips: each clip needs %d×%d",
			len(d.Features), d.Len(), n.Coefficients, n.Frames)
	}
	for i, l := range d.Labels {
		if l < 0 || int(l) >= n.Classes {
			return fmt.Errorf("data: label %d of clip %d: it must be in 0…%d", l, i, n.Classes-1)
		}
	}
	if d.GateRows < 0 || d.GateRows > maxGateRows {
		return fmt.Errorf("data: GateRows is %d: it must be in 0…%d", d.GateRows, maxGateRows)
	}
	if d.Batch < 0 || d.Batch > network.MaxBatch {
		return fmt.Errorf("data: Batch is %d: it must be in 0…%d", d.Batch,
			network.MaxBatch)
	}
	for i, x := range d.Features {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return fmt.Errorf("data: feature %d of clip %d is %v: it must be finite", i%size,
				i/size, x)
		}
	}
	return nil
}

func (d Data) gateRows() int { return max(1, d.GateRows) }

func (d Data) batch() int { return cmp.Or(d.Batch, DefaultBatch) }

// StepsOf returns how many steps an epoch of that many clips has.
func (d Data) StepsOf(clips int) int { return (clips + d.batch() - 1) / d.batch() }
