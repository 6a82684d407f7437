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

// beside adds a method to byHand: base with F1 moved by as much, pair by pair,
// on test and on excluded, for twice its passes.
func beside(method string, by [4]float64) []records.Record {
	all := byHand()
	for _, r := range Only(all, names.Base) {
		i := 2*strings.Index("ab", r.Speaker[:1]) + r.Seed - 1
		r.Method, r.Key, r.Passes = method, method, 200
		r.F1 += by[i]
		all = append(all, r)
	}
	return all
}

// says fails unless one of the table's notes has each text.
func says(t *testing.T, table Table, texts ...string) {
	t.Helper()
	notes := strings.Join(table.Notes, "\n")
	for _, want := range texts {
		if !strings.Contains(notes, want) {
			t.Errorf("%s: the notes lack %q:\n%s", table.Title, want, notes)
		}
	}
}

// TestRetainedTable: base is 0.1 below the original with ann, 0.0999 on the
// mean of two seeds that differ by 0.0002, and 0.098 below with ben: means
// −0.0999 and −0.0979, and ± 12.7062·0.001.
func TestRetainedTable(t *testing.T) {
	table := RetainedTable(mustSelect(t, leveled(2, level{names.Original, names.SetRetained, 0.9, 0},
		level{names.Base, names.SetRetained, 0.8, 0.002})))
	hasRow(t, table, "base", "−0.0989", "[−0.1116, −0.0862]", "4 runs, 2 speakers")
	hasRow(t, table, "conv-bn", none, none, "0 runs, 0 speakers")
	says(t, table, "Not run: all-bn, conv-bn.")
}

// TestControlTable: base is 0.02 and 0.01 below gold on test, and 0.12 and 0.32
// above on excluded, mean 0.22 ± 12.7062·0.1. The control is 0.05 above base on
// every pair, a quarter and an eighth of the ways of 0.2 and 0.4: means 0.25
// and 0.125 have t = 0.1875/0.0625 = 3, which for one degree of freedom is p =
// 1 − 2/π·atan 3 = 0.205. A second gold is 0.02, 0.04, 0.02 and 0 from the
// first, with signs 0.02, −0.04, 0.02 and 0: means −0.01 and 0.01.
func TestControlTable(t *testing.T) {
	table := ControlTable(mustSelect(t, beside("no-noise", [4]float64{0.05, 0.05, 0.05, 0.05})))
	hasRow(t, table, "base", "−0.0150", "+0.2200", "[−1.0506, +1.4906]", none, none, none, "12.5 %",
		"4 runs, 2 speakers")
	hasRow(t, table, "no-noise", "+0.0350", "+0.2700", "[−1.0006, +1.5406]", "~",
		"[+0.0500, +0.0500]", "0.205", "25.0 %", "4 runs, 2 speakers")
	says(t, table, "Noise floor: on the excluded speaker, a second gold differs from the first by "+
		"0.0200, "+
		"the mean of the absolute differences (4 runs, 2 speakers); the signed mean, "+
		"which should be 0, is 0.0000 [−0.1271, +0.1271].")
}

// TestFrontierTableByHand: the measures of TestMeasuresByHand as a table prints
// them. The price is √3 between exp(0.5493 ∓ 12.7062·0.1438), whose middle is
// the mean of ln 2 and ln 1.5; the distances are 0.015 ± 12.7062·0.005 of a
// floor of 0.005, and 0.22 ± 12.7062·0.1 of 0.02.
func TestFrontierTableByHand(t *testing.T) {
	v := mustSelect(t, byHand())
	table := FrontierTable(v)
	hasRow(t, table, "base", "12.5 %", "3.0 %", "1.73 [0.28, 10.77]", "0.920",
		"30.0 % [−97.1, 157.1]", "26.7 %", "3.00 [−9.71, 15.71]", "11.00 [−52.53, 74.53]",
		"4 runs, 2 speakers")
	says(t, table, "as a share of gold's (1 thousand)",
		"0.0050 on test and 0.0200 on excluded. Over all seeds, gold2 is 1",
		"Left out (no finished runs): retrain-15; retrain-30; retrain-40; retrain-60; base, tuned;")
	hasRow(t, ShortFrontierTable(v), "base", "12.5 %", "3.0 %", "1.73", "0.920",
		"30.0 % [−97.1, 157.1]")
	rows, missing := Frontier(v, names.Base, "retrain-15", names.Gold2)
	if len(rows) != 2 || rows[0].Method != names.Base || rows[0].Traced ||
		strings.Join(missing, " ") != "retrain-15" {
		t.Errorf("%d rows, missing %v", len(rows), missing)
	}
}

// TestAnalysisTables: all-bn is 0.01, 0.03 (ann) and −0.01, 0.02 (ben) above
// base, on average 0.0125 with a standard deviation of 0.01708: SciPy gives p
// 0.239 by t and 0.375 by signed ranks. The speakers' means are 0.02 and 0.005,
// so that of the four resamples two are 0.0125 and the quantiles lie at 0.075
// and 2.925 of 3. Within a speaker the squares are 2·0.01² and 2·0.015², and
// their mean over two degrees of freedom is more than that between speakers.
func TestAnalysisTables(t *testing.T) {
	a := Analyse(mustSelect(t, beside(names.AllBN, [4]float64{0.01, 0.03, -0.01, 0.02})))
	hasRow(t, a.PairsTable(), "all-bn − base, excluded", "~", "0.239", "0.375",
		"[+0.0056, +0.0194]", "+0.73", "0.0000", "0.0180", "4")
	says(t, a.PairsTable(), "4 pairs: the test assumes that their differences are normal",
		"2 clusters: a percentile interval from so few covers less than 95 %.")
	c := comparison(t, a, "all-bn − base, excluded")
	pairs, _ := stats.PairsNeeded(0.0071 / stats.PairedT(c.Sample.Values()).SD)
	hasRow(t, a.PowerTable(), "all-bn − base, excluded", "2", plain(stats.SmallestEffect(2), 2),
		plain(stats.SmallestEffect(2)*0.015/math.Sqrt2, 4), "−0.0071", plain(float64(pairs), 0))
	hasRow(t, a.PowerTable(), "conv-bn − base, test", "0", none, none, "+0.0030", none)
	// By the way: −0.1, −0.0125 of means −0.2 and −0.4. Of four signs two
	// reach.
	hasRow(t, a.Table(), "all-bn − base, excluded", "−0.0071", "~", "[−0.0828, +0.1078]",
		"−5.6 points of the way [−61.2, +50.0]", FormatP(c.Primary.P), FormatP(c.Corrected), "0.500",
		FormatP(c.Equal.P), "undecided", "4 runs, 2 speakers")
	hasRow(t, a.Table(), "conv-bn − base, test", "+0.0030", "~", none, none, none, none, none, none,
		"not run", "0 runs, 0 speakers")
	says(t, a.Table(), "Paired t test over speaker means", "±5 points of the way or a ratio of 0.8 "+
		"to 1.25", "its differences are +0.0030 on test and −0.0197 on excluded", "Not run: conv-bn.")
}

// TestSpreadTable: base − gold on test is −0.02 twice and −0.01 twice. Nothing
// lies within speakers; between them MSB is 2·2·0.005² = 1e-4, half of which is
// s²: SE² is 5e-5/2, with a third speaker 5e-5/3, and seeds change nothing.
// Half of an interval is 12.7062 and 4.30265 times that.
func TestSpreadTable(t *testing.T) {
	table := SpreadTable(mustSelect(t, byHand()))
	hasRow(t, table, "base − gold, F1, test", "0.0071", "0.0000", "1.00", "[1.00, 1.00]",
		"0.0635", "0.0176", "0.0635", "4 pairs, 2 speakers")
	says(t, table, "of base − gold, F1, test to 100.0 % of today's, one more speaker to 27.6 %")
	if text := SpreadTable(mustSelect(t, nil)).Text(); !strings.Contains(text,
		"at least two speakers with two seeds each") {
		t.Errorf("of nothing:\n%s", text)
	}
}

// TestClaimsRow: base goes 0.65625 and 0.421053 of ann's and ben's way
// (TestScalesByHand): t = 4.58, p = 1 − 2/π·atan 4.58 = 0.137, which Holm over
// twelve cells, ten of them not run, makes 1; of four signs two reach the sum.
func TestClaimsRow(t *testing.T) {
	e := Evidence{Batch: mustSelect(t, fourRuns())}
	c := find(t, Claims(e), "F1 of base − original, excluded")
	equal := stats.TOST([]float64{0.21 / 0.32, 0.16 / 0.38}, WayMargin)
	row := []string{"F1 of base − original, excluded", "Table 1", "−0.1596",
		"−0.1850 [−0.5027, +0.1327]; +53.9 points of the way [−95.6, +203.3]", "1.000", "0.500",
		"undecided", "inside " + between(c.Prediction.Low, c.Prediction.High, 3),
		"not shown to be within ±5 points of the way (TOST p " + FormatP(equal.P) +
			"); by speaker from −0.2100 (ann) to −0.1600 (ben)", "4 runs, 2 speakers"}
	hasRow(t, ClaimsTable(Claims(e)), row...)
}

// TestDrawsRow: without seeds that confirm a claim is set beside nothing.
func TestDrawsRow(t *testing.T) {
	e := Evidence{Batch: mustSelect(t, fourRuns())}
	table := DrawsTable(e)
	i := 0
	for ; i < len(table.Rows) && table.Rows[i][0] != "F1 of base − original, excluded"; i++ {
	}
	if i == len(table.Rows) {
		t.Fatalf("no such claim in\n%s", table.Text())
	}
	row := table.Rows[i]
	for k, want := range []string{row[0], "−0.1596", none, "not run", "no number",
		"−0.1850 [−0.5027, +0.1327]; +53.9 points of the way [−95.6, +203.3]", "undecided"} {
		if row[k] != want {
			t.Errorf("column %d is %q, want %q", k, row[k], want)
		}
	}
	if row[8] != none {
		t.Errorf("one draw agrees with itself: %q", row[8])
	}
}

// TestAgreementTableByHand: two speakers' shares of 0.5 and 0.7 have the mean
// 0.6 and ± 12.7062·0.1; the margins on test are half of gold's, and their
// difference to excluded falls by 1 and 2, half of the way. Without records
// there is no confidence.
func TestAgreementTableByHand(t *testing.T) {
	two := func(a, b float64) records.Sample { return samples([]float64{a}, []float64{b}) }
	list := []Agreement{
		{Method: names.Base, AsGold: two(0.5, 0.7), WrongToo: two(0.2, 0.4), WrongAlone: two(0, 0),
			SameWrong: two(0.25, 0.75), Rank: two(0.5, 0.5), Test: two(4, 6),
			GoldTest: two(8, 12), Gone: two(-1, -2), Room: two(-2, -4)},
		{Method: names.Gold2, WrongToo: two(0.6, 0.6), WrongAlone: two(0.05, 0.05)},
		{Method: "noise-0.16", WrongToo: two(0.9, 0.9), WrongAlone: two(0.8, 0.8)}}
	hasRow(t, AgreementTable(list), "base", "60.0 % [−67.1, 187.1]", "30.0 % [−97.1, 157.1]",
		"0.0 % [0.0, 0.0]", "50.0 %", "0.50 [0.50, 0.50]", "2 runs, 2 speakers")
	hasRow(t, SofteningTable(list[:1], mustSelect(t, nil)), "base", "5.0", "50.0 % [50.0, 50.0]",
		none, none, "−1.5 [−7.9, +4.9]", "50.0 % [50.0, 50.0]", none, none, "2 runs, 2 speakers")
	want := "`base` errs on 30.0 % (a second gold 60.0 %, noise that only damages 90.0 %) of the " +
		"excluded clips that gold gets wrong, and on 0.0 % (a second gold 5.0 %, noise that only " +
		"damages 80.0 %) of those it gets right. On gold's errors, it errs 50.0 % as often as a " +
		"second gold. Where both err, it gives gold's wrong answer to 50.0 % (a second " +
		"gold –, noise that only damages –). Its margins order the clips like gold's with a " +
		"rank correlation of 0.50 (a second gold –, noise that only damages –). On the other " +
		"speakers' test clips its margins are 50.0 % of gold's ([50.0, 50.0]): it is less sure " +
		"of everybody than gold is."
	if got := AgreementSentence(list, names.Base); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestAttackTable: by hand as TestProbeTable, and of protocol M alone.
func TestAttackTable(t *testing.T) {
	table := AttackTable(measured("M", records.AttackMeasure, 0.5, map[string]float64{"gold": 0.5,
		"base": 0.6}))
	hasRow(t, table, "gold", "0.625", none, none, "2 runs, 2 speakers")
	// 0.6 and 0.9 less 0.5 and 0.75
	hasRow(t, table, "base", "0.750", "+0.125", "[−0.193, +0.443]", "2 runs, 2 speakers")
	if rows := AttackTable(measured("P", records.AttackMeasure, 0, map[string]float64{"gold": 1})).Rows; len(
		rows) != 0 {
		t.Errorf("protocol P has rows of an attack: %v", rows)
	}
}

// TestTuningTable: the distances are means over speakers, their sum is the
// score, and each choice stands beside its trial.
func TestTuningTable(t *testing.T) {
	tuning := Tuning{Trials: []Trial{
		{Method: names.Base, Validation: map[string]float64{"ann": 1, "ben": 3},
			Excluded: map[string]float64{"ann": 2, "ben": 1}},
		{Method: names.Base, Settings: "noise=0.1", Validation: map[string]float64{"ann": 1},
			Excluded: map[string]float64{"ann": 1}}},
		Choices: []Choice{{Method: names.Base, By: []string{"ann"}, For: []string{"ben"}}}}
	hasRow(t, TuningTable(tuning), "base", "default", "2.00", "1.50", "3.50", "ben (by ann)")
	hasRow(t, TuningTable(tuning), "base", "noise=0.1", "1.00", "1.00", "2.00", none)
}

// TestLotteryRow: three seeds of one speaker are one study. Base − original is
// −0.19, −0.2 and −0.21: t = −34.6, p below 0.001. One speaker predicts
// nothing.
func TestLotteryRow(t *testing.T) {
	var all []records.Record
	for seed, f1 := range []float64{0.81, 0.8, 0.79} {
		for method, x := range map[string]float64{names.Original: 1, names.Base: f1} {
			all = append(all, records.Record{Protocol: "P", Norm: "batch", Speaker: "ann",
				Seed: seed + 1, Method: method, Set: names.SetExcluded, F1: x, Status: "ok", Key: method})
		}
	}
	table := LotteryTable(mustSelect(t, all))
	hasRow(t, table, "base − original, excluded", "−0.1596", "100.0 %", "0.0 %", "0.0 %", "100.0 %",
		"0.0 %", "0.0 %")
	says(t, table, "Up to 1 mini-studies per row", "not significant: 0 of 1.",
		"contains 0.0 % to 0.0 % of the mini-studies' means")
	for _, r := range slices.Clone(all) { // a second speaker, with the same mean
		r.Speaker = "ben"
		if r.Method == names.Base {
			r.F1 = 0.8 + 2*(r.F1-0.8)
		}
		all = append(all, r)
	}
	hasRow(t, LotteryTable(mustSelect(t, all)), "base − original, excluded", "−0.1596", "100.0 %",
		"0.0 %", "0.0 %", "100.0 %", "0.0 %", "100.0 %")
	says(t, LotteryTable(mustSelect(t, nil)), "No speaker has 3 finished pairs.")
}

// TestMultiverseRow: byHand under another batch, with a retraining that is
// gold.
func TestMultiverseRow(t *testing.T) {
	all := byHand()
	for _, r := range Only(all, names.Gold) {
		r.Method, r.Key = "retrain-30", "r"
		all = append(all, r)
	}
	for _, r := range all {
		r.Settings, r.Key = "batch=32;dense=64", r.Key+"other"
		all = append(all, r)
	}
	universes, err := Universes(all)
	if err != nil {
		t.Fatal(err)
	}
	table := MultiverseTable(universes)
	for _, name := range []string{"ours", "batch=32, dense=64"} {
		hasRow(t, table, name, "0.990", "0.985", "0.700", "30.0 %", "1.73", none, "1.00", "0.220",
			"0.020", "4 runs, 2 speakers")
	}
	says(t, table, "Some choice lacks runs") // of conv-bn
}

// TestAmongMagnitudes: magnitudes go with their pairs, and a layer without any
// goes.
func TestAmongMagnitudes(t *testing.T) {
	e := Evidence{Batch: mustSelect(t, fourRuns()), Magnitudes: []records.LayerSample{
		{Layer: "conv1", Sample: samples([]float64{1, 2})}, {Layer: "conv2", Sample: samples([]float64{3})}}}
	of := e.Among(func(p records.PairKey) bool { return p.Seed == 2 })
	if len(of.Batch.Pairs()) != 2 || len(of.Magnitudes) != 1 || of.Magnitudes[0].Layer != "conv1" ||
		len(of.Magnitudes[0].Sample.Pairs) != 1 || len(e.Magnitudes[0].Sample.Pairs) != 2 {
		t.Errorf("seed 2 has %d pairs and %+v", len(of.Batch.Pairs()), of.Magnitudes)
	}
	for seed, want := range map[int][2]bool{0: {}, 1: {true}, 10: {true}, 11: {false, true},
		20: {false, true}, 21: {}} {
		p := records.PairKey{Seed: seed}
		if got := [2]bool{Exploring(p), Confirming(p)}; got != want {
			t.Errorf("seed %d explores, confirms: %v, want %v", seed, got, want)
		}
	}
}
