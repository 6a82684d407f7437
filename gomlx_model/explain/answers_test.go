package explain

import (
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// smallClips are ten takes of two labels by three speakers.
func smallClips() (clips []split.Clip) {
	for _, label := range []string{"0", "1"} {
		for _, speaker := range []string{"ann", "bob", "cid"} {
			for take := range 10 {
				clips = append(clips, split.Clip{Label: label, Speaker: speaker, Take: take})
			}
		}
	}
	return clips
}

// smallRun answers every clip rightly with a margin of 3, but for what change
// makes of it.
func smallRun(clips []split.Clip, speaker string, seed int, method string,
	change func(clip int, answer *int8, margin *float32)) records.Run {
	run := records.Run{Name: records.Name{Protocol: names.ProtocolPaper, Norm: "batch",
		Speaker: speaker, Seed: seed, Method: method}}
	for i, c := range clips {
		answer, margin := int8(c.Label[0]-'0'), float32(3)
		if change != nil {
			change(i, &answer, &margin)
		}
		run.Answers, run.Margins = append(run.Answers, answer), append(run.Margins, margin)
	}
	return run
}

// study has the five models of ann, seed 1: gold errs on ann's takes 0 to 3 of
// label 0, gold2 on 0 to 2, base on 2 to 5, noise on all of ann's.
func study(t *testing.T) *Answers {
	t.Helper()
	clips := smallClips()
	wrong := func(label string, from, to int) func(int, *int8, *float32) {
		return func(i int, answer *int8, margin *float32) {
			if c := clips[i]; c.Speaker == "ann" && (label == "" || c.Label == label) &&
				c.Take >= from && c.Take <= to {
				*answer, *margin = 1-*answer, -float32(c.Take)-1
			}
		}
	}
	a, err := NewAnswers([]records.Run{
		smallRun(clips, "ann", 1, names.Original, nil),
		smallRun(clips, "ann", 1, names.Gold, wrong("0", 0, 3)),
		smallRun(clips, "ann", 1, names.Gold2, wrong("0", 0, 2)),
		smallRun(clips, "ann", 1, names.Base, wrong("0", 2, 5)),
		smallRun(clips, "ann", 1, Noise, wrong("", 0, 9)),
	}, clips)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func value(t *testing.T, s records.Sample) float64 {
	t.Helper()
	if len(s.Pairs) != 1 {
		t.Fatalf("%d values, want 1", len(s.Pairs))
	}
	return s.Pairs[0].Value
}

// By hand: of ann's 20 clips base changes 4, two of them with gold; both change
// neither on 14. p = 16/20 = 0.8, q = 0.2² + 0.8² = 0.68, κ = 0.12/0.32 =
// 0.375. Gold2 changes 3, all with gold: p = 0.95, q = 0.15·0.2 + 0.85·0.8 =
// 0.71, κ = 0.24/0.29. Noise changes all, which is chance: κ = 0.
func TestChangesByHand(t *testing.T) {
	j, err := study(t).Changes(names.Base)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "share", value(t, j.Found.Share), 0.2, 1e-12)
	near(t, "kappa", value(t, j.Found.Kappa), 0.375, 1e-12)
	near(t, "floor", value(t, j.Floor.Kappa), 0.24/0.29, 1e-12)
	near(t, "control", value(t, j.Control.Kappa), 0, 1e-12)
	near(t, "as gold", value(t, j.Found.AsGold), 1, 1e-12)
	nearAll(t, "by digit", j.Found.ByDigit, []float64{0.4, 0}, 1e-12)
	near(t, "0 to 1", j.Found.Moves[0][1], 4, 1e-12)
	near(t, "1 to 0", j.Found.Moves[1][0], 0, 1e-12)
	if c := j.Found.Clips; len(c) != 4 || c[0].Clip != 2 || c[0].Changed != 1 ||
		c[0].Pairs != 1 || !slices.Equal(c[0].To, []int8{1}) {
		t.Errorf("clips %+v, want takes 2 to 5", c)
	}
	if j.Method != names.Base || j.ControlName != Noise {
		t.Errorf("judged as %s beside %s", j.Method, j.ControlName)
	}
}

// The oracle is scikit-learn's cohen_kappa_score.
func TestKappaMatchesScikitLearn(t *testing.T) {
	var m, g, both float64
	x, y := lcg(5, 40), lcg(6, 40)
	for i := range x {
		if x[i] > 0.2 {
			m += 1. / 40
		}
		if y[i] > 0 {
			g += 1. / 40
		}
		if x[i] > 0.2 && y[i] > 0 {
			both += 1. / 40
		}
	}
	near(t, "kappa", kappa(m, g, both), golden(t).Kappa, 1e-12)
}

// What was memorised is 3 − gold's margin: 4, 5, 6, 7 for ann's first takes,
// else 0. Gold forgets exactly that, so its correlation is 1; the original
// forgets nothing and has none.
func TestMemoryByHand(t *testing.T) {
	a := study(t)
	j, err := a.Memory(names.Gold)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "gold", value(t, j.Found.Rank), 1, 1e-12)
	if len(j.Found.Clips) != 20 || j.Found.Clips[3] != (Remembered{3, 7, 7}) {
		t.Errorf("clips %+v, want 20 and take 3 with 7 and 7", j.Found.Clips)
	}
	if j.Control.Rank.Test().Mean >= j.Floor.Rank.Test().Mean {
		t.Error("noise ranks as well as gold2")
	}
	if j, err = a.Memory(names.Original); err != nil || len(j.Found.Rank.Pairs) != 0 {
		t.Errorf("a model that forgot nothing has rank %v, %v", j.Found.Rank, err)
	}
}

// Loss is ln(1 + exp(−margin)) where that can be computed, and −margin far
// below.
func TestLoss(t *testing.T) {
	for _, m := range []float64{-30, -3, -0.5, 0, 0.5, 3, 30} {
		near(t, "loss", Loss(m, 0, 0), math.Log1p(math.Exp(-m)), 1e-12)
	}
	near(t, "far below", Loss(-2000, 0, 0), 2000, 0)
	if Error(0, 1, 1) != 0 || Error(0, 0, 1) != 1 {
		t.Error("a right answer costs, or a wrong one does not")
	}
}

// Forgetting ann makes the method err on every clip of bob and leaves cid: by
// hand the errors rise by 1 and by 0. Nothing is known of bob's and cid's rows.
func TestInterferenceByHand(t *testing.T) {
	clips := smallClips()
	runs := []records.Run{}
	for _, m := range []string{names.Original, names.Gold, names.Gold2, Noise} {
		runs = append(runs, smallRun(clips, "ann", 1, m, nil))
	}
	runs = append(runs, smallRun(clips, "ann", 1, names.Base, func(i int, answer *int8,
		margin *float32) {
		if clips[i].Speaker == "bob" {
			*answer, *margin = 1-*answer, -3
		}
	}))
	a, err := NewAnswers(runs, clips)
	if err != nil {
		t.Fatal(err)
	}
	j, err := a.Interference(names.Base, Error)
	if err != nil {
		t.Fatal(err)
	}
	errors := j.Found.Means()
	near(t, "ann on bob", errors[0][1], 1, 0)
	near(t, "ann on cid", errors[0][2], 0, 0)
	for _, empty := range []float64{errors[0][0], errors[1][0], errors[2][1]} {
		if !math.IsNaN(empty) {
			t.Errorf("a cell without runs is %v", empty)
		}
	}
	near(t, "floor", j.Floor.Means()[0][1], 0, 0)
	if j, err = a.Interference(names.Base, Loss); err != nil {
		t.Fatal(err)
	}
	// ln(1 + e³) − ln(1 + e⁻³) = 3
	near(t, "loss", j.Found.Means()[0][1], 3, 1e-9)
	if _, err := a.InterferenceLikeGold(names.Base, Loss); err == nil {
		t.Error("one speaker and seed gave a Mantel test")
	}
}

// The matrices of five speakers are gold's but for a factor, and noise's is
// turned: who suffers for whom is the same, from other seeds.
func TestInterferenceLikeGold(t *testing.T) {
	var clips []split.Clip
	all := []string{"ann", "bob", "cid", "dan", "eve"}
	for _, label := range []string{"0", "1"} {
		for _, speaker := range all {
			for take := range 40 {
				clips = append(clips, split.Clip{Label: label, Speaker: speaker, Take: take})
			}
		}
	}
	harm := lcg(1, 25)
	var runs []records.Run
	for row, speaker := range all {
		for seed := 1; seed <= 2; seed++ {
			for m, factor := range map[string]float64{names.Original: 0, names.Gold: 1,
				names.Gold2: 1, names.Base: 0.5, Noise: -1} {
				runs = append(runs, smallRun(clips, speaker, seed, m,
					func(i int, _ *int8, margin *float32) {
						column := slices.Index(all, clips[i].Speaker)
						*margin = float32(-factor * harm[row*5+column])
					}))
			}
		}
	}
	a, err := NewAnswers(runs, clips)
	if err != nil {
		t.Fatal(err)
	}
	margin := func(m float64, _, _ int8) float64 { return -m }
	j, err := a.InterferenceLikeGold(names.Base, margin)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "found", j.Found.Rank, 1, 1e-9)
	near(t, "floor", j.Floor.Rank, 1, 1e-9)
	near(t, "control", j.Control.Rank, -1, 1e-9)
}

func TestBadAnswers(t *testing.T) {
	clips := smallClips()
	short := smallRun(clips, "ann", 1, names.Gold, nil)
	short.Answers = short.Answers[1:]
	for want, runs := range map[string][]records.Run{
		"answers to 59 clips": {short},
		"not in the corpus":   {smallRun(clips, "eve", 1, names.Gold, nil)},
	} {
		if _, err := NewAnswers(runs, clips); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
	other := smallRun(clips, "ann+bob", 1, names.Gold, nil)
	a, err := NewAnswers([]records.Run{other}, clips)
	if err != nil || len(a.Pairs) != 0 {
		t.Errorf("a removal in turn became %d pairs, %v", len(a.Pairs), err)
	}
	if _, err := a.Changes(names.Base); err == nil || !strings.Contains(err.Error(), "gold2") {
		t.Errorf("error %v, want one that names what is needed", err)
	}
}
