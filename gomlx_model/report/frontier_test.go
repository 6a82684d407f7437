package report

import (
	"errors"
	"io/fs"
	"math"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// made returns a row of a frontier with a price, a way and their intervals.
func made(method string, share, price, way, half float64) FrontierRow {
	return FrontierRow{Method: method, Cost: Cost{Share: share},
		Price: Estimate{Mean: price, Low: price / 1.1, High: price * 1.1},
		F1:    Estimate{Mean: 1 - way/4},
		Way:   Way{Estimate: Estimate{Mean: way, Low: way - half, High: way + half}}}
}

// TestRetrainingFor: from 8 at 1/8 to 2 at 1/2 the line falls as 1/cost, so
// that it is 4 at 1/4; from there to gold's 1 at 1 it does too, so that √2 is
// bought for 1/√2. A one-cycle run is no point of it.
func TestRetrainingFor(t *testing.T) {
	rows := []FrontierRow{made("retrain-60", 0.5, 2, 1, 0), made("retrain-15", 0.125, 8, 1, 0),
		made("retrain-15-onecycle", 0.125, 1.2, 1, 0)}
	for _, c := range []struct {
		price, share float64
		reach        Reach
	}{{4, 0.25, Within}, {math.Sqrt2, 1 / math.Sqrt2, Within}, {1, 1, Within},
		{8, 0.125, Cheaper}, {9, 0.125, Cheaper}, {0.9, math.NaN(), NotReached}} {
		share, reach := RetrainingFor(rows, c.price)
		if reach != c.reach || !(math.Abs(share-c.share) < 1e-9) && !math.IsNaN(c.share) {
			t.Errorf("price %g: %g, %d; want %g, %d", c.price, share, reach, c.share, c.reach)
		}
	}
	if _, reach := RetrainingFor(rows[2:], 4); reach != NoLine {
		t.Errorf("without retraining at the constant rate: %d, want NoLine", reach)
	}
}

// TestFrontierSentence wants the answer that follows from numbers of known
// truth, one case for each.
func TestFrontierSentence(t *testing.T) {
	full := []FrontierRow{made("retrain-15", 0.125, 8, 1, 0), made("retrain-60", 0.5, 2, 1, 0)}
	for _, c := range []struct {
		name string
		row  FrontierRow
		line []FrontierRow
		want []string
	}{
		{"part of the way", made("base", 0.125, 4, 0.3, 0.1), full, []string{
			"at about 25 % of gold's passes (23 to 28 % over", "2.0 times as many as `base`",
			"`retrain-60` scores 0.750", "for less (`retrain-60`, 50.0 % of gold's passes)",
			"leaves 70.0 % of the way undone"}},
		{"only gold is enough", made("base", 0.125, 1.5, 0.3, 0.1), full, []string{
			"retrain without them, at gold's full length"}},
		{"no cheaper than retraining", made("base", 0.125, 9, 0.3, 0.1), full, []string{
			"12.5 % of gold's passes or less (`retrain-15`", "**Retrain for less:**"}},
		{"reaches gold", made("base", 0.125, 4, 0.9, 0.2), full, []string{"**Unlearn where"}},
		{"reaches gold, and best", made("base", 0.125, 0.9, 0.9, 0.2), full,
			[]string{"**Unlearn:**", "gold included, does as well"}},
		{"nothing forgotten", made("base", 0.125, 4, 0.01, 0.1), full, []string{
			"cannot be told from doing nothing"}},
		{"beyond gold", made("base", 0.125, 4, 2, 0.1), full, []string{"goes beyond gold"}},
		{"cheap and partial", made("base", 0.125, 0.9, 0.3, 0.1), full, []string{
			"whatever it costs the others"}},
		{"no line", made("base", 0.125, 4, 0.3, 0.1), nil, []string{"was not measured",
			"too little to advise by"}},
		{"no runs", made("conv-bn", 0.125, 4, 0.3, 0.1), full, []string{
			"no finished runs of base"}},
	} {
		got := FrontierSentence(append([]FrontierRow{c.row}, c.line...), names.Base)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", c.name, got, want)
			}
		}
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

// TestFrontierOfPublished compares retrain-30, as gold's traces give it, with
// what testdata/published.py computed from the same files. Traces have five
// digits.
func TestFrontierOfPublished(t *testing.T) {
	v, want := publishedFrontier(t), readGolden(t)
	rows, _ := Frontier(v, "retrain-30")
	if len(rows) != 1 || !rows[0].Traced {
		t.Skip("retrain-30 has runs of its own by now")
	}
	for i, got := range []float64{rows[0].Test.Mean, rows[0].Excluded.Mean, rows[0].Way.Mean} {
		if !(math.Abs(got-want.Retrain30[i]) <= 1e-3) {
			t.Errorf("number %d of retrain-30 is %.4f, want %.4f", i, got, want.Retrain30[i])
		}
	}
	if got := rows[0].Cost.Share; !(math.Abs(got-0.25) <= 1e-9) {
		t.Errorf("retrain-30 costs %v of gold, want a quarter", got)
	}
	text := FrontierTable(v).Text()
	for _, want := range []string{percent(want.Way[names.Base][2]), "read off gold's traces",
		"Left out, without finished runs: base, tuned; retrain-15-onecycle, tuned"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// publishedFrontier is publishedView with retraining from traces where it has
// no runs.
func publishedFrontier(t *testing.T) *records.View {
	t.Helper()
	traces, err := records.PublishedTraces()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	v, err := SelectFrontier(publishedRecords(t), traces, records.DefaultSelection())
	if err != nil {
		t.Fatal(err)
	}
	return v.Among(func(p records.PairKey) bool { return p.Seed <= 10 })
}
