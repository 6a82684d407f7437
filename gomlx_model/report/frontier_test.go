package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// made returns a row of a frontier with a price, a way and their intervals.
func made(method string, share, price, way, half float64) FrontierRow {
	return FrontierRow{Method: method, Cost: Cost{Share: share},
		Errors: Estimate{Mean: price / 100}, GoldErrors: Estimate{Mean: 0.01},
		Price:  Estimate{Mean: price, Low: price / 1.1, High: price * 1.1},
		F1:     Estimate{Mean: 1 - way/4},
		Way:    Way{Estimate: Estimate{Mean: way, Low: way - half, High: way + half}},
		AsGold: stats.Equivalence{P: math.NaN()}}
}

// TestRetrainingFor: from 8 at 1/8 to 2 at 1/2 the line falls as 1/cost, so
// that it is 4 at 1/4; from there to gold's 1 at 1 it does too, so that √2 is
// bought for 1/√2.
func TestRetrainingFor(t *testing.T) {
	rows := []FrontierRow{made("retrain-60", 0.5, 2, 1, 0), made("retrain-15", 0.125, 8, 1, 0),
		made("retrain-30-onecycle", 0.25, 5, 1, 0)} // beside the line: what is bought is at 4
	for _, c := range []struct {
		price, share float64
		reach        Reach
	}{{math.Sqrt2, 1 / math.Sqrt2, Within}, {1, 1, Within}, {2, 0.5, Within},
		{8, 0.125, Cheaper}, {9, 0.125, Cheaper}, {0.9, math.NaN(), NotReached}} {
		share, reach := RetrainingFor(rows, c.price)
		if reach != c.reach || !(math.Abs(share-c.share) < 1e-9) && !math.IsNaN(c.share) {
			t.Errorf("price %g: %g, %d; want %g, %d", c.price, share, reach, c.share, c.reach)
		}
	}
	if share, _ := RetrainingFor(rows[:2], 4); math.Abs(share-0.25) > 1e-9 {
		t.Errorf("without one cycle the price of 4 costs %g, want a quarter", share)
	}
	if _, reach := RetrainingFor([]FrontierRow{made("base", 0.1, 2, 1, 0)}, 4); reach != NoLine {
		t.Errorf("without retraining: %d, want NoLine", reach)
	}
}

// TestLine: the envelope of all retrainings takes the cheaper of two that cost
// the same, leaves out what a shorter one beats, gold included, and may be of
// tuned cycles: retrain-15-onecycle reaches the price of base at base's own
// cost.
func TestLine(t *testing.T) {
	rows := []FrontierRow{made("retrain-15", 0.125, 8, 1, 0), made("retrain-30", 0.25, 2, 1, 0),
		made("retrain-40", 1./3, 2.5, 1, 0), made("retrain-15-onecycle", 0.125, 5, 1, 0),
		made("retrain-15-onecycle, tuned", 0.125, 3, 1, 0), made("retrain-60", 0.5, 0.9, 1, 0),
		made("base", 0.125, 0.1, 1, 0)}
	var got []string
	for _, r := range line(rows) {
		got = append(got, r.Method)
	}
	if want := []string{"retrain-15-onecycle, tuned", "retrain-30", "retrain-60"}; !slices.Equal(got,
		want) {
		t.Errorf("the line is %v, want %v", got, want)
	}
	rows[6] = made("base", 0.125, 4, 0.3, 0.1)
	a, _ := answerOf(rows, names.Base, "")
	if a.advice() != retrainForIt || a.enough.Method != "retrain-15-onecycle, tuned" {
		t.Errorf("advice %d by %q, want to retrain by the tuned cycle", a.advice(), a.enough.Method)
	}
}

// TestShortRows: base and base as tuned both have a row; of the retrainings
// those on the line do, without what another beats and what costs half of gold.
func TestShortRows(t *testing.T) {
	var got []string
	for _, r := range shortRows([]FrontierRow{made("retrain-60", 0.5, 1.2, 1, 0),
		made("retrain-15", 0.125, 8, 1, 0), made("retrain-15-onecycle, tuned", 0.125, 3, 1, 0),
		made("retrain-30", 0.25, 2, 1, 0), made("all-bn", 0.125, 4, 0.3, 0),
		made("base", 0.125, 4, 0.3, 0), made("base, tuned", 0.125, 3, 0.4, 0),
		made("gold2", 1, 1, 1, 0)}) {
		got = append(got, r.Method)
	}
	if want := []string{"gold2", "base", "base, tuned", "retrain-15-onecycle, tuned",
		"retrain-30"}; !slices.Equal(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
}

// within is a row that is shown to be as gold.
func within(r FrontierRow) FrontierRow {
	r.AsGold.P = 0.01
	return r
}

// TestAnswer wants the answer that follows from numbers of known truth, one
// case for each. A wide interval that holds gold does not make a method gold.
func TestAnswer(t *testing.T) {
	full := []FrontierRow{made("retrain-15", 0.125, 8, 1, 0), made("retrain-60", 0.5, 2, 1.1, 0)}
	for _, c := range []struct {
		name   string
		row    FrontierRow
		line   []FrontierRow
		advice advice
		want   []string
	}{
		{"part of the way", made("base", 0.125, 4, 0.3, 0.1), full, retrainLess, []string{
			"at about 25 % (23 to 28 % by its interval)", "2.0 times as many", "0.725 for `retrain-60`",
			"(above 100 %: scoring below gold)",
			"1.0 % for gold, 4.0 % for `base` and 2.0 % for `retrain-60`",
			"for less (`retrain-60`, 50.0 % of gold's passes)", "leaves 70.0 % of the way undone"}},
		{"only gold is enough", made("base", 0.125, 1.5, 0.3, 0.1), full, retrainLess, []string{
			"retrain without them, at gold's full length"}},
		{"no cheaper than retraining", made("base", 0.125, 9, 0.3, 0.1), full, retrainForIt,
			[]string{"12.5 % or less (`retrain-15`", "**Retrain for less (`retrain-15`):**"}},
		{"as gold", within(made("base", 0.125, 4, 0.9, 0.2)), full, unlearnScores,
			[]string{"**Unlearn if"}},
		{"as gold, and best", within(made("base", 0.125, 0.9, 0.9, 0.2)), full, unlearnBest,
			[]string{"**Unlearn:**", "gold included, does as well"}},
		{"an interval that holds gold", made("base", 0.125, 4, 0.7, 0.4), full, retrainLess,
			[]string{"leaves 30.0 % of the way undone"}},
		{"so wide that it holds both", made("base", 0.125, 4, 0.5, 0.6), full, doesNothing,
			[]string{"is not shown to forget anything"}},
		{"nothing forgotten", made("base", 0.125, 4, 0.01, 0.1), full, doesNothing, []string{
			"is not shown to forget anything"}},
		{"beyond gold", made("base", 0.125, 4, 2, 0.1), full, damaging, []string{
			"goes beyond gold"}},
		{"cheap and partial", made("base", 0.125, 0.9, 0.3, 0.1), full, retrainAnyway, []string{
			"whatever it costs the others"}},
		{"no line", made("base", 0.125, 4, 0.3, 0.1), nil, tooLittle, []string{
			"was not measured", "too few to advise by"}},
	} {
		a, ok := answerOf(append([]FrontierRow{c.row}, c.line...), names.Base, "")
		got := a.tell(names.Base, "") + " " + a.advise()
		if !ok || a.advice() != c.advice {
			t.Errorf("%s: advice %d, want %d", c.name, a.advice(), c.advice)
		}
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", c.name, got, want)
			}
		}
	}
	if _, ok := answerOf(full, names.Base, ""); ok {
		t.Error("without runs of base there is an answer")
	}
	if text := FrontierSentence(mustSelect(t, nil), names.Base); !strings.Contains(text,
		"no finished runs of base") {
		t.Errorf("of nothing: %q", text)
	}
}

// TestAdviseBoth: two draws that find other retrainings enough are both named,
// by epochs where the rate is constant; two that advise other things are both
// told; a draw without a line changes nothing.
func TestAdviseBoth(t *testing.T) {
	rows := func(price float64, second string) []FrontierRow {
		return []FrontierRow{made("base", 0.125, price, 0.3, 0.1), made("retrain-15", 0.125, 8, 1, 0),
			made("retrain-30", 0.25, 4, 1, 0), made(second, 1./3, 2, 1, 0)}
	}
	of := func(list []FrontierRow, seeds string) answer {
		a, _ := answerOf(list, names.Base, seeds)
		return a
	}
	head := of(rows(4.5, "retrain-40"), "11–20")
	for _, c := range []struct {
		name  string
		other answer
		want  string
	}{
		{"the same", of(rows(5, "retrain-40"), "1–10"), head.advise()},
		{"no line", of(rows(5, "retrain-40")[:1], "1–10"), head.advise()},
		{"none", answer{}, head.advise()},
		{"longer", of(rows(3, "retrain-40"), "1–10"),
			"for 30 to 40 epochs (25 to 33.3 % of gold's passes; the two sets of seeds differ);**"},
		{"one cycle", of(rows(3, "retrain-40-onecycle"), "1–10"),
			"`retrain-30` to `retrain-40-onecycle` (25 to"},
		{"another", of(rows(9, "retrain-40"), "1–10"),
			"Seeds 1–10 alone would advise otherwise: **Retrain for less (`retrain-15`):**"},
	} {
		if got := adviseBoth(head, c.other); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q lacks %q", c.name, got, c.want)
		}
	}
	longer := of(rows(3, "retrain-40"), "1–10")
	if a, b := adviseBoth(head, longer), adviseBoth(longer, head); strings.Contains(b, "40 to 30") ||
		!strings.Contains(a, "for 30 to 40") {
		t.Errorf("in either order the shorter comes first: %q", b)
	}
}

// TestAsTuned: the sum of both distances decides, and the sentence says it.
func TestAsTuned(t *testing.T) {
	far := func(r FrontierRow, test, excluded float64) FrontierRow {
		r.Test.Mean, r.Excluded.Mean = test, excluded
		return r
	}
	base := far(made("base", 0.125, 4, 0.3, 0.1), 2, 4)
	for _, c := range []struct {
		tuned FrontierRow
		want  string
		says  string
	}{
		{far(made("base, tuned", 0.125, 4, 0.4, 0.1), 3, 2.5), "base, tuned",
			"nearer to gold (sum of distances 5.50, untuned 6.00), so the rest is about " +
				"`base, tuned`"},
		{far(made("base, tuned", 0.125, 4, 0.4, 0.1), 3, 3.5), "base",
			"no nearer to gold (sum of distances 6.50, untuned 6.00)"},
	} {
		rows := []FrontierRow{base, c.tuned}
		method := asTuned(rows, names.Base)
		a, _ := answerOf(rows, method, "")
		if got := a.tell(names.Base, ""); method != c.want || !strings.Contains(got, c.says) {
			t.Errorf("%s: %q, want %s and %q", method, got, c.want, c.says)
		}
	}
	if method := asTuned([]FrontierRow{base}, names.Base); method != names.Base {
		t.Errorf("never tuned: %s", method)
	}
}

// TestRetrainFromTraces: a trace of 30 epochs gives retrain-15 half of gold's
// passes, and its last epoch is gold itself. A list with runs of retrain-15
// gets none.
func TestRetrainFromTraces(t *testing.T) {
	run := records.Run{Name: records.Name{Speaker: "ann", Seed: 1, Method: names.Gold}}
	for epoch := 1; epoch <= 30; epoch++ {
		for _, set := range []string{names.SetTest, names.SetTraining} {
			run.Trace = append(run.Trace, records.TracePoint{Epoch: epoch, Set: set,
				F1: float64(epoch) / 100})
		}
	}
	list := byHand()
	for i := range list {
		list[i].Passes = list[i].Passes / 800 * 600
	}
	got := RetrainFromTraces(list, []records.Run{run})
	if len(got) != 1 || got[0].Method != "retrain-15" || got[0].F1 != 0.15 ||
		got[0].Passes != 300 || got[0].Key != "gold@15" || !math.IsNaN(got[0].Accuracy) {
		t.Fatalf("%+v, want one record of retrain-15 on test", got)
	}
	if again := RetrainFromTraces(append(list, got...), []records.Run{run}); len(again) != 0 {
		t.Errorf("%d records beside runs, want none", len(again))
	}
}
