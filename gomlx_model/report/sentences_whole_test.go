package report

import (
	"math"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// TestWholeSentences holds every computed sentence, to its last digit, against
// records whose truth is known; the tests of each sentence say how its numbers
// come about. In leveled the second speaker differs by the spread and the
// second seed by a tenth of it, so that the speakers' means are spread/20 and
// 21·spread/20 above the level.
func TestWholeSentences(t *testing.T) {
	const o, g, b, c = names.Original, names.Gold, names.Base, names.ConvBN
	const x, y, h = names.SetExcluded, names.SetTest, names.SetExcludedHeld
	v := func(levels ...level) *records.View { return mustSelect(t, leveled(2, levels...)) }
	one := func(levels ...level) *records.View { return mustSelect(t, leveled(1, levels...)) }
	four := mustSelect(t, fourRuns())
	layers := func(means ...float64) (list []records.LayerSample) {
		for i, mean := range means {
			list = append(list, records.LayerSample{Layer: []string{"conv1", "conv2", "dense1"}[i],
				Sample: samples([]float64{mean})})
		}
		return list
	}
	weights := func(places ...place) []records.Run { return []records.Run{moved(1, b, places...)} }
	at := func(phase, layer string, distance float64) place {
		return place{phase, layer, "weights", o, distance}
	}
	for _, s := range []struct{ what, got, want string }{
		{"cells of one speaker", ChangeSentence(one(level{o, x, 0.9, 0}, level{o, y, 0.9, 0},
			level{b, x, 0.74, 0.01}, level{b, y, 0.89, 0.01})), "Our interval contains the paper's " +
			"number in 1 of 2 cells (2 runs, 1 speaker): `base` on excluded; the widest of these " +
			"intervals spans 0.013. It does not for `base` on test; there ours is nearer to 0 in 1 of 1."},
		{"speakers", SpeakerSentence(four), "What there is to forget, original − gold, ranges from " +
			"+0.320 for ann to +0.380 for ben, 1.2 times as much (mean +0.350 [−0.031, +0.731]; 4 " +
			"runs, 2 speakers). Base ends above gold for 2 of 2 speakers, in 4 of 4 runs."},
		{"confidence", ConfidenceSentence(v(level{o, x, 0.9, 0}, level{g, x, 0.7, 0},
			level{b, x, 0.8, 0.001}, level{o, y, 0.9, 0}, level{g, y, 0.9, 0}, level{b, y, 0.8, 0.001})),
			"On the excluded speaker, confidence is 0.450 for the original and 0.350 for gold (4 runs, 2 " +
				"speakers): `base` (0.400) fell and ended surer than gold. On test, confidence is 0.450 " +
				"for the original and 0.450 for gold (4 runs, 2 speakers): `base` (0.400) fell and ended " +
				"less sure than gold. 1 of 1 scheme fell on both sets, so part of the fall is a general " +
				"loss of confidence."},
		{"retained", RetainedSentence(v(level{o, "retained", 0.9, 0}, level{b, "retained", 0.8, 0.002},
			level{c, "retained", 0.85, 0.002})), "On the retained clips, `base` and `conv-bn` lost; the " +
			"largest loss is −0.0989 [−0.1116, −0.0862], of `base` (4 runs, 2 speakers)."},
		{"retained, gained", RetainedSentence(v(level{o, "retained", 0.9, 0},
			level{b, "retained", 0.95, 0.002}, level{c, "retained", 0.93, 0.002})), "On the retained " +
			"clips, `base` and `conv-bn` gained; by the means none lost, and the smallest gain is " +
			"+0.0311 " +
			"[+0.0184, +0.0438], of `conv-bn` (4 runs, 2 speakers)."},
		{"held", HeldSentence(v(level{o, x, 0.95, 0}, level{o, h, 0.9, 0}, level{g, x, 0.7, 0},
			level{g, h, 0.7, 0})), "Memory of clips is the score on clips to forget minus that on unheard " +
			"clips of the same voice, minus gold's difference: `original` (+0.050 [+0.050, " +
			"+0.050]) (4 runs, 2 speakers). Knowledge of the voice is the score on unheard clips " +
			"minus gold's: `original` (+0.200 [+0.200, +0.200]). Memory of clips is shown for `original`, " +
			"knowledge of the voice for `original`."},
		{"a layer that stays", MovedSentence(weights(at("reset", "conv1", 0.5), at("noise1", "conv1", 0.5),
			at("finetune", "conv1", 0.75)), b), "The layer that each part moves farthest from the " +
			"original, in shares of the original's norm: the reset conv1, by 0.50; the noise none; " +
			"fine-tuning " +
			"conv1, by 0.25 (means, 1 run, 1 speaker). At the end, conv1 is farthest, at 0.75, and conv1 " +
			"nearest, at 0.75."},
		{"magnitudes", MagnitudeSentence(layers(0.4, 0, 0.1), 0.08), "One round of noise is 0.80 times " +
			"the mean magnitude of a weight in dense1 and 0.20 times in conv1: one scale, 4.0 times as " +
			"strong in one layer as in another (1 run, 1 speaker). The paper's bound of 0.2 for a " +
			"weight would make it 0.40 times; it is less only in conv1."},
		{"no weak layer", MagnitudeSentence(layers(0.2, 0.1), 0.08), "One round of noise is 0.80 times " +
			"the mean magnitude of a weight in conv2 and 0.40 times in conv1: one scale, 2.0 times as " +
			"strong in one layer as in another (1 run, 1 speaker). The paper's bound of 0.2 for a " +
			"weight would make it 0.40 times; it is at least that in every layer."},
		// 0.8·√4 and 0.2·√1
		{"draws", DrawSentence(layers(0.4, 0.3, 0.1), 0.08, [][]string{{"dense1"}, {"dense1", "conv1"},
			{"dense1"}, {"dense1"}}), "Rounds add up by squares, before training repairs any of it: in " +
			"this run dense1, drawn in 4 of 4 rounds, gets noise of 1.60 times its weights' mean " +
			"magnitude, and conv1, drawn in 1 of 4 rounds, gets noise of 0.20 times its weights' mean " +
			"magnitude, so the first is noised 8.0 times as strongly; never drawn: conv2."},
		{"one layer drawn", DrawSentence(layers(0.4), 0.08, [][]string{{"conv1"}}), "Rounds add up by " +
			"squares, before training repairs any of it: in this run conv1, drawn in 1 of 1 rounds, " +
			"gets noise of 0.20 times its weights' mean magnitude."},
		{"controls", ControlSentence(v(level{o, x, 0.9, 0}, level{g, x, 0.7, 0}, level{g, y, 0.9, 0},
			level{b, x, 0.8, 0}, level{"noise-first", x, 0.8, 0.002}, level{"noise-first", y, 0.9, 0.001})),
			"Not shown to differ from base: `noise-first` (+0.001); their intervals allow for " +
				"differences up " +
				"to 0.014 (`noise-first`). In brackets: control − base in F1 on the excluded speaker; " +
				"for the damaged, " +
				"control − gold on test (4 runs, 2 speakers)."},
		{"the end of the phases", PhaseSentence(&records.Results{Runs: []records.Run{{Name: records.Name{
			Speaker: "ann", Seed: 1, Method: b}, Result: records.Result{Trace: []records.TracePoint{
			{Phase: "start", Set: y, F1: 0.9}, {Phase: "start", Set: x, F1: 1},
			{Phase: "finetune", Epoch: 5, Set: y, F1: 0.8}, {Phase: "finetune", Epoch: 5, Set: x,
				F1: 0.75}}}}}}, b), "The parts of `base` change macro F1 on the excluded speaker, by " +
			"fine-tuning −0.250, and on test, by fine-tuning −0.100 (1 run, 1 speaker). On the excluded " +
			"speaker fine-tuning takes most, though one value has no interval."},
		{"trained", TrainedSentence(four), "On the excluded speaker original − gold is +0.350 [−0.031, " +
			"+0.731] (4 runs, 2 speakers): it is not shown that there is anything to forget, since the " +
			"interval contains 0. The paper implies +0.30, which our interval contains. On test it is " +
			"+0.3500 " +
			"[−0.0312, +0.7312]: hearing the speaker is not shown to matter to the other voices, since " +
			"the interval contains 0. There the paper implies −0.02 to −0.01, which our interval contains."},
	} {
		if s.got != s.want {
			t.Errorf("%s:\ngot  %s\nwant %s", s.what, s.got, s.want)
		}
	}
}

// TestCostSentenceTies: of methods that cost the same the first is named.
func TestCostSentenceTies(t *testing.T) {
	all := fourRuns()
	for method, passes := range map[string]int{"finetune": 100, "no-noise": 50} {
		for _, r := range Only(fourRuns(), names.Base) {
			r.Method, r.Key, r.Passes = method, method, passes
			all = append(all, r)
		}
	}
	const want = "Unlearning costs from 6.2 % (`no-noise`) to 12.5 % (`base`) of gold's passes, with 2 " +
		"of 3 methods at the paper's 12.5 % (4 runs, 2 speakers)."
	if got := CostSentence(mustSelect(t, all)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestMistakesBesideGold: a method with too few mistakes is not set beside
// gold.
func TestMistakesBesideGold(t *testing.T) {
	c := twoVoices()
	r := answered2(c, 1, map[string][2]int{names.Gold: {1, 6}, "few": {1, 0}})
	got, err := MistakesSentence(r, c, names.SetExcluded, "few", names.Gold)
	const want = "`few` makes 1 mistake in 20 answers of 1 run, too few to read a pattern from. `gold` " +
		"makes 7 mistakes in 20 answers of 1 run, most often with “1”: 6 of its 10 clips, 85.7 % of all " +
		"mistakes; 6 of these it takes for “0”."
	if err != nil || got != want {
		t.Errorf("%v\ngot  %s\nwant %s", err, got, want)
	}
}

// TestOutcomes counts comparisons of every kind; one that was not run is none.
func TestOutcomes(t *testing.T) {
	nan := math.NaN()
	of := func(p, equal float64) Comparison {
		return Comparison{Contrast: Contrast{A: "conv-bn", B: "base", Set: "test", Corrected: p,
			Scale: ScaleErrors, Primary: stats.TTest{N: 2, Mean: math.Log(2), Low: 0, High: math.Log(4)},
			Equal: stats.Equivalence{P: equal}}}
	}
	a := Analysis{Comparisons: []Comparison{of(0.01, 0.01), of(0.01, 0.5), of(0.5, 0.01), of(0.5, 0.5),
		of(0.5, 0.5), of(nan, nan)}}
	const want = " Of the 5 comparisons of schemes, by p corrected for all: 1 different (conv-bn − base, " +
		"test: price × 2.00 [1.00, 4.00]), 1 different but within the margin, 1 equal within it, 2 " +
		"undecided."
	if got := outcomes(a); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := outcomes(Analysis{Comparisons: []Comparison{of(nan, nan)}}); got != "" {
		t.Errorf("of nothing: %q", got)
	}
	for what, c := range map[string]struct {
		contrast Contrast
		want     string
	}{"small": {of(0.01, 0.01).Contrast, small},
		"equal": {of(0.5, 0.01).Contrast, "equal within the margin"}} {
		c.contrast.Sample = samples([]float64{1, 2})
		if got := c.contrast.Outcome(); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

// TestLotterySides: mini-studies count on the side of 0 on which they lie, and
// a table's shares are of all of them.
func TestLotterySides(t *testing.T) {
	var r LotteryRow
	r.play(samples([]float64{0.19, 0.2, 0.21}, []float64{-0.19, -0.2, -0.21}, []float64{-1, 0, 1}))
	if r.Studies != 3 || r.Above != 1 || r.Below != 1 || r.Flat != 0 {
		t.Errorf("%+v, want one study on each side and one in between", r)
	}
	v := mustSelect(t, fourRuns())
	if rows := Lottery(v); len(rows) != 0 {
		t.Errorf("two seeds make %d mini-studies", len(rows))
	}
}

// TestMagnitudeClaim prints each layer's mean and interval with three digits.
func TestMagnitudeClaim(t *testing.T) {
	c := magnitudeClaim([]records.LayerSample{{Layer: "conv1", Sample: samples([]float64{0.1, 0.11})},
		{Layer: "conv2"}, {Layer: "conv3", Sample: samples([]float64{0.05})}})
	// 0.105 ± 12.7062·0.005
	if want := "conv1 0.105 [+0.041, +0.169]; conv3 0.050 –"; c.Ours != want || c.Verdict != Undecided ||
		c.Runs != "1 run, 1 speaker" {
		t.Errorf("%s, %s, %s; want %s, undecided", c.Ours, c.Verdict, c.Runs, want)
	}
	n := noiseClaim([]records.LayerSample{{Layer: "conv1", Sample: samples([]float64{0.1})},
		{Layer: "conv2", Sample: samples([]float64{0.4})}})
	if want := "conv1 0.80; conv2 0.20"; n.Ours != want || n.Theirs != "0.08 / 0.2 = 0.4" ||
		n.Verdict != Opposite {
		t.Errorf("%s, %s, %s; want %s", n.Ours, n.Theirs, n.Verdict, want)
	}
}

// TestNormSentenceOfGolds: with layer normalisation gold is 0.1 lower, and base
// goes 0.135 of 0.3, 45 % of the way, where it goes half of it with batch's.
// The gap to gold is 0.165 beside 0.1; the golds alone would make it 0.1 more.
func TestNormSentenceOfGolds(t *testing.T) {
	const o, g, b, x = names.Original, names.Gold, names.Base, names.SetExcluded
	e := Evidence{Batch: mustSelect(t, leveled(2, level{o, x, 0.9, 0}, level{g, x, 0.7, 0},
		level{b, x, 0.8, 0})), Layer: mustSelect(t, leveled(2, level{o, x, 0.9, 0},
		level{g, x, 0.6, 0}, level{b, x, 0.765, 0}))}
	const want = "With layer normalisation, base goes 45.0 % of the way to gold, by speaker, and " +
		"with batch normalisation 50.0 %, a difference of −5.0 [−5.0, −5.0] points (4 runs, 2 " +
		"speakers): that is less. Its gap to gold differs by +0.065 [+0.065, +0.065], of which " +
		"+0.100 [+0.100, +0.100] is the difference of the golds. Base is shown to forget more " +
		"without moving averages in 0 of 1 comparison."
	if got := NormSentence(e); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestTallyOfCells: a cell that was not run has neither direction nor size.
func TestTallyOfCells(t *testing.T) {
	cell := func(v Verdict, s SizeVerdict) Claim {
		return Claim{Judgement: Judgement{Verdict: v, Size: s}, Reached: 0.01}
	}
	const want = " Of the paper's 3 differences, ours have the same direction in 1; 1 of its 2 " +
		"numbers lie in the range that our runs predict for a study of one speaker and 3 seeds, " +
		"1 of them more extreme than all but 2.5 % of our own such studies."
	if got := tallyOfCells([]Claim{cell(Same, SizeInside), cell(Opposite, SizeOutside),
		cell(Undecided, SizeUnknown), cell(NotRun, SizeNone)}); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := tallyOfCells([]Claim{cell(NotRun, SizeNone)}); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}

// TestThirdsClaim counts each part's epochs; an epoch has a point for each set.
func TestThirdsClaim(t *testing.T) {
	var trace []records.TracePoint
	for epoch, phase := range []string{"start", "reset", "reset", "noise1", "finetune", "finetune",
		"finetune"} {
		for _, set := range []string{names.SetTest, names.SetExcluded} {
			trace = append(trace, records.TracePoint{Phase: phase, Epoch: epoch, Set: set})
		}
	}
	if c := thirdsClaim(trace); c.Ours != "2, 1, 3 epochs" || c.Verdict != Opposite || c.Runs != "1 run" {
		t.Errorf("%s: %s of %s, want 2, 1, 3 epochs", c.Verdict, c.Ours, c.Runs)
	}
}
