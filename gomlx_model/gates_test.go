package gomlxmodel

import (
	"math"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"
)

func gatedState() *network.State {
	s := network.NewState(formulaWeights())
	s.Gates = network.NewGates(plain, gateRows)
	return s
}

// Open gates at rate 0 change no bit and are not changed, whichever row is in
// force. With no row in force, a state with gates trains as one without gates.
func TestOpenGatesChangeNothing(t *testing.T) {
	for _, b := range backends(t) {
		e := formulaEngine(t, b, network.BatchNorm)
		start := gatedState()
		for name, rows := range map[string][]int32{"no row": nil, "rows 2 and 0": {2, 0}} {
			got := trained(t, e, start, 32, func(o *Options) { o.GateRow, o.GatePull = rows, 1 })
			want := trained(t, e, network.NewState(formulaWeights()), 32, func(*Options) {})
			if !sameState(got, want) {
				t.Errorf("%s, %s: open gates changed the bits", b.Name, name)
			}
			g := got.Gates
			if !slices.Equal(g.Values, start.Gates.Values) || !slices.Equal(g.M, start.Gates.M) ||
				!slices.Equal(g.V, start.Gates.V) || !slices.Equal(g.Steps, start.Gates.Steps) {
				t.Errorf("%s, %s: gates at rate 0 were changed", b.Name, name)
			}
		}
	}
}

// Only the row in force learns, within 0…1 even at a rate that overshoots, and
// counts its steps. Its gradient has an oracle: a gate multiplies scale and
// offset, so ∂L/∂gate = scale·∂L/∂scale + offset·∂L/∂offset at open gates, and
// Adam's first moments are 0.1 of each.
func TestGatesLearn(t *testing.T) {
	for _, b := range backends(t) {
		for _, norm := range []network.Norm{network.BatchNorm, network.LayerNorm} {
			e := formulaEngine(t, b, norm)
			start := gatedState()
			got := trained(t, e, start, 16, func(o *Options) {
				o.GateRow, o.GateRate = []int32{1},
					10
			})
			g := got.Gates
			if !slices.Equal(g.Steps, []int{0, 1, 0}) {
				t.Errorf("%s, %s: rows took %v steps", b.Name, norm, g.Steps)
			}
			zero := make([]float32, plain.NormChannels())
			for _, row := range []int{0, 2} {
				if !slices.Equal(g.Row(row), start.Gates.Row(row)) ||
					!slices.Equal(g.M[row*len(zero):(row+1)*len(zero)], zero) {
					t.Errorf("%s, %s: row %d moved", b.Name, norm, row)
				}
			}
			shut := 0
			moment := g.M[len(zero):]
			largest := slices.Max(moment[:len(zero)])
			for _, tensor := range plain.Tensors() {
				if tensor.Kind != network.Scale {
					continue
				}
				scale, offset := start.Of(tensor), start.Learnt[tensor.Offset+tensor.Size():]
				mScale, mOffset := got.M[tensor.Offset:], got.M[tensor.Offset+tensor.Size():]
				for i := range scale {
					want := float64(scale[i])*float64(mScale[i]) +
						float64(offset[i])*float64(mOffset[i])
					if far(float64(moment[i]), want, 1e-5*float64(largest)) {
						t.Fatalf("%s, %s: gate %d of %s has moment %v, want %v", b.Name, norm, i,
							tensor.Name(), moment[i], want)
					}
				}
				moment = moment[tensor.Size():]
			}
			for _, x := range g.Row(1) {
				if x < 0 || x > 1 {
					t.Fatalf("%s, %s: a gate is %v", b.Name, norm, x)
				}
				if x == 0 {
					shut++
				}
			}
			if shut == 0 || shut == len(zero) {
				t.Errorf("%s, %s: %d gates of %d shut at a rate that overshoots", b.Name, norm,
					shut, len(zero))
			}
		}
	}
}

// The oracle of the pull is Adam's first step on the gradient pull·(gate − 1),
// in float64. The clips have weight 0, so there is no other gradient.
func TestGatePull(t *testing.T) {
	for _, b := range backends(t) {
		e := formulaEngine(t, b, network.BatchNorm)
		start := gatedState()
		row := start.Gates.Row(2)
		for i := range row {
			row[i] = float32(i) / float32(len(row))
		}
		got := trained(t, e, start, 16, func(o *Options) {
			o.ClipWeight, o.GateRow, o.GateRate, o.GatePull = make([]float32, sharedClips), []int32{2}, 1e-3,
				0.5
		})
		for i, was := range row {
			g := 0.5 * (float64(was) - 1)
			m, v := (1-beta1)*g, (1-beta2)*g*g
			want := float64(was) - 1e-3*math.Sqrt(1-beta2)/(1-beta1)*m/(math.Sqrt(v)+adamEpsilon)
			if far(float64(got.Gates.Row(2)[i]), min(want, 1), 1e-6) {
				t.Fatalf("%s: gate %v went to %v, want %v", b.Name, was, got.Gates.Row(2)[i], want)
			}
		}
	}
}

// Weights with a row folded in have the loss that the row has in training; with
// every gate shut the logits are the last bias.
func TestGated(t *testing.T) {
	for _, b := range backends(t) {
		for _, norm := range []network.Norm{network.BatchNorm, network.LayerNorm} {
			e := formulaEngine(t, b, norm)
			s := gatedState()
			copy(s.Gates.Row(1), lcg32(8, plain.NormChannels(), 0.5, 0.5))
			o := DefaultOptions()
			o.Rate = 0
			folded := mustTrain(t, e, network.NewState(s.Weights.Gated(s.Gates.Row(1))),
				ascending(32), o)
			open := mustTrain(t, e, network.NewState(s.Weights), ascending(32), o)
			o.GateRow = []int32{1, 1}
			gated := mustTrain(t, e, s.Clone(), ascending(32), o)
			if far(folded, gated, 1e-6*gated) || !far(open, gated, 1e-3) {
				t.Errorf("%s, %s: loss %v behind gates, %v folded in, %v open", b.Name, norm, gated,
					folded, open)
			}
			logits, err := e.Logits(s.Weights.Gated(make([]float32, plain.NormChannels())),
				ascending(1))
			if err != nil {
				t.Fatal(err)
			}
			if bias := s.Learnt[plainLearnt-plain.Classes:]; !slices.Equal(logits, bias) {
				t.Errorf("%s, %s: behind shut gates the logits are %v, want %v", b.Name, norm,
					logits, bias)
			}
		}
	}
}
