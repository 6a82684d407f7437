package gomlxmodel

import (
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// sameState reports whether two states hold the same bits.
func sameState(a, b *network.State) bool {
	return slices.Equal(a.Learnt, b.Learnt) && slices.Equal(a.Moving, b.Moving) &&
		slices.Equal(a.M, b.M) && slices.Equal(a.V, b.V)
}

// trained trains a copy of the state and returns it.
func trained(t *testing.T, e *Engine, from *network.State, clips int,
	change func(*Options)) *network.State {
	t.Helper()
	o := DefaultOptions()
	o.Seed = 3
	change(&o)
	s := from.Clone()
	mustTrain(t, e, s, ascending(clips), o)
	return s
}

// A constant rate is the same as a rate for each step, bit for bit; a step at
// rate 0 moves the moments and the moving statistics, and no weight; a change
// of the third step's rate leaves the first two as they were.
func TestRates(t *testing.T) {
	for _, b := range backends(t) {
		e := newEngine(t, b, network.BatchNorm)
		start := network.NewState(formulaWeights())
		plainly := trained(t, e, start, 40, func(*Options) {})
		each := trained(t, e, start, 40, func(o *Options) {
			o.Rate, o.Rates = 7,
				[]float64{1e-3, 1e-3, 1e-3}
		})
		if !sameState(plainly, each) {
			t.Errorf("%s: a rate for each step gave other bits than one for all", b.Name)
		}
		still := trained(t, e, start, 16, func(o *Options) { o.Rates = []float64{0} })
		if !slices.Equal(still.Learnt, start.Learnt) || slices.Equal(still.M, start.M) ||
			slices.Equal(still.V, start.V) {
			t.Errorf("%s: a step at rate 0 moved weights or left the moments", b.Name)
		}
		two := trained(t, e, start, 32, func(*Options) {})
		ended := trained(t, e, start, 40, func(o *Options) { o.Rates = []float64{1e-3, 1e-3, 0} })
		if !slices.Equal(two.Learnt, ended.Learnt) {
			t.Errorf("%s: two steps and one at rate 0 ended elsewhere than two steps", b.Name)
		}
	}
}

// A factor of 0 leaves exactly its weights as they are, but not their moments;
// a factor of 2 doubles the step; other weights move as without factors.
func TestFactor(t *testing.T) {
	for _, b := range backends(t) {
		e := newEngine(t, b, network.BatchNorm)
		start := network.NewState(formulaWeights())
		plainly := trained(t, e, start, 16, func(*Options) {})
		factor := slices.Repeat([]float32{1}, plainLearnt)
		byKind := map[network.Kind]float32{network.Kernel: 0, network.Scale: 2}
		for _, tensor := range plain.Tensors() {
			if f, named := byKind[tensor.Kind]; named {
				copy(network.Weights{Learnt: factor}.Of(tensor),
					slices.Repeat([]float32{f}, tensor.Size()))
			}
		}
		got := trained(t, e, start, 16, func(o *Options) { o.Factor = factor })
		if !slices.Equal(got.M, plainly.M) || !slices.Equal(got.V, plainly.V) {
			t.Errorf("%s: factors changed the moments", b.Name)
		}
		for i, f := range factor {
			was, without := float64(start.Learnt[i]), float64(plainly.Learnt[i])
			want := was + float64(f)*(without-was)
			if far(float64(got.Learnt[i]), want, 2e-7*max(1, math.Abs(want))) || f != 2 &&
				got.Learnt[i] != float32(want) {
				t.Fatalf("%s: weight %d with factor %v went from %v to %v, without it to %v",
					b.Name, i, f, was, got.Learnt[i], without)
			}
		}
	}
}

// The oracle of the pull Σ|w| is its gradient l1·sign(w) and Adam's first step,
// in float64. The clips have weight 0, so there is no other gradient. A weight
// of 0 stays.
func TestL1(t *testing.T) {
	const l1 = 0.01
	for _, b := range backends(t) {
		e := newEngine(t, b, network.BatchNorm)
		start := network.NewState(formulaWeights())
		start.Learnt[5], start.Learnt[70] = 0, float32(math.Copysign(0, -1))
		got := trained(t, e, start, 16, func(o *Options) {
			o.L1, o.ClipWeight = l1,
				make([]float32, sharedClips)
		})
		m, v := (1-beta1)*l1, (1-beta2)*l1*l1
		step := 1e-3 * math.Sqrt(1-beta2) / (1 - beta1) * m / (math.Sqrt(v) + adamEpsilon)
		for i, w := range start.Learnt {
			sign := 0.0
			if w != 0 {
				sign = math.Copysign(1, float64(w))
			}
			if far(float64(got.M[i]), m*sign, 1e-6*m) ||
				far(float64(got.Learnt[i]), float64(w)-sign*step, 1e-5*step+1e-7) {
				t.Fatalf("%s: weight %v went to %v with moment %v", b.Name, w, got.Learnt[i],
					got.M[i])
			}
		}
	}
}

// Equal factors for each clip are one factor for all, bit for bit; with factor
// 0 a clip's teacher does not matter.
func TestDistilWeight(t *testing.T) {
	const clips = 32
	for _, b := range backends(t) {
		e := newEngine(t, b, network.BatchNorm)
		start := network.NewState(formulaWeights())
		teacher := lcg32(3, sharedClips*plain.Classes, 0, 3)
		distil := func(factor float64, weights []float32, teacher []float32) *network.State {
			return trained(t, e, start, clips, func(o *Options) {
				o.Teacher, o.Distil, o.DistilWeight, o.Temperature = teacher, factor, weights, 2
			})
		}
		half := distil(0.5, nil, teacher)
		if !sameState(half, distil(1, slices.Repeat([]float32{0.5}, sharedClips), teacher)) {
			t.Errorf("%s: a factor for each clip gave other bits than one for all", b.Name)
		}
		weights := slices.Repeat([]float32{1}, sharedClips)
		weights[3] = 0
		other := slices.Clone(teacher)
		for class := range plain.Classes {
			other[3*plain.Classes+class] *= -2
		}
		if !sameState(distil(0.5, weights, teacher), distil(0.5, weights, other)) {
			t.Errorf("%s: the teacher of a clip with factor 0 mattered", b.Name)
		}
		if sameState(half, distil(0.5, nil, other)) {
			t.Errorf("%s: the teacher of a clip did not matter", b.Name)
		}
	}
}

func TestBadInputs(t *testing.T) {
	b := backends(t)[0]
	e := newEngine(t, b, network.BatchNorm)
	s := network.NewState(formulaWeights())
	for want, change := range map[string]func(*Options){
		"Rates has 3 values: it must have 2": func(
			o *Options) {
			o.Rates = make([]float64, 3)
		},
		"Rates: that of step 1 is -1": func(
			o *Options) {
			o.Rates = []float64{0, -1}
		},
		"Factor has 2 values": func(
			o *Options) {
			o.Factor = make([]float32, 2)
		},
		"L1 is NaN": func(o *Options) { o.L1 = math.NaN() },
		"DistilWeight has 1 values": func(
			o *Options) {
			o.DistilWeight = make([]float32, 1)
		},
		"GateRow: row 3 of step 0: it must be in 0…2": func(
			o *Options) {
			o.GateRow = []int32{3, 0}
		},
		"GateRow has 1 values": func(o *Options) { o.GateRow = []int32{0} },
		"the state has no Gates": func(
			o *Options) {
			o.GateRow = []int32{0, 0}
		},
		"GateRate is -1": func(o *Options) { o.GateRate = -1 },
		"Frozen: layer 11: it must be in 0…10": func(
			o *Options) {
			o.Frozen = []network.Layer{11}
		},
	} {
		o := DefaultOptions()
		change(&o)
		if _, err := e.Epoch(s, ascending(32), o); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	other := plain
	other.Classes = 3
	if _, err := e.Logits(network.NewWeights(other, network.Stream(1, "", "weights", "", 0)),
		ascending(1)); err == nil {
		t.Error("weights of another network were accepted")
	}
}
