package gomlxmodel

import (
	"github.com/gomlx/compute/dtypes"
	. "github.com/gomlx/gomlx/core/graph"
)

// Adam's decay rates and epsilon, Keras's defaults (Kingma and Ba,
// arXiv:1412.6980, algorithm 1, with Keras's placement of epsilon:
// https://keras.io/api/optimizers/adam).
const (
	beta1       = 0.9
	beta2       = 0.999
	adamEpsilon = 1e-7
)

// adam returns the moments after step t, counted from 1, and the step to
// subtract from the weights:
//
//	m ← 0.9·m + 0.1·g;  v ← 0.999·v + 0.001·g²
//	step = rate·√(1 − 0.999ᵗ)/(1 − 0.9ᵗ) · m/(√v + ε)
func adam(rate, t, g, m, v *Node) (step, nextM, nextV *Node) {
	m = Add(MulScalar(m, beta1), MulScalar(g, 1-beta1))
	v = Add(MulScalar(v, beta2), MulScalar(Square(g), 1-beta2))
	bias := Div(Sqrt(OneMinus(Pow(ConstAs(t, beta2), t))), OneMinus(Pow(ConstAs(t, beta1), t)))
	return Div(Mul(Mul(rate, bias), m), AddScalar(Sqrt(v), adamEpsilon)), m, v
}

// stepGates trains the row of gates that was in force, whose gradient is g
// [channels]. The row has its own moments and count of steps:
//
//	g    ← g + pull·(gate − 1)
//	gate ← gate − Adam's step, held to 0…1
//
// The other rows, and at rate 0 all of them, stay exactly as they are.
func stepGates(in inputs, s state, row, gates, g *Node) (next gateState) {
	rows, channels := s.gates.values.Shape().Dim(0), s.gates.values.Shape().Dim(1)
	at := Reshape(row, 1)
	t := AddScalar(Gather(s.gates.t, at), 1)
	g = Add(g, Mul(in.gatePull, AddScalar(gates, -1)))
	step, m, v := adam(in.gateRate, t, g, Gather(s.gates.m, at), Gather(s.gates.v, at))
	gates = Sub(gates, step)
	gates = Min(Max(gates, ZerosLike(gates)), OnesLike(gates))

	place := Iota(row.Graph(), s.gates.t.Shape(), 0)
	isRow := Equal(ConvertDType(place, dtypes.Int32), BroadcastToDims(row, rows))
	moves := LogicalAnd(isRow, BroadcastToDims(GreaterThan(in.gateRate, ZerosLike(in.gateRate)),
		rows))
	put := func(row, all *Node) *Node {
		chosen := BroadcastToDims(Reshape(moves, rows, 1), rows, channels)
		return Where(chosen, BroadcastToDims(Reshape(row, 1, channels), rows, channels), all)
	}
	return gateState{
		values: put(gates, s.gates.values), m: put(m, s.gates.m), v: put(v, s.gates.v),
		t: Where(moves, BroadcastToDims(t, rows), s.gates.t),
	}
}
