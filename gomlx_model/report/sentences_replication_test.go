package report

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// measured are findings of ann and ben with one seed; the second differs by a
// spread.
func measured(protocol, measure string, spread float64, auc map[string]float64) (f []records.Finding) {
	for method, value := range auc {
		for i, speaker := range []string{"ann", "ben"} {
			f = append(f, records.Finding{Protocol: protocol, Norm: "batch", Speaker: speaker, Seed: 1,
				Method: method, Measure: measure, Value: value + spread*float64(i)*value})
		}
	}
	return f
}

// TestProbeSentence: with a spread of 0 each difference is told from 0, but for
// none at all.
func TestProbeSentence(t *testing.T) {
	const o, g = names.Original, names.Gold
	damaged := mustSelect(t, leveled(2, level{g, names.SetTest, 0.9, 0},
		level{damage, names.SetTest, 0.6, 0.001},
		level{g, names.SetExcluded, 0.7, 0}, level{damage, names.SetExcluded, 0.4, 0.001}))
	healthy := mustSelect(t, nil)
	say := func(v *records.View, spread float64, auc map[string]float64) string {
		return ProbeSentence(measured("P", records.ProbeMeasure, spread, auc), v)
	}
	tell(t,
		told{"damage nearer", say(damaged, 0, map[string]float64{o: 0.8, g: 0.95, "base": 0.9, damage: 0.94}),
			[]string{"AUC of 0.800 (original), and a new voice with 0.950 (gold)", "(2 runs, 2 speakers)",
				"so forgetting should make it stand out", "`base` moved towards gold and stopped short of it",
				"`noise-0.16`, damaged, with F1 of 0.601 on test, ends at −0.010",
				"nearer than the nearest scheme (`base`, −0.050)", "no sign of forgetting"}},
		told{"damage farther",
			say(damaged, 0, map[string]float64{o: 0.95, g: 0.8, "base": 0.82, damage: 0.9}),
			[]string{"should make it blend in", "no nearer than the nearest scheme"}},
		told{"the second scheme nearest", say(damaged, 0, map[string]float64{o: 0.8, g: 0.95,
			"base": 0.85, "all-bn": 0.9, damage: 0.94}), []string{"scheme (`all-bn`, −0.050)"}},
		told{"not damaged", say(healthy, 0, map[string]float64{o: 0.8, g: 0.95, "base": 0.9, damage: 0.94}),
			[]string{"not shown to be below gold on both sets", "nearer than the nearest scheme (`base`, −0.050)."}},
		told{"beyond, away, alike", say(healthy, 0, map[string]float64{o: 0.8, g: 0.9, "base": 0.95,
			"all-bn": 0.7, "conv-bn": 0.9, names.AllBNStats: 0.8}), []string{"`base` went beyond gold",
			"`all-bn` moved away from gold", "`conv-bn` moved and showed no difference from gold",
			"`all-bn-stats` showed no difference from the original"}},
		told{"undecided", say(healthy, -0.5, map[string]float64{o: 0.8, g: 0.7, "base": 0.9}), []string{
			"says nothing about forgetting"}},
		told{"no runs", ProbeSentence(nil, healthy), []string{"No original was probed"}},
	)
	wide := records.Sample{Pairs: []records.Pair{{Speaker: "ann", Value: -1}, {Speaker: "ben", Value: 1}}}
	const neither = "showed no difference from gold or from the original"
	if got := alongTheWay(wide, wide, 1); got != neither {
		t.Errorf("without a side: %q", got)
	}
}

func TestAttackSentence(t *testing.T) {
	const o, g = names.Original, names.Gold
	say := func(spread float64, auc map[string]float64) string {
		return AttackSentence(measured("M", records.AttackMeasure, spread, auc))
	}
	tell(t,
		told{"told", say(0, map[string]float64{o: 0.6, g: 0.5, "base": 0.55, "all-bn": 0.5, "conv-bn": 0.45}),
			[]string{"AUC is 0.600, +0.100 [+0.100, +0.100] beyond gold's (2 runs, 2 speakers)",
				"`base` still separated heard clips", "`all-bn` showed no difference from gold",
				"`conv-bn` ended below gold", "shown for 3 of 3 schemes"}},
		told{"cannot", say(-0.9, map[string]float64{o: 0.6, g: 0.5, "base": 0.5}), []string{
			"cannot show forgetting either"}},
		told{"below", say(0, map[string]float64{o: 0.4, g: 0.5, "base": 0.5}), []string{
			"less sure of heard clips"}},
		told{"no runs", AttackSentence(nil), []string{"No original was attacked"}},
	)
}

// TestHeldSentence: gold has the same on both sets, so that a difference is
// memory.
func TestHeldSentence(t *testing.T) {
	const o, g, x, h = names.Original, names.Gold, names.SetExcluded, names.SetExcludedHeld
	say := func(original, base, baseHeld, spread float64) string {
		all := leveled(2, level{o, x, original, spread}, level{o, h, 0.9, 0}, level{g, x, 0.7, 0},
			level{g, h, 0.7, 0}, level{"base", x, base, spread}, level{"base", h, baseHeld, spread / 3})
		return HeldSentence(mustSelect(t, all))
	}
	tell(t,
		told{"clips and voice", say(0.95, 0.85, 0.8, 0.003), []string{"Memory of clips is shown for `original` and `base`",
			"knowledge of the voice for `original` and `base`", "(4 runs, 2 speakers)"}},
		told{"voice", say(0.9, 0.85, 0.85, 0.003), []string{"shown for none, knowledge of the voice for `original` and"}},
		told{"scheme gone", say(0.95, 0.7, 0.7, 0.003), []string{"shown for `original`, knowledge of the voice for `original`."}},
		told{"no runs", HeldSentence(mustSelect(t, nil)), []string{"No run has unheard clips"}},
	)
	none := func(string) records.Sample { return records.Sample{} }
	tell(t, told{"neither", whatIsKept([]string{o}, none, none), []string{
		"Memory of clips is shown for none, knowledge of the voice for none."}})
}

// TestNormSentence: of a room of 0.2 base loses 0.1, half of the way; with
// layer normalisation it loses more or less.
func TestNormSentence(t *testing.T) {
	const o, g, b, x = names.Original, names.Gold, names.Base, names.SetExcluded
	say := func(base, spread float64) string {
		e := Evidence{Batch: mustSelect(t, leveled(2, level{o, x, 0.9, 0}, level{g, x, 0.7, 0},
			level{b, x, 0.8, 0}))}
		other := leveled(2, level{o, x, 0.9, 0}, level{g, x, 0.7, 0}, level{b, x, base, spread})
		for i := range other {
			other[i].Norm = "layer"
		}
		var err error
		if e.Layer, err = records.Select(other, records.Selection{Norm: "layer"}); err != nil {
			t.Fatal(err)
		}
		return NormSentence(e)
	}
	tell(t,
		told{"more", say(0.75, 0.0005), []string{"With layer normalisation, base goes 74.9 % of the way",
			"with batch normalisation 50.0 %, a difference of +24.9 [", "(4 runs, 2 speakers): that is more",
			"of which 0.000 [0.000, 0.000]", "averages in 1 of 1 comparison"}},
		told{"less", say(0.85, 0.0005), []string{"that is less", "averages in 0 of 1"}},
		told{"undecided", say(0.75, 0.1), []string{"no difference is shown"}},
		told{"no pair", NormSentence(Evidence{Batch: mustSelect(t, fourRuns()), Layer: mustSelect(t, nil)}),
			[]string{"No other normalisation"}},
		told{"no runs", NormSentence(Evidence{}), []string{"No other normalisation"}},
	)
}

// TestInTurnSentence: base scores 0.80 and 0.78 on ann alone (fourRuns), 0.75
// and 0.73 on ben; with a second removal it falls or rises by as much for both.
func TestInTurnSentence(t *testing.T) {
	single := mustSelect(t, fourRuns())
	say := func(by, spread float64) string {
		var all []records.Record
		for _, r := range fourRuns() {
			if r.Set != names.SetExcluded {
				continue
			}
			other := "ben"
			if r.Speaker == "ben" {
				other, by = "ann", by+spread
			}
			r.Set, r.Speaker, r.F1 = names.SetOf(r.Set, r.Speaker), r.Speaker+"+"+other, r.F1+by
			if other == "ann" {
				by -= spread
			}
			all = append(all, r)
		}
		turn, err := records.Select(all, records.Selection{Sequential: true})
		if err != nil {
			t.Fatal(err)
		}
		return InTurnSentence(single, turn)
	}
	empty, err := records.Select(nil, records.Selection{Sequential: true})
	if err != nil {
		t.Fatal(err)
	}
	tell(t,
		told{"falls", say(-0.1, 0.002), []string{"`base` fell (−0.099 [", "`gold` fell", "(4 runs, 2 speakers)",
			"in any of 1 step", "the first speaker is not shown to come back"}},
		told{"rises", say(0.1, 0.002), []string{"`base` rose (+0.101", "It rises in 1 of 1 step", "comes back"}},
		told{"undecided", say(0.1, 0.1), []string{"`base` " + noChange}},
		told{"no runs", InTurnSentence(single, empty), []string{"No removals of several speakers"}},
	)
}

// TestControlSentence: of a room of 0.2 noise-first is base within a hair,
// no-noise forgets nothing, live-bn more than base, random-labels more than
// gold, and noise-0.16 falls below gold on both sets.
func TestControlSentence(t *testing.T) {
	const x, y = names.SetExcluded, names.SetTest
	of := func(extra ...level) string {
		return ControlSentence(mustSelect(t, leveled(2, append([]level{{names.Original, x, 0.9, 0},
			{names.Gold, x, 0.7, 0}, {names.Gold, y, 0.9, 0}, {names.Base, x, 0.8, 0}}, extra...)...)))
	}
	tell(t,
		told{"all kinds", of(level{"no-noise", x, 0.9, 0.0001}, level{"no-noise", y, 0.9, 0.001},
			level{"live-bn", x, 0.75, 0.0001}, level{"live-bn", y, 0.9, 0.001},
			level{"noise-first", x, 0.8, 0.002}, level{"noise-first", y, 0.9, 0.001},
			level{"random-labels", x, 0.1, 0.0001}, level{"random-labels", y, 0.9, 0.001},
			level{damage, x, 0.4, 0.0001}, level{damage, y, 0.6, 0.001}), []string{
			"something that makes base forget: `no-noise` (+0.100)",
			"not shown to be below gold: `live-bn` (−0.050)",
			"below gold on the excluded speaker alone: `random-labels` (−0.700)",
			"Not shown to differ from base: `noise-first` (+0.001); their intervals allow for " +
				"differences up to 0.0",
			"below gold on both sets: `noise-0.16` (test −0.299)", "control − gold on test (4 runs, 2 speakers)."}},
		told{"one", of(level{"no-noise", x, 0.9, 0.0001}, level{"no-noise", y, 0.9, 0.001}),
			[]string{"Above base"}},
		told{"no controls", of(), []string{"No control was run"}},
	)
}
