package unlearn

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"

	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
)

// small has the default's kinds of layers, and few weights.
var small = network.Network{
	Coefficients: 8, Frames: 8, Channels: []int{4, 8}, Dense: []int{16, 8},
	Dropout: []float64{0.1, 0.2, 0.3, 0.4}, Classes: 10, Norm: network.BatchNorm,
}

// costs are the clips that methods pass forward and backward, with the
// session's 28 retained clips, 8 to forget, 4 held ones and 4 epochs: by hand
// from each method's file. The others train their epochs on the retained clips.
var costs = map[string]int{
	"neggrad": 4 * 8, "neggrad-plus": 4 * 36, "random-labels": 4 * 36,
	"salun-0.1": 8 + 4*36, "salun-0.3": 8 + 4*36, "salun-0.5": 8 + 4*36,
	"scrub": 4*28 + 3*8, "scrub-rewind": 4*28 + 3*8, "ssd": 36, "ssd-adaptive": 36,
	"bad-teaching": 2 * (9 + 8), // 9 is 0.3 of 28, rounded up
	"msg":          8 + 8 + 4*28, "distil-gold": 4 * 36, "weight-filter": 4 * 36,
}

// The laws of every method: the original and its first values stay; what it may
// not move stays; the same once more gives the same bits; it looks at the clips
// to forget, and at gold, if it says so and not else; without clips to forget
// it does what it says; it counts its epochs and what it passes over.
func TestLawsOfEveryMethod(t *testing.T) {
	engine, poisoned := testEngine(t, small, 0), testEngine(t, small, 12)
	golds := []network.Weights{
		network.NewWeights(small, network.Stream(2, "theo", "weights", "gold", 0)),
		network.NewWeights(small, network.Stream(3, "theo", "weights", "gold", 0)),
	}
	for _, m := range Methods() {
		t.Run(m.Name, func(t *testing.T) {
			run := func(engine *gomlxmodel.Engine, change func(*Session)) (network.Weights, *Session) {
				s := session(t, engine)
				if m.UsesGold {
					s.Gold = golds[0]
				}
				change(s)
				before, first := s.Original.Clone(), s.Initial.Clone()
				checkEpochs(t, m, s)
				if !same(s.Original, before) || !same(s.Initial, first) {
					t.Error("the original or its first values were changed")
				}
				return s.State.Weights, s
			}
			if m.Looks != names.Looks(m.Name) {
				t.Errorf("it looks at the clips to forget: %v; tables say %v", m.Looks,
					names.Looks(m.Name))
			}
			end, s := run(engine, func(*Session) {})
			checkMoves(t, m, s)
			want, ok := costs[m.Name]
			if !ok {
				want = s.Epoch() * len(s.Retained)
			}
			if got := s.Passes(); got != want {
				t.Errorf("%d passes forward and backward, want %d", got, want)
			}

			// The original of the other clips is handed over as this one's, so
			// that what differs is what the method itself saw.
			other, _ := run(poisoned, func(p *Session) {
				q := session(t, engine)
				p.State, p.Original, p.Initial = q.State, q.Original, q.Initial
			})
			if same(end, other) == m.Looks {
				t.Errorf("the clips to forget changed its end: %v, it looks: %v", !same(end, other),
					m.Looks)
			}
			again := other
			if m.Looks {
				again, _ = run(engine, func(*Session) {})
			}
			if !same(end, again) {
				t.Error("a second time gave other bits")
			}
			if m.UsesGold {
				if other, _ := run(engine, func(s *Session) { s.Gold = golds[1] }); same(end, other) {
					t.Error("another gold gives the same bits")
				}
			}
			checkEmpty(t, m, end, session(t, engine), golds[0])
		})
	}
}

func same(a, b network.Weights) bool {
	return slices.Equal(a.Learnt, b.Learnt) && slices.Equal(a.Moving, b.Moving)
}

// checkEpochs runs the method and checks what it says of its epochs.
func checkEpochs(t *testing.T, m Method, s *Session) {
	t.Helper()
	epochs := 0
	s.After = func(_ string, epoch int) error {
		if epochs++; epoch != epochs {
			t.Errorf("After was told epoch %d at the %dth", epoch, epochs)
		}
		return nil
	}
	if err := m.Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if want := m.EpochsOf(s.Settings); s.Epoch() != epochs || epochs != want || epochs == 0 {
		t.Errorf("%d epochs were counted, %d seen, %d announced", s.Epoch(), epochs, want)
	}
}

// checkMoves compares the tensors that moved with those that may.
func checkMoves(t *testing.T, m Method, s *Session) {
	t.Helper()
	if same(s.State.Weights, s.Original) {
		t.Error("the model was not changed")
	}
	for _, tensor := range small.Tensors() {
		moved := !slices.Equal(s.State.Of(tensor), s.Original.Of(tensor))
		if may := m.Moves == nil || m.Moves(small, tensor); moved && !may {
			t.Errorf("%s moved", tensor.Name())
		}
	}
}

// checkEmpty runs the method without clips to forget.
func checkEmpty(t *testing.T, m Method, end network.Weights, s *Session, gold network.Weights) {
	t.Helper()
	s.Excluded, s.Held = nil, nil
	if m.UsesGold {
		s.Gold = gold
	}
	if err := m.Run(t.Context(), s); err != nil {
		t.Errorf("without clips to forget: %v", err)
	}
	switch kept := same(s.State.Weights, s.Original); {
	case kept != (m.Empty == EmptyKeeps), kept && s.Passes() > 0:
		t.Errorf("without clips to forget it keeps the original: %v, with %d passes", kept,
			s.Passes())
	case !m.Looks && !same(s.State.Weights, end):
		t.Error("without clips to forget it ends elsewhere, and says that it does not look")
	}
}

// Under a mask no more weights move than it opens, however long momentum goes
// on: of 1,162 weights a tenth, three tenths, a half.
func TestSalUnKeepsToItsMask(t *testing.T) {
	engine := testEngine(t, small, 0)
	for name, share := range map[string]float64{"salun-0.1": 0.1, "salun-0.3": 0.3,
		"salun-0.5": 0.5} {
		s := session(t, engine)
		m, err := Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Run(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		moved, all := 0, len(s.State.Learnt)
		for i, w := range s.State.Learnt {
			if w != s.Original.Learnt[i] {
				moved++
			}
		}
		if top := int(math.Round(share * float64(all))); moved > top || moved < top*9/10 {
			t.Errorf("%s moved %d of %d weights, want nearly and at most %d", name, moved, all, top)
		}
	}
}

// SSD's published threshold of 10 selects nothing: the clips to forget are 8 of
// 36, so that their mean square is at most 4.5 times that of all.
func TestSSDSelectsNothingAtTen(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	s.Settings.Amount = 10
	m, err := Lookup("ssd")
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if !same(s.State.Weights, s.Original) {
		t.Error("it dampened weights")
	}
}

// The untrained teacher's moving statistics do not depend on where they began:
// a second pass over the same clips in the same order, from the first one's
// end, finds the same but for float32's rounding. The order is not the clips'
// own, in which a batch may hold one digit.
func TestUntrainedTeacherHasTheClipsStatistics(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	w, err := s.untrained(s.heard())
	if err != nil {
		t.Fatal(err)
	}
	o, state := gomlxmodel.DefaultOptions(), network.NewState(w)
	o.Rate, o.Seed = 0, s.Stream("dropout", "untrained", 0).Uint32()
	clips := slices.Clone(s.heard())
	s.Stream("order", "untrained", 0).Shuffle(len(clips),
		func(i, j int) { clips[i], clips[j] = clips[j], clips[i] })
	if slices.Equal(clips, s.heard()) {
		t.Fatal("the order is the clips' own")
	}
	if _, err := s.Engine.Epoch(state, clips, o); err != nil {
		t.Fatal(err)
	}
	for i, m := range state.Moving { // 100 epochs' worth of rounding, 6e-8 each, over 3 steps
		if d := math.Abs(float64(m - w.Moving[i])); d > 2e-5*(1+math.Abs(float64(m))) {
			t.Fatalf("moving statistic %d is %v after a second pass, %v after one", i, m, w.Moving[i])
		}
	}
}

// A transposed window exchanges rows and columns: its corner of the first row
// and the third column goes to the third row and the first column.
func TestCTTransposes(t *testing.T) {
	s := session(t, testEngine(t, small, 0))
	s.Settings.ResetEpochs, s.Settings.Rounds, s.Settings.FinetuneEpochs = 0, 0, 0
	m, err := Lookup("ct")
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	kernel := kernels(small)[1] // 8 × 3 × 3 × 4
	is, was := s.State.Of(kernel), s.Original.Of(kernel)
	for row := range 3 {
		for column := range 3 {
			at := func(row, column int) int { return ((5*3+row)*3+column)*4 + 2 }
			if is[at(row, column)] != was[at(column, row)] {
				t.Errorf("row %d, column %d holds %v, want %v", row, column, is[at(row, column)],
					was[at(column, row)])
			}
		}
	}
	if err := m.Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if !same(s.State.Weights, s.Original) {
		t.Error("transposed twice, the kernels are others")
	}
}

// SCRUB+R ends at that of SCRUB's epochs whose accuracy on the clips to forget
// is nearest to the last one's on unheard clips, for which clips stand here
// that it learnt; without these at the last.
func TestScrubRewinds(t *testing.T) {
	engine := testEngine(t, small, 0)
	m, err := Lookup("scrub")
	if err != nil {
		t.Fatal(err)
	}
	accuracy := func(w network.Weights, clips []int32) float64 {
		measured, err := engine.Measure(w, clips)
		if err != nil {
			t.Fatal(err)
		}
		return measured.Accuracy
	}
	plain := session(t, engine)
	plain.Settings.Rate = 0.05 // at less nothing is forgotten, and all epochs score alike
	plain.Held = plain.Retained[:6]
	var ends []network.Weights
	plain.After = func(phase string, _ int) error {
		if strings.HasPrefix(phase, "descend") {
			ends = append(ends, plain.State.Weights.Clone())
		}
		return nil
	}
	if err := m.Run(t.Context(), plain); err != nil {
		t.Fatal(err)
	}
	target := accuracy(plain.State.Weights, plain.Held)
	best := slices.MinFunc(ends, func(a, b network.Weights) int {
		return cmp.Compare(math.Abs(accuracy(a, plain.Excluded)-target),
			math.Abs(accuracy(b, plain.Excluded)-target))
	})
	if same(best, plain.State.Weights) {
		t.Error("the last epoch is the nearest: nothing can show here")
	}
	for _, held := range [][]int32{plain.Held, nil} {
		s := session(t, engine)
		s.Settings.Rate, s.Held = 0.05, held
		if err := scrubRewind(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		got, want := math.Abs(accuracy(s.State.Weights, s.Excluded)-target),
			math.Abs(accuracy(best, s.Excluded)-target)
		is := slices.ContainsFunc(ends, func(w network.Weights) bool {
			return same(w, s.State.Weights)
		})
		if held != nil && (got != want || !is) {
			t.Errorf("it ends %v from the target, the nearest epoch %v", got, want)
		}
		if held == nil && !same(s.State.Weights, plain.State.Weights) {
			t.Error("without unheard clips it ends elsewhere than SCRUB")
		}
	}
}
