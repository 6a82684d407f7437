package gomlxmodel

import (
	"math"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// A summary is what step_jax.json keeps of a tensor: its Euclidean norm, its
// product with a pseudo-random vector, its largest magnitude and five entries.
type summary struct {
	Norm, Projection, Largest float64
	At                        []int
	Values                    []float64
}

// worst returns the greatest deviation: of the norm and the projection relative
// to the norm, and of the entries relative to the largest. The projection's
// vector has entries below 1, so that an error in any single entry shows there
// as well.
func (want summary) worst(index int, got []float64) float64 {
	norm, projection := 0.0, 0.0
	for i, u := range lcg(uint32(2000+index), len(got)) {
		norm += got[i] * got[i]
		projection += u * got[i]
	}
	worst := max(math.Abs(math.Sqrt(norm)-want.Norm),
		math.Abs(projection-want.Projection)) / want.Norm
	for i, at := range want.At {
		worst = max(worst, math.Abs(got[at]-want.Values[i])/want.Largest)
	}
	return worst
}

type goldenPhase struct {
	Name    string
	Loss    float64
	Logits  []float64 // of clips 0, 1, 2 after the phase, in evaluation
	Tensors map[string]struct{ Change, M, V summary }
}

// phaseInputs returns the order and the options of a phase of step_jax.py.
func phaseInputs(name string) (order []int32, o Options) {
	o = DefaultOptions()
	walk := func(n, stride, start int) {
		for i := range n {
			order = append(order, int32((i*stride+start)%32))
		}
	}
	switch name {
	case "plain": // one batch of 13 live clips
		walk(13, 5, 2)
		o.Seed = 7
	case "frozen": // one full batch and one of 13
		walk(29, 11, 5)
		o.Seed = 8
		o.Frozen = []network.Layer{conv1, norm2, conv3, norm4, dense2}
	case "options": // everything that an epoch can be asked for at once
		walk(16, 3, 1)
		o.Seed = math.MaxUint32
		o.ClipWeight = lcg32(2, sharedClips, 0, 1)
		o.Teacher, o.Distil, o.Temperature = lcg32(3, sharedClips*plain.Classes, 0, 3), 0.5, 2
		for _, u := range lcg(4, plainLearnt) {
			o.Open = append(o.Open, u > -0.5)
		}
		o.Penalty, o.Anchor = lcg32(5, plainLearnt, 0.125, 0.125), lcg32(6, plainLearnt, 0, 0.25)
		for _, label := range formula().Labels {
			o.Labels = append(o.Labels, (3*label+1)%int32(plain.Classes))
		}
	}
	return order, o
}

// The oracle is the same three phases of training in JAX and float64, from
// testdata/step_jax.py. Float32's 6e-8 over sums of up to 5,200 terms allows
// gradients (Adam's first moment, 0.1·g after the first step) to be off by 1e-4
// of a tensor's largest entry, and squares by twice as much; 2e-6 to 1e-5 was
// seen. A weight near 1 is itself rounded to 6e-8, which is 6e-5 of a change of
// 0.001, so that changes may be off by 2e-4. A unit dropped by mistake, or
// padding that counts, is off by 1e-2 and more.
func TestStepAgreesWithJAX(t *testing.T) {
	var golden struct{ Phases []goldenPhase }
	readJSON(t, "step_jax.json", &golden)
	if len(golden.Phases) != 3 {
		t.Fatalf("%d phases in step_jax.json, want 3", len(golden.Phases))
	}
	for _, b := range backends(t) {
		t.Run(b.Name, func(t *testing.T) {
			e := formulaEngine(t, b, network.BatchNorm)
			s := network.NewState(formulaWeights())
			for _, want := range golden.Phases {
				before := s.Clone()
				order, o := phaseInputs(want.Name)
				if loss := mustTrain(t, e, s, order, o); far(loss, want.Loss, 1e-5) {
					t.Errorf("%s: loss %.7g, want %.7g", want.Name, loss, want.Loss)
				}
				checkPhase(t, want, before, s)
				logits, err := e.Logits(s.Weights, []int32{0, 1, 2})
				if err != nil {
					t.Fatal(err)
				}
				for i, got := range logits {
					if far(float64(got), want.Logits[i], 1e-4) {
						t.Errorf("%s: logit %d is %v, want %v", want.Name, i, got, want.Logits[i])
					}
				}
			}
		})
	}
}

// checkPhase compares the state after a phase, and resets the biases that have
// no influence on the loss.
func checkPhase(t *testing.T, want goldenPhase, before, after *network.State) {
	t.Helper()
	worst := map[string]float64{}
	for i, tensor := range plain.Tensors() {
		golden, found := want.Tensors[tensor.Name()]
		if !found {
			t.Fatalf("step_jax.json has no %s", tensor.Name())
		}
		change := difference(after.Of(tensor), before.Of(tensor))
		if golden.Change.Norm == 0 { // frozen
			if slices.ContainsFunc(change, func(x float64) bool { return x != 0 }) {
				t.Errorf("%s: %s moved though it is frozen", want.Name, tensor.Name())
			}
			continue
		}
		check := func(what string, golden summary, got []float64, tolerance float64) {
			off := golden.worst(i, got)
			worst[what] = max(worst[what], off)
			if !(off <= tolerance) {
				t.Errorf("%s: %s of %s is off by %.2g, want at most %.0e", want.Name, what,
					tensor.Name(), off, tolerance)
			}
		}
		if tensor.Moves() {
			check("moving statistic", golden.Change, change, 1e-4)
			continue
		}
		m, v := network.Weights{Learnt: after.M}.Of(tensor),
			network.Weights{Learnt: after.V}.Of(tensor)
		if golden.M.Largest < 1e-12 { // a bias whose batch norm subtracts it again
			if slices.ContainsFunc(m, func(x float32) bool { return far(float64(x), 0, 1e-7) }) {
				t.Errorf("%s: gradient of %s does not vanish", want.Name, tensor.Name())
			}
			// Adam has turned the rounding into steps of some size, which
			// float64 does not take.
			copy(after.Of(tensor), before.Of(tensor))
			clear(m)
			clear(v)
			continue
		}
		check("gradient", golden.M, toFloat64(m), 1e-4)
		check("second moment", golden.V, toFloat64(v), 2e-4)
		check("change", golden.Change, change, 2e-4)
	}
	t.Logf("%s: worst deviations %v", want.Name, worst)
}

func difference(a, b []float32) []float64 {
	d := toFloat64(a)
	for i := range d {
		d[i] -= float64(b[i])
	}
	return d
}

func toFloat64(x []float32) []float64 {
	y := make([]float64, len(x))
	for i := range x {
		y[i] = float64(x[i])
	}
	return y
}
