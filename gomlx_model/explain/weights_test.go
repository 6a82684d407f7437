package explain

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/stats"
)

func weightsOf(seed int) network.Weights {
	n := network.Default()
	n.Coefficients, n.Frames, n.Channels, n.Dense, n.Dropout, n.Classes = 4, 4, []int{2},
		[]int{3}, []float64{0, 0}, 2
	w := network.NewWeights(n, network.Stream(seed, "", "weights", "", 0))
	for i := range w.Moving {
		w.Moving[i] = float32(seed)
	}
	return w
}

func TestBlocks(t *testing.T) {
	names, blocks := Blocks(network.Default())
	if !slices.Equal(names, []string{"conv1", "conv2", "conv3", "dense1", "dense2", "dense3"}) ||
		fmt.Sprint(blocks) != "[[0 1] [2 3] [4 5] [6 7] [8 9] [10]]" {
		t.Errorf("%v of %v", names, blocks)
	}
}

// A graft of nothing, or of a model's own block, changes no bit; one of all
// blocks is the other model; one of a block moves that block alone.
func TestGrafted(t *testing.T) {
	a, b := weightsOf(1), weightsOf(2)
	_, blocks := Blocks(a.Network)
	graft := func(from network.Weights, layers ...network.Layer) network.Weights {
		t.Helper()
		w, err := Grafted(a, from, layers)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	same := func(x, y network.Weights) bool {
		return slices.Equal(x.Learnt, y.Learnt) && slices.Equal(x.Moving, y.Moving)
	}
	if !same(graft(b), a) || !same(graft(a, blocks[0]...), a) {
		t.Error("a graft of nothing, or of the same, changed the model")
	}
	if !same(graft(b, slices.Concat(blocks...)...), b) {
		t.Error("a graft of everything is not the other model")
	}
	one := graft(b, blocks[1]...)
	for _, tensor := range a.Network.Tensors() {
		from := a
		if slices.Contains(blocks[1], tensor.Layer) {
			from = b
		}
		if !slices.Equal(one.Of(tensor), from.Of(tensor)) {
			t.Errorf("%s is from the wrong model", tensor.Name())
		}
	}
	if _, err := Grafted(a, network.NewWeights(network.Default(),
		network.Stream(1, "", "weights", "", 0)), nil); err == nil {
		t.Error("a graft of another network was accepted")
	}
}

// A score that is the sum of what is learnt is linear, so that the shares of
// all blocks add up to 1, into and out of. The control is another network's
// change, whose shares differ.
func TestPatches(t *testing.T) {
	score := func(w network.Weights) (float64, error) {
		sum := 0.0
		for _, v := range w.Learnt {
			sum += float64(v)
		}
		return sum, nil
	}
	j, err := Patches(weightsOf(1), Lineup[network.Weights]{Method: "m", Found: weightsOf(2),
		Gold2: weightsOf(3), Control: weightsOf(4), ControlName: "random"}, score)
	if err != nil {
		t.Fatal(err)
	}
	into, outOf := 0.0, 0.0
	for _, p := range j.Found {
		into += p.Into
		outOf += p.OutOf
		near(t, "into and out of "+p.Block, p.Into, p.OutOf, 1e-6)
	}
	near(t, "into", into, 1, 1e-6)
	near(t, "out of", outOf, 1, 1e-6)
	if j.Found[0] == j.Control[0] {
		t.Error("another model gave the same")
	}
}

// By hand: of 3 bits the steps are a third of the largest. No weight moves by
// more than half a step, nothing but kernels moves, and rounding again changes
// nothing.
func TestRounded(t *testing.T) {
	w := weightsOf(1)
	kernel := w.Network.Tensors()[0]
	copy(w.Of(kernel), []float32{0.9, -0.4, 0.1, 0.31})
	for i := 4; i < kernel.Size(); i++ {
		w.Of(kernel)[i] = 0
	}
	got := Rounded(w, 3).Of(kernel)[:4]
	for i, want := range []float64{0.9, -0.3, 0, 0.3} {
		near(t, "rounded", float64(got[i]), want, 1e-7)
	}
	w = weightsOf(1)
	r := Rounded(w, 8)
	for _, tensor := range w.Network.Tensors() {
		largest, most := 0.0, 0.0
		for i, v := range w.Of(tensor) {
			largest = max(largest, math.Abs(float64(v)))
			most = max(most, math.Abs(float64(v-r.Of(tensor)[i])))
		}
		if tensor.Kind != network.Kernel && most != 0 {
			t.Errorf("%s moved", tensor.Name())
		}
		if most > largest/127/2*(1+1e-5) {
			t.Errorf("%s moved by %g, more than half of %g", tensor.Name(), most, largest/127)
		}
	}
	if !slices.Equal(Rounded(r, 8).Learnt, r.Learnt) {
		t.Error("rounding again moved weights")
	}
	j, err := Roundings(same(w), 8, func(w network.Weights) (float64, error) {
		return float64(w.Of(kernel)[0]), nil
	})
	if err != nil || j.Found.Before != float64(w.Of(kernel)[0]) ||
		j.Found.After != float64(r.Of(kernel)[0]) {
		t.Errorf("%+v, %v", j.Found, err)
	}
}

// lastOf is the script's: three units, two classes.
func lastOf(seed uint32, clips int) Last {
	l := Last{Hidden: lcg32(seed, clips*3), Logits: lcg32(seed+1, clips*2)}
	for i := range clips {
		l.Labels = append(l.Labels, int32(i*7%2))
	}
	return l
}

// The oracle is NumPy, with the whole Hessian by Kronecker products.
func TestInfluenceMatchesNumPy(t *testing.T) {
	want := golden(t)
	traced, err := TracIn([]Checkpoint{{Group: lastOf(20, 4), Test: lastOf(30, 5), Rate: 0.5}})
	if err != nil {
		t.Fatal(err)
	}
	nearAll(t, "tracin", traced, want.TracIn, 1e-12)
	stepped, err := InfluenceStep(lastOf(10, 12), lastOf(20, 4), lastOf(30, 5), 0.1)
	if err != nil {
		t.Fatal(err)
	}
	nearAll(t, "influence", stepped, want.Influence, 1e-10)
}

// logistic is softmax regression, trained to the end by gradient descent with a
// small pull to 0: a last layer with nothing below, whose leaving out is known.
func logistic(l Last, keep func(clip int) bool) (w []float64) {
	w = make([]float64, 8)
	for range 4000 {
		kept, g := l.kept(w, keep), make([]float64, 8)
		copy(g, kept.gradient())
		for i := range w {
			w[i] -= 0.5 * (g[i]/float64(kept.Clips()) + 0.01*w[i])
		}
	}
	return w
}

// kept returns some clips with the logits of the weights.
func (l Last) kept(w []float64, keep func(clip int) bool) (out Last) {
	for i, label := range l.Labels {
		if !keep(i) {
			continue
		}
		h := l.Hidden[i*3:][:3]
		out.Hidden, out.Labels = append(out.Hidden, h...), append(out.Labels, label)
		for k := range 2 {
			z := w[6+k]
			for u, x := range h {
				z += float64(x) * w[u*2+k]
			}
			out.Logits = append(out.Logits, float32(z))
		}
	}
	return out
}

// Both estimates rank what leaving four clips out of softmax regression really
// does to the loss on test clips, the step far better; an estimate from wrong
// labels of the group does not.
func TestInfluenceRanksTheTruth(t *testing.T) {
	training, test := lastOf(100, 60), lastOf(200, 40)
	for _, l := range []Last{training, test} {
		for i := range l.Labels { // a label that the units say something of
			l.Labels[i] = 0
			if l.Hidden[i*3]+0.5*l.Hidden[i*3+1]+0.5*l.Logits[i*2] > 0 {
				l.Labels[i] = 1
			}
		}
	}
	all := func(int) bool { return true }
	group := func(i int) bool { return i < 4 }
	with := logistic(training, all)
	without := logistic(training, func(i int) bool { return !group(i) })
	loss := func(w []float64) (losses []float64) {
		asked := test.kept(w, all)
		for i := range test.Labels {
			_, p, _ := asked.row(i)
			losses = append(losses, -math.Log(p[test.Labels[i]]))
		}
		return losses
	}
	before, after := loss(with), loss(without)
	truth := make([]float64, len(before))
	for i := range truth {
		truth[i] = after[i] - before[i]
	}
	g, asked := training.kept(with, group), test.kept(with, all)
	stepped, err := InfluenceStep(training.kept(with, all), g, asked, 0.1)
	if err != nil {
		t.Fatal(err)
	}
	traced, err := TracIn([]Checkpoint{{Group: g, Test: asked, Rate: 1}})
	if err != nil {
		t.Fatal(err)
	}
	shuffled := g
	shuffled.Labels = slices.Clone(g.Labels)
	for i := range shuffled.Labels {
		shuffled.Labels[i] = 1 - shuffled.Labels[i]
	}
	wrong, err := InfluenceStep(training.kept(with, all), shuffled, asked, 0.1)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("step %.3f, TracIn %.3f, wrong labels %.3f", stats.Spearman(stepped, truth),
		stats.Spearman(traced, truth), stats.Spearman(wrong, truth))
	if rho := stats.Spearman(stepped, truth); rho < 0.9 {
		t.Errorf("influence ranks the truth with %.3f, want 0.9 or more", rho)
	}
	if rho := stats.Spearman(traced, truth); rho < 0.3 {
		t.Errorf("TracIn ranks the truth with %.3f, want 0.3 or more", rho)
	}
	if rho := stats.Spearman(wrong, truth); rho > 0.5 {
		t.Errorf("wrong labels rank the truth with %.3f", rho)
	}
}

func TestBadInfluence(t *testing.T) {
	l := lastOf(1, 4)
	for name, f := range map[string]func() error{
		"damping":     func() error { _, err := InfluenceStep(l, l, l, 0); return err },
		"checkpoints": func() error { _, err := TracIn(nil); return err },
		"label": func() error {
			bad := lastOf(1, 4)
			bad.Labels[0] = 2
			_, err := TracIn([]Checkpoint{{Group: bad, Test: l}})
			return err
		},
		"shape": func() error {
			_, err := InfluenceStep(l, Last{l.Hidden[:3], l.Logits, l.Labels}, l, 1)
			return err
		},
		"units": func() error {
			_, err := InfluenceStep(l, Last{lcg32(1, 8), l.Logits, l.Labels}, l, 1)
			return err
		},
		"another test": func() error {
			_, err := TracIn([]Checkpoint{{Group: l, Test: l}, {Group: l, Test: lastOf(1, 5)}})
			return err
		},
	} {
		if f() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// slow learns one clip more in each pace of steps.
type slow struct {
	known, pace, step int
	fail              error
}

func (s *slow) Step() error {
	s.step++
	return s.fail
}

func (s *slow) Knows() ([]bool, error) {
	right := make([]bool, 12)
	for i := range min(len(right), s.known+s.step/s.pace) {
		right[i] = true
	}
	return right, nil
}

// By hand: of twelve clips two are known, so a tenth of ten is one, which comes
// after a pace of steps.
func TestRelearnByHand(t *testing.T) {
	j, err := Relearn(Lineup[Pupil]{Method: "m", Found: &slow{known: 2, pace: 3},
		Gold2: &slow{known: 2, pace: 7}, Control: &slow{known: 2, pace: 1000},
		ControlName: "wrong labels"}, 0.1, 20)
	if err != nil {
		t.Fatal(err)
	}
	if j.Found.Steps != 3 || j.Found.Lost != 10 || j.Floor.Steps != 7 || j.Control.Steps != -1 ||
		len(j.Control.Share) != 21 || j.Found.Share[3] != 0.1 {
		t.Errorf("%+v", j)
	}
	none, err := relearn(&slow{known: 12, pace: 1}, 0.1, 5)
	if err != nil || none.Steps != 0 || none.Lost != 0 {
		t.Errorf("nothing was lost: %+v, %v", none, err)
	}
	broken := errors.New("broken")
	if _, err := relearn(&slow{pace: 1, fail: broken}, 0.1, 5); !errors.Is(err, broken) {
		t.Errorf("a broken pupil: %v", err)
	}
	if _, err := Relearn(Lineup[Pupil]{}, 0, 5); err == nil {
		t.Error("a share of 0 was accepted")
	}
}

// Judge names whose analysis failed, and a judged finding can be analysed
// further.
func TestJudge(t *testing.T) {
	_, err := Judge(Lineup[int]{Method: "m", Found: 1, Gold2: 2, Control: 3, ControlName: "noise"},
		func(x int) (int, error) {
			if x == 3 {
				return 0, errors.New("odd")
			}
			return x, nil
		})
	if err == nil || err.Error() != "noise: odd" {
		t.Errorf("error %v, want noise: odd", err)
	}
	j, _ := Judge(Lineup[int]{Method: "m", Found: 1, Gold2: 2, Control: 3, ControlName: "noise",
		Also: []Named[int]{{"n", 4}}}, func(x int) (int, error) { return 10 * x, nil })
	if want := (Lineup[int]{"m", 10, 20, 30, "noise", []Named[int]{{"n", 40}}}); !reflect.DeepEqual(
		j.Lineup(), want) {
		t.Errorf("%+v, want %+v", j.Lineup(), want)
	}
	if want := []Named[int]{{"m", 10}, {"n", 40}, {"gold2", 20}, {"noise", 30}}; !slices.Equal(
		j.All(), want) {
		t.Errorf("all are %v, want %v", j.All(), want)
	}
}
