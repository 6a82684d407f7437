package metrics

import (
	"errors"
	"math"
	"testing"
)

// The numbers are worked out by hand from the formulas, with Python's math.
func TestFixedVectors(t *testing.T) {
	p, q := []float64{.7, .2, .1}, []float64{.2, .5, .3}
	for _, c := range []struct {
		what            string
		got, want, near float64
	}{
		{"JS", JensenShannon(p, q), 0.132918, 5e-7},
		{"JS of distributions with nothing in common",
			JensenShannon([]float64{1, 0}, []float64{0, 1}), math.Ln2, 1e-15},
		{"JS of equals", JensenShannon(p, p), 0, 0},
		{"margin", Margins([]float32{2, 0, -1}, []int32{0}, 3)[0], 1.686738, 5e-7},
		{"ε", EpsilonOf(.1, .2), 2.079429, 5e-7},
		{"ε, rates exchanged", EpsilonOf(.2, .1), 2.079429, 5e-7},
		{"ε of a rule without errors", EpsilonOf(0, 0), math.Inf(1), 0},
		{"ε of a rule with one kind of error", EpsilonOf(0, .3), 0, 0},
		{"tug of war", TugOfWar([]float64{.97, .99, .98}, []float64{1, 1, 1}), 0.941094, 1e-12},
		{"tug of war of gold", TugOfWar([]float64{.7, .9}, []float64{.7, .9}), 1, 0},
		{"CGUM of an attack far from gold's",
			Trade{.82, .90, .54, .60, .62, 120, 150, 10}.CGUM(), 0, 0},
		{"CGUM", Trade{.90, .95, .55, .52, .65, 10, 100, 10}.CGUM(), 0.675070, 5e-7},
		{"CGUM of gold", Trade{.95, .95, .52, .52, .65, 100, 100, 10}.CGUM(), 6.5e-7, 1e-8},
		{"CGUM of the original", Trade{.96, .95, .65, .52, .65, 0, 100, 10}.CGUM(), 0, 1e-4},
		// of 20 others one may score above the threshold, the second greatest
		{"TPR", TPRAt([]float64{17.5, 18.5, 19, 30}, twenty(), .05), .75, 0},
		{"TPR where no false alarm is allowed", TPRAt([]float64{18.5, 19, 30}, twenty(), 0),
			1. / 3, 1e-15},
		{"TPR where all may be", TPRAt([]float64{-9, 30}, twenty(), 1), 1, 0},
		// gaps of 1, 2 and 0: ½(1 + 2) and ½(2 + 0)
		{"relearning", must(RelearningArea([]float64{2, 1, 1}, []float64{3, 3, 1})), 1.25, 1e-15},
		{"relearning of gold", must(RelearningArea([]float64{3, 1}, []float64{3, 1})), 0, 0},
	} {
		if math.IsInf(c.want, 1) && c.got == c.want {
			continue
		}
		near(t, c.what, c.got, c.want, c.near)
	}
}

func twenty() (values []float64) {
	for i := range 20 {
		values = append(values, float64(i))
	}
	return values
}

func must(x float64, err error) float64 {
	if err != nil {
		panic(err)
	}
	return x
}

// What the original, gold2 and gold score: 0 and 1 exactly, and beyond.
func TestRecovered(t *testing.T) {
	const original, gold2 = 0.3, 0.05
	near(t, "the original", Recovered(original, original, gold2), 0, 0)
	near(t, "gold2", Recovered(gold2, original, gold2), 1, 0)
	near(t, "gold", Recovered(0, original, gold2), 1.2, 1e-15)
	if !math.IsNaN(Recovered(0.1, 0.05, 0.05)) {
		t.Error("there is something to recover where the original is as near as gold2")
	}
}

// A mixture of the original's answers and gold's comes nearer to gold with
// every step, to nothing, since the divergence is convex with its minimum at
// gold; and neither the order of clips nor that of classes changes anything.
func TestDivergence(t *testing.T) {
	const classes = 3
	p := [][]float64{{.7, .2, .1}, {.1, .1, .8}}
	q := [][]float64{{.2, .5, .3}, {.3, .3, .4}}
	logits := func(rows [][]float64, order ...int) (all []float32) {
		for _, row := range rows {
			for _, c := range order {
				all = append(all, float32(math.Log(row[c])))
			}
		}
		return all
	}
	last := math.Inf(1)
	for step := range 11 {
		w := float64(step) / 10
		mixed := make([][]float64, len(p))
		for i := range mixed {
			for c := range classes {
				mixed[i] = append(mixed[i], (1-w)*p[i][c]+w*q[i][c])
			}
		}
		now := must(Divergence(logits(mixed, 0, 1, 2), logits(q, 0, 1, 2), classes))
		if !(now < last) {
			t.Errorf("%v of the way the divergence is %v, before %v", w, now, last)
		}
		last = now
	}
	near(t, "gold's divergence", last, 0, 1e-12)
	straight := must(Divergence(logits(p, 0, 1, 2), logits(q, 0, 1, 2), classes))
	other := must(Divergence(logits([][]float64{p[1], p[0]}, 2, 0, 1),
		logits([][]float64{q[1], q[0]}, 2, 0, 1), classes))
	near(t, "in another order", other, straight, 1e-7)
	near(t, "the mean", straight, (JensenShannon(p[0], q[0])+JensenShannon(p[1], q[1]))/2, 1e-7)
	nan := float32(math.NaN())
	if _, err := Divergence([]float32{nan, 1}, []float32{0, 1}, 2); !errors.Is(err, ErrDiverged) {
		t.Errorf("the divergence of a NaN: %v", err)
	}
	if _, err := Divergence([]float32{0, 1}, []float32{0, 1, 2}, 2); err == nil {
		t.Error("logits of other numbers were accepted")
	}
}

// Members that score like others are found by chance, and an attack on margins
// that are all lower tells as much as one on margins that are all higher.
func TestAttackMargins(t *testing.T) {
	a := AttackMargins(twenty(), twenty())
	near(t, "AUC of the same", a.AUC, 0.5, 1e-12)
	near(t, "TPR of the same", a.TPR, 0.05, 1e-12)
	high := make([]float64, 20)
	for i, x := range twenty() {
		high[i] = x + 100
	}
	if up, down := AttackMargins(high, twenty()), AttackMargins(twenty(), high); up.AUC != 1 ||
		up.TPR != 1 || down.AUC != 0 || down.TPR != 0 {
		t.Errorf("members above: %+v, below: %+v", up, down)
	}
	if none := AttackMargins(nil, twenty()); !math.IsNaN(none.AUC) || !math.IsNaN(none.TPR) {
		t.Errorf("without members: %+v", none)
	}
}
