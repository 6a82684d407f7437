package metrics

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestRefusals is what each measure says of numbers that do not fit together,
// in one sentence with a remedy or a place.
func TestRefusals(t *testing.T) {
	nan, inf := float32(math.NaN()), math.Inf(1)
	models := [][]float64{{1, 2}, {2, 3}, {3, 4}, {4, 5}}
	with := func(i int, margins ...float64) [][]float64 {
		changed := slices.Clone(models)
		changed[i] = margins
		return changed
	}
	lira := func(u, g, uOthers, gOthers [][]float64) error {
		_, err := SpeakerLiRA(u, g, uOthers, gOthers)
		return err
	}
	selectivity := func(who string, controls int, labels ...int32) error {
		_, err := ProbeSelectivity(make([]float32, 4), 1, []string{"ann", "ben", "ann", "ben"}, labels,
			who, []int{0, 0, 1, 1}, 2, controls, rand.New(rand.NewPCG(1, 1)))
		return err
	}
	second := func(_ any, err error) error { return err }
	for _, c := range []struct {
		want     string
		err      error
		diverged bool
	}{
		{"too few classes (1): at least 2 are needed to classify",
			second(Measure([]float32{1}, []int32{0}, 1)), false},
		{"divergence: 2 and 4 logits of 2 classes: give as many of each",
			second(Divergence([]float32{1, 2}, make([]float32, 4), 2)), false},
		{"divergence: 3 and 3 logits of 2 classes",
			second(Divergence(make([]float32, 3), make([]float32, 3), 2)), false},
		{"divergence: 0 and 0 logits of 2 classes", second(Divergence(nil, nil, 2)), false},
		{"divergence: 2 and 2 logits of 1 classes",
			second(Divergence(make([]float32, 2), make([]float32, 2), 1)), false},
		{"divergence of logits: training no longer gives finite numbers",
			second(Divergence([]float32{nan, 1}, []float32{1, 1}, 2)), true},
		{"relearning: curves of 2 and 3 points: give as many of each, at least 2",
			second(RelearningArea(make([]float64, 2), make([]float64, 3))), false},
		{"relearning: curves of 1 and 1 points", second(RelearningArea([]float64{1}, []float64{1})), false},
		{"relearning: training no longer gives", second(RelearningArea([]float64{1, inf},
			[]float64{1, 1})), true},
		{"too few models (1): at least 2 are needed", second(KLOM(models[:1], models)), false},
		{"model 1 has margins of 1 clips, the first of 2: give the same clips, and at least one",
			second(KLOM(models, with(1, 1))), false},
		{"model 0 has margins of 0 clips", second(KLOM(with(0), models)), false},
		{"margin of clip 1 of model 2 is +Inf: training no longer",
			second(ForgettingQuality(with(2, 1, inf), models)), true},
		{"margin of clip 0 of model 3 is NaN", second(ForgettingQuality(models,
			with(3, math.NaN(), 1))), true},
		{"too few models (1): at least 2", second(ForgettingQuality(models[:1], models)), false},
		{"the speaker's clips: too few models (3): at least 4 are needed",
			lira(models[:3], models, models, models), false},
		{"other speakers' clips: 5 models that unlearned and 4 golds: give the same pairs",
			lira(models, models, append(slices.Clone(models), models[0]), models), false},
		{"probe: 3 activations for 2 clips of 1 units in 2 entries of 2 folds: they do not fit",
			second(ProbeAUC(make([]float32, 3), 1, make([]bool, 2), make([]int, 2), 2)), false},
		{"of 1 folds: they do not fit",
			second(ProbeAUC(make([]float32, 2), 1, make([]bool, 2), make([]int, 2), 1)), false},
		{"probe without fold 0: the equations are singular: an activation is not a finite number",
			second(ProbeAUC([]float32{1, 2, nan, 4}, 1, []bool{true, false, true, false},
				[]int{0, 0, 1, 1}, 2)), false},
		{`selectivity: 4 labels of 4 clips, 1 controls, speaker "cid": they do not fit`,
			selectivity("cid", 1, 0, 0, 1, 1), false},
		{"4 labels of 4 clips, 0 controls", selectivity("ann", 0, 0, 0, 1, 1), false},
		{"selectivity: 1 labels of 4 clips", selectivity("ann", 1, 0), false},
	} {
		if c.err == nil || !strings.Contains(c.err.Error(), c.want) ||
			strings.Contains(c.err.Error(), "\n") || errors.Is(c.err, ErrDiverged) != c.diverged {
			t.Errorf("%v, want %q", c.err, c.want)
		}
	}
}

// TestMarginsPanic: margins of what does not fit are a fault of the program.
func TestMarginsPanic(t *testing.T) {
	defer func() {
		const want = "metrics: 3 logits for 2 labels of 2 classes: give 4"
		if got := recover(); got != want {
			t.Errorf("panicked with %v, want %s", got, want)
		}
	}()
	Margins(make([]float32, 3), make([]int32, 2), 2)
}

// TestArgmax: the first of equals wins, wherever it stands.
func TestArgmax(t *testing.T) {
	for _, c := range []struct {
		row  []float32
		want int
	}{{[]float32{1}, 0}, {[]float32{1, 3, 2}, 1}, {[]float32{-3, -1, -1}, 1}, {[]float32{2, 2}, 0},
		{[]float32{0, float32(math.Inf(1))}, 1}} {
		if got := Argmax(c.row); got != c.want {
			t.Errorf("%v: %d, want %d", c.row, got, c.want)
		}
	}
}

// TestGaps: the distance has no sign, and sets that only one has make no gap.
func TestGaps(t *testing.T) {
	if got := F1Gaps([]float64{0.5, 0.75}, []float64{0.75, 0.5}); !slices.Equal(got,
		[]float64{0.25, 0.25}) {
		t.Errorf("%v, want 0.25 twice", got)
	}
	if F1Gaps([]float64{1}, nil) != nil || !math.IsNaN(TugOfWar([]float64{1}, nil)) {
		t.Error("sets that only one has have a gap")
	}
	if !math.IsNaN(JensenShannon([]float64{1}, []float64{0.5, 0.5})) {
		t.Error("distributions over other classes have a divergence")
	}
}

// TestForgettingOfAShift: margins far from gold's score less than another
// gold's.
func TestForgettingOfAShift(t *testing.T) {
	golds, gold2 := lcgMargins(1, 20, 30, 0), lcgMargins(2, 20, 30, 0)
	floor := must(ForgettingQuality(gold2, golds))
	if f := must(ForgettingQuality(lcgMargins(3, 20, 30, 50), golds)); f >= floor {
		t.Errorf("they score %g, another gold %g", f, floor)
	}
}
