package explain_test

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/stats"
)

// ExampleJudge: how far a number is from gold's, for a method, for gold2 and
// for a control. The method is told from the control and not from the floor.
func ExampleJudge() {
	const gold = 0.75
	j, err := explain.Judge(explain.Lineup[float64]{Method: "base", Found: 0.78, Gold2: 0.72,
		Control: 0.3, ControlName: "noise"},
		func(f1 float64) (float64, error) { return math.Abs(f1 - gold), nil })
	fmt.Printf("%s %.2f, gold2 %.2f, %s %.2f, %v\n", j.Method, j.Found, j.Floor, j.ControlName,
		j.Control, err)
	// Output: base 0.03, gold2 0.03, noise 0.45, <nil>
}

// ExampleNewMantel: of four speakers the two pairs that sound alike suffer for
// each other. Seen as twelve cells that would be beyond doubt; four speakers
// can be renamed in 24 ways, of which 8 leave the pairs as they are.
func ExampleNewMantel() {
	voices := [][]float64{{0, 1, 5, 5}, {1, 0, 5, 5}, {5, 5, 0, 1}, {5, 5, 1, 0}}
	harm := [][]float64{{0, 9, 2, 2}, {9, 0, 2, 2}, {2, 2, 0, 9}, {2, 2, 9, 0}}
	m, err := explain.NewMantel(harm, voices)
	fmt.Printf("rank %.2f, p %.3f of %d orders, %v\n", m.Rank, m.P, m.Orders, err)
	// Output: rank -1.00, p 0.333 of 24 orders, <nil>
}

// ExampleLoss: a model that gives the true class three quarters has log odds of
// ln 3.
func ExampleLoss() {
	fmt.Printf("%.4f %.4f\n", explain.Loss(math.Log(3), 0, 0), -math.Log(0.75))
	// Output: 0.2877 0.2877
}

// ruler is a model of one feature with two classes, whose second logit is twice
// the feature.
type ruler struct{}

func (ruler) LogitsOf(x []float32) (logits []float32, err error) {
	for _, v := range x {
		logits = append(logits, 0, 2*v)
	}
	return logits, nil
}

func (ruler) InputGradient(x, factors []float32) (gradient []float32, err error) {
	for i := range x {
		gradient = append(gradient, 2*factors[2*i+1])
	}
	return gradient, nil
}

// ExampleIntegrate: the attributions of each clip add up to the change of the
// logit.
func ExampleIntegrate() {
	baseline := []float32{1}
	a, err := explain.Integrate(ruler{}, []float32{4, -1}, baseline,
		explain.OneHot([]int32{1, 1}, 2))
	fmt.Println(a.Values, a.Change, err)
	// Output: [6 -4] [6 -4] <nil>
}

// ExampleTracIn: a test clip like the group's loses most where the group is
// left out; one of the other class gains.
func ExampleTracIn() {
	group := explain.Last{Hidden: []float32{1, 1}, Logits: []float32{0, 0, 0, 0},
		Labels: []int32{0, 0}}
	test := explain.Last{Hidden: []float32{1, 0.5, 1}, Logits: make([]float32, 6),
		Labels: []int32{0, 0, 1}}
	estimates, err := explain.TracIn([]explain.Checkpoint{{Group: group, Test: test, Rate: 1}})
	fmt.Println(estimates, err, stats.Spearman(estimates, []float64{3, 2, 1}))
	// Output: [2 1.5 -2] <nil> 1
}
