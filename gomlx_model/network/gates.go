package network

import (
	"fmt"
	"slices"
)

// Gates open and close the channels of all normalisations of a network. Each
// row is one setting of all gates, for example for one speaker. A gate g in 0…1
// multiplies its channel's scale and offset, and so, since g·ReLU(x) =
// ReLU(g·x), the channel's output after ReLU. At 1 the gate is open; at 0 the
// channel is silent while its row is in force.
//
// Values, M and V are rows × channels, row by row; the channels stand in the
// order of [Network.Norms], as many as [Network.NormChannels] says.
type Gates struct {
	Rows   int
	Values []float32
	M, V   []float32 // Adam's moments of the gates
	Steps  []int     // of each row, since its moments were zero
}

// NewGates returns open gates for the network, with Adam at zero.
func NewGates(n Network, rows int) *Gates {
	size := rows * n.NormChannels()
	return &Gates{
		Rows: rows, Values: slices.Repeat([]float32{1}, size),
		M: make([]float32, size), V: make([]float32, size), Steps: make([]int, rows),
	}
}

// Row returns the gates of a row, sharing memory with g.
func (g *Gates) Row(row int) []float32 {
	width := len(g.Values) / g.Rows
	return g.Values[row*width : (row+1)*width]
}

// Clone returns a copy that shares nothing. The clone of nil is nil.
func (g *Gates) Clone() *Gates {
	if g == nil {
		return nil
	}
	return &Gates{
		Rows: g.Rows, Values: slices.Clone(g.Values),
		M: slices.Clone(g.M), V: slices.Clone(g.V), Steps: slices.Clone(g.Steps),
	}
}

// Check returns an error if the gates do not have that many rows, or do not fit
// the network.
func (g *Gates) Check(n Network, rows int) error {
	size := rows * n.NormChannels()
	if g.Rows != rows || len(g.Steps) != rows || len(g.Values) != size || len(g.M) != size ||
		len(g.V) != size {
		return fmt.Errorf("gates: there are %d rows, %d values and %d and %d moments: %d rows "+
			"and %d values are needed",
			g.Rows, len(g.Values), len(g.M), len(g.V), rows, size)
	}
	return nil
}

// Gated returns a copy of the weights with a row of gates multiplied into the
// scales and offsets of the normalisations. The copy evaluates as w does with
// the gates in force. Gated panics if the row does not have a value for each of
// the network's NormChannels.
func (w Weights) Gated(row []float32) Weights {
	if len(row) != w.Network.NormChannels() {
		panic(fmt.Sprintf("network: a row of %d gates: the network has %d", len(row),
			w.Network.NormChannels()))
	}
	w = w.Clone()
	for _, t := range w.Network.Tensors() {
		if t.Kind != Scale && t.Kind != Offset {
			continue
		}
		values := w.Of(t)
		for i := range values {
			values[i] *= row[i]
		}
		if t.Kind == Offset { // the second of the pair
			row = row[len(values):]
		}
	}
	return w
}
