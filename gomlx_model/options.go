package gomlxmodel

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/network"
)

// Options say how an epoch trains. [DefaultOptions] are plain training, as in
// the paper. All other options are inputs of the same compiled graph. A nil
// list stands for the value that its comment names.
type Options struct {
	Rate  float64   // Adam's learning rate, at least 0
	Rates []float64 // the rate of each step of the epoch. Nil: Rate throughout

	Seed uint32 // decides the epoch's dropout
	// Frozen layers keep their weights and moments exactly as they are; a
	// frozen batch norm normalises by its moving statistics and keeps them.
	Frozen []network.Layer
	// LiveBN makes batch norm use the batch's statistics, and update the moving
	// ones, even in frozen layers.
	LiveBN bool

	// ClipWeight is a factor on each clip's cross-entropy, for all the data; a
	// negative one ascends. Nil: 1.
	ClipWeight []float32
	Labels     []int32 // other labels for all the data. Nil: the data's own

	// Teacher has the logits to distil from, clip × class, for all the data.
	// Nil: none. The loss is Distil·DistilWeight·T²·CE(softmax(teacher/T),
	// logits/T).
	Teacher      []float32
	Distil       float64   // factor of the distillation loss; 0 without a teacher
	DistilWeight []float32 // a further factor for each clip, for all the data. Nil: 1
	Temperature  float64   // T, above 0

	// Open says which weights, in the order of Weights.Learnt, may move at all.
	// Nil: all.
	Open    []bool
	Factor  []float32 // of each weight's step, after Adam. Nil: 1
	Penalty []float32 // λ of a pull ½·λ·(w − anchor)² on each weight. Nil: none
	Anchor  []float32 // the anchor of each weight. Nil: 0
	L1      float64   // factor of a pull Σ|w| on all weights, at least 0

	// GateRow is the row of the state's Gates in force in each step. Nil: no
	// gates, which then stay as they are.
	GateRow []int32
	// GateRate is the gates' learning rate, at least 0; at 0 they and their
	// moments stay exactly as they are.
	GateRate float64
	GatePull float64 // factor of a pull ½·(gate − 1)² on the row in force
}

// DefaultOptions returns Adam's usual learning rate of 0.001 and nothing else.
func DefaultOptions() Options { return Options{Rate: 1e-3, Temperature: 1} }

// validate reports what does not fit the network, the data and the number of
// steps.
func (o Options) validate(n network.Network, data Data, steps int) error {
	learnt, _ := n.Sizes()
	clips := data.Len()
	for _, s := range []struct {
		name      string
		got, want int
	}{
		{"Rates", len(o.Rates), steps}, {"ClipWeight", len(o.ClipWeight), clips},
		{"Labels", len(o.Labels), clips},
		{"Teacher", len(o.Teacher), clips * n.Classes},
		{"DistilWeight", len(o.DistilWeight), clips},
		{"Open", len(o.Open), learnt}, {"Factor", len(o.Factor), learnt},
		{"Penalty", len(o.Penalty), learnt}, {"Anchor", len(o.Anchor), learnt},
		{"GateRow", len(o.GateRow), steps},
	} {
		if s.got != 0 && s.got != s.want {
			return fmt.Errorf("options: %s has %d values: it must have %d, or none", s.name, s.got,
				s.want)
		}
	}
	for i, l := range o.Labels {
		if l < 0 || int(l) >= n.Classes {
			return fmt.Errorf("options: Labels: label %d of clip %d: it must be in 0…%d", l, i,
				n.Classes-1)
		}
	}
	for i, row := range o.GateRow {
		if row < 0 || int(row) >= data.gateRows() {
			return fmt.Errorf("options: GateRow: row %d of step %d: it must be in 0…%d", row, i,
				data.gateRows()-1)
		}
	}
	for _, l := range o.Frozen {
		if l < 0 || l > n.Last() {
			return fmt.Errorf("options: Frozen: layer %d: it must be in 0…%d", l, n.Last())
		}
	}
	return o.validateNumbers()
}

func (o Options) validateNumbers() error {
	atLeast0 := func(x float64) bool { return x >= 0 && !math.IsInf(x, 0) }
	for _, f := range []struct {
		name  string
		value float64
	}{{"Rate", o.Rate}, {"L1", o.L1}, {"GateRate", o.GateRate}, {"GatePull", o.GatePull}} {
		if !atLeast0(f.value) {
			return fmt.Errorf("options: %s is %v: it must be a finite number of at least 0", f.name,
				f.value)
		}
	}
	if i := slices.IndexFunc(o.Rates, func(r float64) bool { return !atLeast0(r) }); i >= 0 {
		return fmt.Errorf("options: Rates: that of step %d is %v: it must be a finite number of "+
			"at least 0", i, o.Rates[i])
	}
	switch {
	case !(o.Temperature > 0) || math.IsInf(o.Temperature, 0):
		return fmt.Errorf("options: Temperature is %v: it must be a finite number above 0",
			o.Temperature)
	case o.Distil != 0 && o.Teacher == nil:
		return fmt.Errorf(
			"options: Distil is %v without a Teacher: give the teacher's logits, or 0", o.Distil)
	}
	return nil
}
