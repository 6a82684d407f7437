package explain

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
)

// A Lineup is what one analysis looks at: M is a model, its weights, its
// activations, or the name of a method whose answers are known. Gold2 and
// Control have no defaults, so no finding is shown without them.
type Lineup[M any] struct {
	Method string // what Found is
	Found  M      // what is looked at
	Gold2  M      // gold from other draws: what is found of it is the noise floor

	// Control is what must fail: a network of random weights, shuffled labels,
	// or noise that only does damage. An analysis that finds as much here shows
	// nothing.
	Control     M
	ControlName string

	Also []Named[M] // further models that the same floor and control judge
}

// A Named is one member of a lineup, or what was found of it, with its name.
type Named[T any] struct {
	Name string
	Of   T
}

// A Judged is what an analysis found, with the floor and the control to judge
// it by.
type Judged[T any] struct {
	Method string
	Found  T
	Floor  T // of gold2: what two trainings of gold differ in, or share

	Control     T
	ControlName string

	Also []Named[T]
}

// Judge applies an analysis to all of a lineup.
func Judge[M, T any](l Lineup[M], of func(M) (T, error)) (j Judged[T], err error) {
	j.Method, j.ControlName = l.Method, l.ControlName
	for _, step := range []struct {
		name string
		from M
		into *T
	}{{l.Method, l.Found, &j.Found}, {names.Gold2, l.Gold2, &j.Floor},
		{l.ControlName, l.Control, &j.Control}} {
		if *step.into, err = of(step.from); err != nil {
			return j, fmt.Errorf("%s: %w", step.name, err)
		}
	}
	for _, m := range l.Also {
		t, err := of(m.Of)
		if err != nil {
			return j, fmt.Errorf("%s: %w", m.Name, err)
		}
		j.Also = append(j.Also, Named[T]{m.Name, t})
	}
	return j, nil
}

// All returns what was found of each model, with its name: of the method, of
// the further models, then of gold2 and the control.
func (j Judged[T]) All() []Named[T] {
	list := append([]Named[T]{{j.Method, j.Found}}, j.Also...)
	return append(list, Named[T]{names.Gold2, j.Floor}, Named[T]{j.ControlName, j.Control})
}

// Lineup returns what was found as a lineup, to be analysed further.
func (j Judged[T]) Lineup() Lineup[T] {
	return Lineup[T]{j.Method, j.Found, j.Floor, j.Control, j.ControlName, j.Also}
}

// Noise is the method that only does damage: base with noise of 0.16. It is the
// control of all analyses that need only the answers of finished runs.
const Noise = "noise-0.16"

// Names of models that are compared with runs but are not runs.
const (
	// Random is a network that was never trained: the control where models are
	// looked into.
	Random = "random"
	// WrongLabels is a method's model that is taught wrong labels: the control
	// of relearning.
	WrongLabels = "wrong-labels"
)

// Estimates of influence, by name: TracIn on the checkpoints of gold's
// training, and at the end of the original's; the step on the last layer.
const (
	TracInGoldName     = "tracin-gold-path"
	TracInOriginalName = "tracin-original-end"
	InfluenceStepName  = "influence-step"
)

// byName is a method among the answers, between gold2 and noise.
func byName(method string) Lineup[string] {
	return Lineup[string]{Method: method, Found: method, Gold2: names.Gold2, Control: Noise,
		ControlName: Noise}
}
