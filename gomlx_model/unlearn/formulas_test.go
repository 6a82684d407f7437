package unlearn

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/settings"
)

// Factors of clips give a batch of all the mean of each part: their sum over a
// part is the number of all clips.
func TestFactorsOfClips(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	heard := s.heard()
	if want := append(slices.Clone(s.Retained), s.Excluded...); !slices.Equal(heard, want) {
		t.Errorf("heard are %v, want %v", heard, want)
	}
	weights := s.weighted(-0.25*perPart(heard, s.Excluded), 0.75*perPart(heard, s.Retained))
	sum := func(clips []int32) (sum float64) {
		for _, c := range clips {
			sum += float64(weights[c])
		}
		return sum
	}
	if a, b := sum(s.Excluded), sum(s.Retained); math.Abs(a+0.25*36) > 1e-4 ||
		math.Abs(b-0.75*36) > 1e-4 || len(weights) != 40 {
		t.Errorf("factors sum to %v over the clips to forget and %v over the others; want −9 and 27",
			a, b)
	}
	if f := perPart(heard, nil); f != 36 {
		t.Errorf("no clips have factor %v, want 36", f)
	}
}

// Drawn clips are retained ones, each once, no more than there are, and others
// for another purpose.
func TestDrawRetained(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	for _, n := range []int{0, 5, 28, 100} {
		clips := slices.Sorted(slices.Values(s.drawRetained("test", n)))
		if len(clips) != min(n, 28) || len(slices.Compact(clips)) != min(n, 28) ||
			n > 0 && (clips[0] < 0 || clips[len(clips)-1] > 27) {
			t.Errorf("asked for %d of 28, got %v", n, clips)
		}
	}
	if slices.Equal(s.drawRetained("test", 5), s.drawRetained("another", 5)) {
		t.Error("two purposes draw the same clips")
	}
}

// A teacher's logits stand at their clips, and nothing at the others.
func TestTeach(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	clips := []int32{37, 2}
	logits, err := s.Engine.Logits(s.Original, clips)
	if err != nil {
		t.Fatal(err)
	}
	want, into := make([]float32, 40*small.Classes), s.noTeacher()
	copy(want[37*small.Classes:], logits[:small.Classes])
	copy(want[2*small.Classes:], logits[small.Classes:])
	if err := s.teach(into, s.Original, clips); err != nil || !slices.Equal(into, want) {
		t.Errorf("the teacher's logits are not at clips 37 and 2: %v", err)
	}
	if err := s.teach(into, s.Original, nil); err != nil || !slices.Equal(into, want) {
		t.Errorf("no clips changed the logits: %v", err)
	}
}

// Values by hand.
func TestOrders(t *testing.T) {
	if got := ascending([]float64{3, 1, 2, 1, 0}); !slices.Equal(got, []int{4, 1, 3, 2, 0}) {
		t.Errorf("ascending order %v, want 4 1 3 2 0", got)
	}
	// a third of the greatest magnitudes, rounded: 2 of 5
	if got := salient([]float64{-3, 1, 2, 0, -2.5}, 0.33); !reflect.DeepEqual(got,
		[]bool{true, false, false, false, true}) {
		t.Errorf("salient are %v, want the first and the last", got)
	}
	// ratios 2, 0 (0/0), +∞, ½: in order 0, ½, 2, +∞
	a, b := []float64{4, 0, 1, 1}, []float64{2, 0, 0, 2}
	for p, want := range map[float64]float64{0: 0, 0.25: 0, 0.5: 0.5, 0.75: 2, 1: math.Inf(1)} {
		if got := percentile(a, b, p); got != want {
			t.Errorf("the %v-quantile is %v, want %v", p, got, want)
		}
	}
}

// Epochs by hand: base has 5 + 5·1 + 5 with the paper's settings; a method with
// a length of its own has no more than base.
func TestEpochs(t *testing.T) {
	paper, quick := settings.DefaultUnlearn(), settings.DefaultUnlearn()
	quick.ResetEpochs, quick.Rounds, quick.FinetuneEpochs = 2, 2, 2
	one := settings.DefaultUnlearn()
	one.ResetEpochs, one.Rounds, one.FinetuneEpochs = 1, 0, 0
	for name, want := range map[string][3]int{
		"base": {15, 6, 1}, "noise-0.04x3": {13, 7, 4}, "finetune": {15, 6, 1},
		"ancestor-adam": {9, 9, 9}, "neggrad": {5, 5, 1}, "neggrad-plus": {10, 6, 1},
		"salun-0.5": {10, 6, 1}, "random-labels": {10, 6, 1}, "bad-teaching": {1, 1, 1},
		"scrub": {13, 9, 2}, "scrub-rewind": {13, 9, 2}, "ssd": {1, 1, 1}, "ssd-adaptive": {1, 1, 1},
		"weight-filter": {16, 7, 2}, "msg": {15, 6, 1},
	} {
		m := mustLookup(t, name)
		for i, s := range []settings.Unlearn{paper, quick, one} {
			if got := m.EpochsOf(s); got != want[i] {
				t.Errorf("%s: %d epochs with settings %d, want %d", name, got, i, want[i])
			}
		}
	}
	for amount, want := range map[float64]int{0: 3, 1: 1, 2.4: 2, 2.5: 3, 100: 10} {
		paper.Amount = amount
		if epochs, climbing := scrubLengths(paper); epochs != 10 || climbing != want {
			t.Errorf("amount %v: scrub climbs in %d of %d epochs, want %d of 10", amount, climbing,
				epochs, want)
		}
	}
}

// The mean gradient of some clips is that of their parts, each by its share,
// with batches as the engine draws dropout for them; squares are those of each
// clip alone.
func TestGradientsOfASession(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	clips := s.Retained[:18] // a batch of 16 and one of 2
	gradient, err1 := s.Gradient(t.Context(), "test", clips)
	squares, err2 := s.Squares(t.Context(), "test", clips[:3])
	if err1 != nil || err2 != nil || s.Passes() != 21 {
		t.Fatal(err1, err2, s.Passes())
	}
	want, wantSquares := make([]float64, len(gradient)), make([]float64, len(gradient))
	add := func(part []int32, seed uint32, to []float64, f func(float64) float64) {
		g, err := s.Engine.Gradient(s.State.Weights, part, seed)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range g {
			to[i] += f(float64(x))
		}
	}
	random := s.Stream("dropout", "test", 0)
	add(clips[:16], random.Uint32(), want, func(g float64) float64 { return g * 16 / 18 })
	add(clips[16:], random.Uint32(), want, func(g float64) float64 { return g * 2 / 18 })
	random = s.Stream("dropout", "test", 0)
	for i := range 3 {
		add(clips[i:i+1], random.Uint32(), wantSquares, func(g float64) float64 { return g * g / 3 })
	}
	for i := range want {
		if math.Abs(gradient[i]-want[i]) > 1e-12 || math.Abs(squares[i]-wantSquares[i]) > 1e-12 {
			t.Fatalf("weight %d: gradient %v, want %v; square %v, want %v", i, gradient[i], want[i],
				squares[i], wantSquares[i])
		}
	}
	none, err := s.Gradient(t.Context(), "test", nil)
	if err != nil || slices.ContainsFunc(none, func(g float64) bool { return g != 0 }) {
		t.Errorf("no clips have a gradient, or the error %v", err)
	}
}

// SSD by its formula, from the squares that it asks for: a weight is dampened
// where I_F > α·I_O, by λ·I_O/I_F and never enlarged. Without an amount α is 2
// of all clips, or the percentile of the retained.
func TestSSD(t *testing.T) {
	for _, c := range []struct {
		name                  string
		amount, alpha, lambda float64
	}{
		{"ssd", 1.5, 1.5, 1}, {"ssd", 0, 2, 1}, {"ssd-adaptive", 0.5, 0, 0.5},
		{"ssd-adaptive", 0, 0, 0.1},
	} {
		name := c.name
		s, fresh := session(t, testEngine(t, small, 0)), session(t, testEngine(t, small, 0))
		s.Settings.Amount = c.amount
		if err := mustLookup(t, name).Run(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		forget, err1 := fresh.Squares(t.Context(), "squares", fresh.Excluded)
		others, err2 := fresh.Squares(t.Context(), "squares retained", fresh.Retained)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		alpha := c.alpha
		if name == "ssd" {
			for i := range others { // of all 36 clips
				others[i] = (8*forget[i] + 28*others[i]) / 36
			}
		} else {
			alpha = percentile(forget, others, 1-math.Log(1+100*8./36)/100)
		}
		dampened := 0
		for i, was := range s.Original.Learnt {
			want := float64(was)
			if forget[i] > alpha*others[i] {
				dampened++
				want *= min(1, c.lambda*others[i]/forget[i])
			}
			if got := float64(s.State.Learnt[i]); math.Abs(got-want) > 1e-6*(1+math.Abs(want)) {
				t.Fatalf("%s: weight %d went from %v to %v, want %v", name, i, was, got, want)
			}
		}
		if all := len(forget); dampened == 0 || name == "ssd-adaptive" && dampened > all*4/100 {
			t.Errorf("%s dampened %d of %d weights", name, dampened, all) // ln(23.2) = 3.1 %
		}
	}
}

// MSG by its formula: of each kernel three tenths of the weights, those with
// the least difference of gradients, have fresh values; the others stay.
func TestMSG(t *testing.T) {
	s := untrainedRun(t, "msg", nil)
	fresh := session(t, s.Engine)
	keep, err1 := fresh.Gradient(t.Context(), "retained", fresh.drawRetained("msg", 8))
	forget, err2 := fresh.Gradient(t.Context(), "forget", fresh.Excluded)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	for _, tensor := range small.Tensors() {
		is, was := s.State.Of(tensor), s.Original.Of(tensor)
		if tensor.Kind != network.Kernel {
			if !slices.Equal(is, was) {
				t.Errorf("%s was changed", tensor.Name())
			}
			continue
		}
		left, reset := math.Inf(1), 0.0 // least difference of those left, greatest of those reset
		n := 0
		for i := range is {
			difference := math.Abs(keep[tensor.Offset+i] - forget[tensor.Offset+i])
			if is[i] != was[i] {
				n, reset = n+1, max(reset, difference)
			} else {
				left = min(left, difference)
			}
		}
		if n != int(0.3*float64(len(is))) || reset > left {
			t.Errorf("%s: %d of %d weights were reset, with differences up to %v and others from %v",
				tensor.Name(), n, len(is), reset, left)
		}
	}
}

// After the reset MSG moves the weights that stayed a tenth as far. The oracle
// is Adam: with a step at a fixed rate no weight moves further than about the
// rate, and these no further than a tenth of it, but for rounding.
func TestMSGSlowsWhatStayed(t *testing.T) {
	oneStep := func(s *Session) { s.Retained = s.Retained[:16] }
	reset := untrainedRun(t, "msg", oneStep)
	s := session(t, reset.Engine)
	s.Settings.ResetEpochs, s.Settings.Rounds, s.Settings.FinetuneEpochs = 0, 0, 1
	oneStep(s)
	if err := mustLookup(t, "msg").Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	fast, slow := 0.0, 0.0
	for _, tensor := range kernels(small) {
		for i, x := range s.State.Of(tensor) {
			began := reset.State.Of(tensor)[i]
			moved := math.Abs(float64(x - began))
			if began == reset.Original.Of(tensor)[i] {
				slow = max(slow, moved)
			} else {
				fast = max(fast, moved)
			}
		}
	}
	if rate := s.Settings.Rate; slow > 0.101*rate || fast < 0.9*rate || fast > 1.001*rate {
		t.Errorf("weights that stayed moved up to %v, reset ones up to %v; want %v and %v", slow,
			fast, rate/10, rate)
	}
}

// Weight filtering multiplies scales and offsets of a channel by the same gate
// in 0…1, and shuts some of them a little.
func TestWeightFilter(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	if err := mustLookup(t, "weight-filter").Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if s.State.Gates != nil {
		t.Error("the gates are left in the state")
	}
	tensors, least := small.Tensors(), 1.0
	for k, scale := range tensors {
		if scale.Kind != network.Scale {
			continue
		}
		offset := tensors[k+1]
		for i, was := range s.Original.Of(scale) {
			gate := float64(s.State.Of(scale)[i]) / float64(was)
			want := gate * float64(s.Original.Of(offset)[i])
			if gate < 0 || gate > 1+1e-6 || math.Abs(float64(s.State.Of(offset)[i])-want) > 1e-6 {
				t.Fatalf("%s %d: gate %v, and the offset is %v, want %v", scale.Name(), i, gate,
					s.State.Of(offset)[i], want)
			}
			least = min(least, gate)
		}
	}
	if least == 1 {
		t.Error("no gate moved")
	}
}

// What a method is meant to do shows at a high rate, against a model that was
// passed over the same clips at a rate of 0 and so has the same statistics:
// NegGrad, NegGrad+ and SCRUB's climb raise what they climb. Gates raise the
// loss of the clips to forget. Random labels lead elsewhere than the clips' own
// labels. Bad teaching comes nearer to its untrained teacher and the upper
// bound to gold. The pull of l1-sparse shrinks the weights.
func TestDirections(t *testing.T) {
	engine := testEngine(t, small, 0)
	ran := func(name string, change func(*Session)) *Session {
		s := session(t, engine)
		s.Settings.Rate = 0.1
		change(s)
		if err := mustLookup(t, name).Run(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	still := func(phase string, epochs int, clips []int32) network.Weights {
		s := session(t, engine)
		if err := s.TrainOn(t.Context(), phase, epochs, clips,
			func(o *gomlxmodel.Options) { o.Rate = 0 }); err != nil {
			t.Fatal(err)
		}
		return s.State.Weights
	}
	loss := func(w network.Weights) float64 {
		m, err := engine.Measure(w, session(t, engine).Excluded)
		if err != nil {
			t.Fatal(err)
		}
		return m.Loss
	}
	amount := func(a float64) func(*Session) { return func(s *Session) { s.Settings.Amount = a } }
	as := func(*Session) {}
	s := session(t, engine)
	check := func(what string, is bool, got, other float64) {
		if !is {
			t.Errorf("%s: it ends at %v, without what it does at %v", what, got, other)
		}
	}

	a, b := loss(ran("neggrad", as).State.Weights), loss(still("climb", 4, s.Excluded))
	check("neggrad", a > b, a, b)
	a, b = loss(ran("neggrad-plus", amount(0.5)).State.Weights),
		loss(ran("neggrad-plus", amount(1e-9)).State.Weights)
	check("neggrad-plus", a > b, a, b)

	a, b = loss(ran("weight-filter", amount(0.9)).State.Weights),
		loss(ran("weight-filter", amount(1e-9)).State.Weights)
	check("weight-filter", a > b, a, b)

	straight := session(t, engine) // the same clips in the same order, but with their own labels
	straight.Settings.Rate = 0.1
	if err := straight.TrainOn(t.Context(), "random labels", min(10, straight.Settings.Epochs()),
		straight.heard(), nil); err != nil {
		t.Fatal(err)
	}
	if same(ran("random-labels", as).State.Weights, straight.State.Weights) {
		t.Error("random-labels ends where the clips' own labels lead")
	}

	climbed := false
	ran("scrub", func(s *Session) {
		s.After = func(phase string, _ int) error {
			if phase == "climb1" {
				climbed = true
				a := divergence(t, engine, s.Excluded, s.Original, s.State.Weights)
				b := divergence(t, engine, s.Excluded, s.Original, still("climb1", 1, s.Excluded))
				check("scrub", a > b, a, b)
			}
			return nil
		}
	})

	if !climbed {
		t.Error("scrub has no phase climb1")
	}

	taught := append(s.drawRetained("taught", 9), s.Excluded...)
	fool, err := s.untrained(taught)
	if err != nil {
		t.Fatal(err)
	}
	teacher := s.noTeacher()
	if err := s.teach(teacher, fool, s.Excluded); err != nil {
		t.Fatal(err)
	}
	fromFool := func(w network.Weights) float64 { // as it is trained, on the batch's statistics
		o := gomlxmodel.DefaultOptions()
		o.Rate, o.Teacher, o.Distil, o.ClipWeight = 0, teacher, 1, s.weighted(0, 0)
		loss, err := engine.Epoch(network.NewState(w.Clone()), s.Excluded, o)
		if err != nil {
			t.Fatal(err)
		}
		return loss
	}
	a, b = fromFool(ran("bad-teaching", as).State.Weights), fromFool(s.Original)
	check("bad-teaching", a < b, a, b)

	gold := network.NewWeights(small, network.Stream(2, "theo", "weights", "gold", 0))
	distilled := ran("distil-gold", func(s *Session) { s.Gold, s.Settings.Rate = gold, 0.01 })
	a = divergence(t, engine, s.heard(), gold, distilled.State.Weights)
	b = divergence(t, engine, s.heard(), gold, still("distil", 4, s.heard()))
	check("distil-gold", a < b, a, b)

	size := func(s *Session) (sum float64) {
		for _, w := range s.State.Learnt {
			sum += math.Abs(float64(w))
		}
		return sum
	}
	slowly := func(s *Session) { s.Settings.Rate, s.Settings.Amount = 0.01, 0.5 }
	a, b = size(ran("l1-sparse", slowly)), size(ran("finetune", slowly))
	check("l1-sparse", a < 0.9*b, a, b)
}

// divergence is the mean Kullback-Leibler divergence of a model's answers from
// a teacher's, in nats.
func divergence(t *testing.T, e *gomlxmodel.Engine, clips []int32, teacher,
	w network.Weights) float64 {
	t.Helper()
	logarithms := func(w network.Weights) []float64 {
		logits, err := e.Logits(w, clips)
		if err != nil {
			t.Fatal(err)
		}
		p := make([]float64, len(logits))
		for i := 0; i < len(logits); i += small.Classes {
			row := logits[i : i+small.Classes]
			sum, top := 0.0, float64(slices.Max(row))
			for _, z := range row {
				sum += math.Exp(float64(z) - top)
			}
			for k, z := range row {
				p[i+k] = float64(z) - top - math.Log(sum)
			}
		}
		return p
	}
	p, q := logarithms(teacher), logarithms(w)
	sum := 0.0
	for i := range p {
		sum += math.Exp(p[i]) * (p[i] - q[i])
	}
	return sum / float64(len(clips))
}

// SCRUB's rate is half of the setting, and falls tenfold after 5, 8 and 9 of
// its epochs: the largest steps of one-step epochs are about the rate.
func TestScrubSlowsDown(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	s.Settings.ResetEpochs, s.Settings.Rounds, s.Settings.FinetuneEpochs = 10, 0, 0
	s.Retained, s.Excluded = s.Retained[:16], nil
	before := s.State.Weights.Clone()
	s.After = func(phase string, epoch int) error {
		want := 0.5 * s.Settings.Rate
		for _, end := range []int{5, 8, 9} {
			if epoch > end {
				want /= 10
			}
		}
		largest := 0.0
		for i, w := range s.State.Learnt {
			largest = max(largest, math.Abs(float64(w-before.Learnt[i])))
		}
		// a weight near 1 is rounded to 6e-8
		if phase != fmt.Sprint("descend", epoch) || math.Abs(largest/want-1) > 0.05 {
			t.Errorf("%s, epoch %d: the largest step is %v, want %v", phase, epoch, largest, want)
		}
		before = s.State.Weights.Clone()
		return nil
	}
	if err := mustLookup(t, "scrub").Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
}
