package metrics

import (
	"math"
	"testing"
)

// handCase has two classes and eight clips: 0–3 excluded, 4–5 test, 6–7
// retained, labels by turns. Gold gets clips 1 and 2 wrong, the model clips 1
// and 4, the original none.
func handCase() Case {
	labels := []int8{0, 1, 0, 1, 0, 1, 0, 1}
	with := func(passes int, wrong ...int) Answered {
		a := Answered{Classes: append([]int8{}, labels...), Passes: passes,
			Margins: []float32{2, 2, 2, 2, 1, 1, 3, 3}}
		for _, i := range wrong {
			a.Classes[i], a.Margins[i] = 1-labels[i], -1
		}
		return a
	}
	return Case{Model: with(2, 1, 4), Original: with(0), Gold: with(6, 1, 2), Labels: labels,
		Excluded: []int{0, 1, 2, 3}, Test: []int{4, 5}, Retained: []int{6, 7}, NumClasses: 2}
}

// Values by hand. F1 of the model on excluded: one of two of class 1 is lost,
// so that class 0 has 2·2/(2·2 + 1) and class 1 2·1/(2·1 + 1); gold has one of
// two right in each class, 1/2; on test the model has all but class 0's one, 0
// and 2/3. Margins of the excluded are 2, −1, 2, 2, of test −1, 1: of 8 pairs
// six are won, and one is even.
func TestMetricsByHand(t *testing.T) {
	f1 := (4./5 + 2./3) / 2
	want := map[string]float64{
		"F1": f1, "F1 gap": f1 - 0.5, "log errors": math.Log(1.5 / 0.5),
		"tug of war": (1 - (f1 - 0.5)) * 1 * (1 - (1 - 1./3)),
		"agreement":  3. / 4, "same errors": 1, "margin": 5. / 4, "margin contrast": 5./4 - 0,
		"attack by others": 6.5 / 8,
	}
	c := handCase()
	seen := map[string]bool{}
	for _, m := range All() {
		seen[m.Name] = true
		if w, ok := want[m.Name]; ok && math.Abs(m.Value(c)-w) > 1e-12 {
			t.Errorf("%s is %v, want %v", m.Name, m.Value(c), w)
		}
	}
	for _, name := range order {
		if !seen[name] {
			t.Errorf("%s is not registered", name)
		}
	}
	// CGUM by its own formula: on test gold has F1 1 and the model 1/3, less
	// than chance, so that utility and all are 0.
	if got := cgum(c); got != 0 {
		t.Errorf("CGUM is %v, want 0", got)
	}
	// With test as gold has it, utility is 1. The attack wins 6 of 8 pairs on
	// the model, 4 on gold and all on the original: efficacy is 1 − ¼/½. At one
	// pass a retained clip, gold's being three, speed is 1 − ln 2/ln 4. So it
	// is 3·1·½·½ / (½·½ + ½ + ½).
	c.Model.Classes[4], c.Model.Margins[4] = c.Labels[4], 1
	if got := cgum(c); math.Abs(got-0.6) > 1e-5 {
		t.Errorf("CGUM is %v, want 0.6", got)
	}
}

// Gold against itself is at every metric's target, and does nothing to the
// trade; where gold makes no errors with the model, the share of the same ones
// is unknown.
func TestMetricsOfGold(t *testing.T) {
	c := handCase()
	c.Model = c.Gold
	want := map[string]float64{"F1 gap": 0, "tug of war": 1, "log errors": 0, "agreement": 1,
		"same errors": 1}
	for _, m := range All() {
		if w, ok := want[m.Name]; ok && m.Value(c) != w {
			t.Errorf("%s of gold is %v, want %v", m.Name, m.Value(c), w)
		}
	}
	c.Model = c.Original
	for _, m := range All() {
		if m.Name == "same errors" && !math.IsNaN(m.Value(c)) {
			t.Errorf("without common errors their share is %v", m.Value(c))
		}
	}
}

// The order of clips and the names of classes change nothing.
func TestMetricsIgnoreOrder(t *testing.T) {
	c := handCase()
	other := handCase()
	for _, a := range []*Answered{&other.Model, &other.Original, &other.Gold} {
		for i := range a.Classes {
			a.Classes[i] = 1 - a.Classes[i]
		}
	}
	other.Labels = append([]int8{}, other.Labels...)
	for i := range other.Labels {
		other.Labels[i] = 1 - other.Labels[i]
	}
	other.Excluded, other.Test = []int{3, 1, 0, 2}, []int{5, 4}
	for _, m := range All() {
		if a, b := m.Value(c), m.Value(other); math.Abs(a-b) > 1e-12 {
			t.Errorf("%s is %v, and %v in another order", m.Name, a, b)
		}
	}
}

// What is incomplete or has a taken name is refused.
func TestRegisterRefuses(t *testing.T) {
	value := func(Case) float64 { return 0 }
	for name, m := range map[string]Metric{"taken": {Name: "F1", Value: value},
		"no name": {Value: value}, "no value": {Name: "nothing"},
		"left of 2": {Name: "left", Left: 2, Value: value}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s was registered", name)
				}
			}()
			Register(m)
		}()
	}
}
