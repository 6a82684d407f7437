package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// A known says what a model's readings of a part are made of, by place.
type known struct {
	analysis, part, method string
	values                 []float64
}

// madeUp makes readings of six speakers and three seeds: each truth with a
// share of the pair's own and a little noise.
func madeUp(truths ...known) (list Readings) {
	random := rand.New(rand.NewPCG(1, 2))
	for s, speaker := range []string{"ann", "ben", "cleo", "dan", "eva", "finn"} {
		for seed := 11; seed <= 13; seed++ {
			own := 0.01 * float64(s)
			for _, t := range truths {
				r := records.Reading{Protocol: "P", Norm: "batch", Speaker: speaker, Seed: seed,
					Method: t.method, Analysis: t.analysis, Part: t.part}
				for _, v := range t.values {
					r.Values = append(r.Values, v+own+0.002*random.NormFloat64())
				}
				list = append(list, r)
			}
		}
	}
	return list
}

// exactly makes readings without noise, the same for all pairs.
func exactly(truths ...known) (list Readings) {
	for _, r := range madeUp(truths...) {
		for _, t := range truths {
			if t.analysis == r.Analysis && t.part == r.Part && t.method == r.Method {
				r.Values = t.values
			}
		}
		list = append(list, r)
	}
	return list
}

// The truth is known: in a place each, a method moved to gold2, stayed with the
// original, went beyond, and moved half way; in the last, the original is as
// gold2 is, so that nothing can be said. Differences of 0.1 stand against noise
// of 0.002 and against what a pair's models share.
func TestPlaceOutcomes(t *testing.T) {
	r := madeUp(
		known{"probe", "speaker", names.Original, []float64{0.6, 0.6, 0.6, 0.6, 0.8, 0}},
		known{"probe", "speaker", names.Gold2, []float64{0.8, 0.8, 0.8, 0.8, 0.8, 0}},
		known{"probe", "speaker", names.Base, []float64{0.8, 0.6, 0.9, 0.7, 0.5, 0}},
		known{"probe", "speaker", explain.Random, []float64{0.9, 0.9, 0.9, 0.9, 0.9, 0.9}},
		known{"probe", "shuffled", names.Base, []float64{0.5, 0.5, 0.5, 0.5, 0.5, 0.5}})
	// noise alone must not decide whether the made-up equals are told apart
	for i := range r {
		if r[i].Method == names.Base && r[i].Part == "speaker" {
			r[i].Values[0] = valueOf(r, r[i], names.Gold2, 0) + alternate(r[i])
		}
		if r[i].Method == names.Original {
			r[i].Values[4] = valueOf(r, r[i], names.Gold2, 4) + alternate(r[i])
		}
	}
	want := []Outcome{Gone, Still, Beyond, Still, Silent}
	for i, w := range want {
		if got := outcomeOf(r.of(voice()[i]), names.Base); got != w {
			t.Errorf("place %d: %v, want %v", i, got, w)
		}
	}
	text := LayerProbeSentence(r, names.Base)
	for _, part := range []string{"`conv1` moved and showed no difference from gold2",
		"`conv2` and `dense1` stayed on the original's side", "`conv3` went beyond",
		"above gold2's in 6 of 6 layers"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
	table := LayerProbeTable(r)
	if len(table.Rows) != 6 || table.Header[1] != names.Original ||
		table.Header[4] != "random network" || !strings.HasPrefix(table.Rows[1][2], "0.62") {
		t.Errorf("%s", table.Text())
	}
	where := WhereTable(r, names.Base)
	if len(where.Rows) != 6 || where.Rows[0][5] != "gone" || where.Rows[2][5] != "beyond gold2" {
		t.Errorf("%s", where.Text())
	}
	summary := WhereSentence(r, names.Base)
	for _, part := range []string{"gone from the probe in conv1", "still in the probe in conv2 and " +
		"dense1", "beyond gold2 in the probe in conv3"} {
		if !strings.Contains(summary, part) {
			t.Errorf("%q lacks %q", summary, part)
		}
	}
	if strings.Contains(summary, "Relearning") {
		t.Errorf("nothing was taught, and yet: %s", summary)
	}
}

// valueOf is a value of another model of the same pair.
func valueOf(all Readings, of records.Reading, method string, place int) float64 {
	for _, x := range all {
		if x.Speaker == of.Speaker && x.Seed == of.Seed && x.Method == method && x.Part == of.Part {
			return x.Values[place]
		}
	}
	panic("no such pair")
}

// alternate is 0.01 up or down, so that the mean over six speakers is 0.
func alternate(r records.Reading) float64 {
	if strings.Contains("ann cleo eva", r.Speaker) {
		return 0.01
	}
	return -0.01
}

// Base knows a tenth after 2 steps, gold2 after 5, and with wrong labels never:
// counted by hand from the curves.
func TestReturn(t *testing.T) {
	curve := func(first int) (values []float64) {
		for i := range 11 {
			values = append(values, map[bool]float64{true: 0.5}[i >= first])
		}
		return values
	}
	r := exactly(
		known{"relearning", "known again", names.Base, curve(2)},
		known{"relearning", "known again", names.Gold2, curve(5)},
		known{"relearning", "known again", explain.WrongLabels, curve(99)},
		known{"relearning", "lost", names.Base, []float64{25, 125}},
		known{"relearning", "lost", names.Gold2, []float64{50, 125}},
		known{"relearning", "lost", explain.WrongLabels, []float64{25, 125}})
	table := RelearnTable(r)
	want := [][]string{{"base", "20.0 %", "2.0", "0", "50.0 %"}, {"gold2", "40.0 %", "5.0", "0",
		"50.0 %"}, {"base, taught wrong labels", "20.0 %", "11.0", "18", "0.0 %"}}
	for i, row := range want {
		for j, cell := range row {
			if !strings.HasPrefix(table.Rows[i][j], cell) {
				t.Errorf("row %d, column %d: %s, want %s", i, j, table.Rows[i][j], cell)
			}
		}
	}
	// every pair differs by −3, which has no spread; a spread makes an interval
	for i := range r {
		if r[i].Method == names.Gold2 && r[i].Part == "known again" && r[i].Speaker == "ann" {
			r[i].Values = curve(6)
		}
	}
	text := RelearnSentence(r, names.Base)
	if !strings.Contains(text, "in 2.0 steps, gold2 in 5.2: sooner, as a model would that") ||
		!strings.Contains(text, "never gets there in 18 of 18 runs") {
		t.Error(text)
	}
	r[0].Values = []float64{0} // of base: nothing was lost
	if s, never := r.steps(names.Base); len(s.Pairs) != 17 || never != 0 {
		t.Errorf("%s, %d never, want 17 and none", s.Size(), never)
	}
	if text := RelearnSentence(nil, names.Base); text != "No model was taught." {
		t.Error(text)
	}
}

// Rounding raises base's share of right answers by 0.1 in every pair and does
// nothing to gold2's.
func TestRoundingBringsBack(t *testing.T) {
	r := madeUp(known{"rounding", "right, 8 bits", names.Base, []float64{0.5, 0.6}},
		known{"rounding", "right, 8 bits", names.Gold2, []float64{0.5, 0.5}})
	if text := RoundingSentence(r, names.Base); !strings.Contains(text, "by +9.98 [+9.80") ||
		!strings.Contains(text, "comes back, beyond") {
		t.Error(text)
	}
	if text := RoundingSentence(r, names.Gold2); !strings.Contains(text, "not shown to come back") {
		t.Error(text)
	}
}

// One block carries nearly all, both ways; and gold's blocks harm the speaker
// no more than gold2's do.
func TestPatchSentence(t *testing.T) {
	carried := []float64{0, 0, 0.1, 0.9, 0, 0}
	for i := range carried { // noise of a pair is below what counts as nothing
		carried[i] -= 0.025
	}
	truths := []known{{"patch", "into", names.Base, carried}, {"patch", "out of", names.Base,
		carried}}
	for _, d := range []struct{ giver, taker string }{{names.Gold, names.Original},
		{names.Gold2, names.Gold}} {
		truths = append(truths,
			known{"patch", "damage to " + d.taker + ", excluded", d.giver, []float64{9, 9, 9, 9, 9, 9}},
			known{"patch", "damage to " + d.taker + ", test", d.giver, []float64{8, 8, 8, 8, 8, 8}})
	}
	r := madeUp(truths...)
	text := PatchSentence(r, names.Base)
	for _, part := range []string{"`conv3` and `dense1` carried a part", "of `dense1`, +0.90",
		"lose 8.0 nats of margin; gold2's block in gold costs 8.0"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
	if table := DamageTable(r); len(table.Rows) != 12 || table.Rows[0][1] != none ||
		!strings.HasPrefix(table.Rows[0][2], "9.0") {
		t.Error(table.Text())
	}
}

// An estimate ranks for the right speaker, another for anybody, the third for
// nobody.
func TestInfluence(t *testing.T) {
	of := func(name string, own, foreign float64) []known {
		return []known{{"influence", "of the speaker", name, []float64{own}},
			{"influence", "of another speaker", name, []float64{foreign}}}
	}
	var all []known
	all = append(all, of(explain.TracInGoldName, 0.4, 0.2)...)
	all = append(all, of(explain.TracInOriginalName, 0.3, 0.3)...)
	all = append(all, of(explain.InfluenceStepName, -0.1, 0)...)
	r := madeUp(append(all, known{"influence", "effect", names.Gold2, []float64{0.7}})...)
	for i := range r { // equal but for noise that cancels
		if r[i].Method == explain.TracInOriginalName {
			r[i].Values[0] = 0.3
			if r[i].Part == "of the speaker" {
				r[i].Values[0] += alternate(r[i])
			}
		}
	}
	text := InfluenceSentence(r)
	for _, part := range []string{"`tracin-gold-path` ranked them better than chance, and better than " +
		"for another", "`tracin-original-end` ranked them better than chance, but no better",
		"`influence-step` did not rank"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
	if table := InfluenceTable(r); len(table.Rows) != 4 || table.Rows[3][0] != "gold2's effect" {
		t.Error(table.Text())
	}
}

// Maps of two coefficients and two frames: integrated gradients sum to 3 and 1
// by coefficient, occlusion ranks them the same way. Base's own map is better
// than a random order and no better than gold2's.
func TestInputs(t *testing.T) {
	truths := []known{
		{"map", "integrated gradients", names.Base, []float64{1, 2, 1, 0, -2, 0}},
		{"map", "occluded coefficients", names.Base, []float64{3, 1, -1}},
	}
	for _, part := range mapParts {
		truths = append(truths, known{"map", part + ", way and off", names.Original, []float64{0, 0}},
			known{"map", part + ", way and off", names.Base, []float64{0.5, 0.4}},
			known{"map", part + ", way and off", names.Gold2, []float64{0.9, 0.3}},
			known{"map", part + ", way and off", explain.Random, []float64{0.1, 3}})
	}
	r := madeUp(truths...)
	if s := mapsAgree(r, names.Base); len(s.Pairs) != 18 || s.Test().Mean != 1 {
		t.Errorf("gradients and occlusion agree by %v of %s", s.Test().Mean, s.Size())
	}
	if text := MapSentence(r, names.Base); !strings.Contains(text, "stayed on the original's side") {
		t.Error(text)
	}
	if table := MapTable(r); len(table.Rows) != 6 || table.Rows[3][0] != "integrated gradients, off "+
		"the way" {
		t.Error(table.Text())
	}
	falling, slow := []float64{4, 1, 0}, []float64{4, 3, 0} // areas 1.5 and 2.5, by trapezoids
	r = madeUp(known{"curve", "hidden by own map", names.Base, falling},
		known{"curve", "hidden by gold2", names.Base, falling},
		known{"curve", "hidden by random order", names.Base, slow},
		known{"curve", "shown by own map", names.Base, slow},
		known{"curve", "shown by gold2", names.Base, slow},
		known{"curve", "shown by random order", names.Base, falling})
	for i := range r {
		if strings.HasSuffix(r[i].Part, "gold2") {
			for k := range r[i].Values {
				r[i].Values[k] = fieldOf(r, r[i])[k] + alternate(r[i])
			}
		}
	}
	if text := HidingSentence(r, names.Base); !strings.Contains(text,
		"better than random order both when features are hidden and when they are shown (a gain of "+
			"+1.0") || !strings.Contains(text,
		"not better than gold2") {
		t.Error(text)
	}
}

// fieldOf is the own-map curve beside one by gold2's.
func fieldOf(all Readings, of records.Reading) []float64 {
	way, _, _ := strings.Cut(of.Part, " ")
	for _, x := range all {
		if x.Speaker == of.Speaker && x.Seed == of.Seed && x.Part == way+" by own map" {
			return x.Values
		}
	}
	panic("no such curve")
}

// Without readings every table says so, and every sentence.
func TestNothingRead(t *testing.T) {
	for name, table := range map[string]Table{"likeness": LikenessTable(nil, names.SetExcluded),
		"probe": LayerProbeTable(nil), "patch": PatchTable(nil), "map": MapTable(nil),
		"relearn": RelearnTable(nil), "influence": InfluenceTable(nil),
		"silhouette": SilhouetteTable(nil), "where": WhereTable(nil, names.Base)} {
		if len(table.Rows) != 0 || len(table.Notes) == 0 {
			t.Errorf("%s: %s", name, table.Text())
		}
	}
	for i, text := range []string{LikenessSentence(nil, names.Base),
		LayerProbeSentence(nil, names.Base), PatchSentence(nil, names.Base),
		MapSentence(nil, names.Base), HidingSentence(nil, names.Base), RoundingSentence(nil,
			names.Base), InfluenceSentence(nil), SilhouetteSentence(nil, names.Base),
		WhereSentence(nil, names.Base)} {
		if !strings.HasPrefix(text, "No") {
			t.Errorf("sentence %d: %s", i, text)
		}
	}
}

// The names of the layers are those of the paper's network, in order.
func TestLayersAreNamed(t *testing.T) {
	text := ""
	for i, q := range voice() {
		text += fmt.Sprint(q.Name, q.Place-i, " ")
	}
	if text != "conv10 conv20 conv30 dense10 dense20 dense30 " {
		t.Error(text)
	}
}
