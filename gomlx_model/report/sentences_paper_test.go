package report

import (
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// TestCellsSentence: the paper has −0.0223 (test) and −0.1596 (excluded) for
// base − original, −0.04 and +0.14 for base − gold.
func TestCellsSentence(t *testing.T) {
	const o, g, b, x, y = names.Original, names.Gold, names.Base, names.SetExcluded, names.SetTest
	view := func(speakers int, change, changeTest, spread float64) func() string {
		v := mustSelect(t, leveled(speakers, level{o, x, 0.9, 0}, level{o, y, 0.9, 0},
			level{b, x, 0.9 + change, spread}, level{b, y, 0.9 + changeTest, spread}))
		return func() string { return ChangeSentence(v) }
	}
	tell(t,
		told{"both held", view(1, -0.16, -0.0225, 0.01)(), []string{"in 2 of 2 cells (2 runs, 1 speaker): " +
			"`base` on test, and `base` on excluded; the widest of these intervals spans 0.013."}},
		told{"one held", view(1, -0.16, -0.01, 0.01)(), []string{"in 1 of 2 cells",
			"It does not for `base` on test; there ours is nearer to 0 in 1 of 1."}},
		told{"none held", view(1, -0.3, -0.1, 0.01)(), []string{"in 0 of 2 cells",
			"nearer to 0 in 0 of 2"}},
		told{"two speakers", view(2, -0.16, -0.02, 0.01)(), []string{
			"of its 2 numbers lie in the range that our runs predict for a study of one speaker " +
				"and 3 seeds"}},
		told{"gaps", GapSentence(mustSelect(t, leveled(1, level{g, x, 0.7, 0}, level{b, x, 0.84, 0.01},
			level{g, y, 0.9, 0}, level{b, y, 0.89, 0.01}))), []string{"in 1 of 2 cells",
			"`base` on excluded; the", "nearer to 0 in 1 of 1"}},
		told{"no runs", ChangeSentence(mustSelect(t, nil)), []string{"No cell of this table"}},
		told{"one run", ChangeSentence(mustSelect(t, fourRuns()).Among(func(p records.PairKey) bool {
			return p == records.PairKey{Speaker: "ann", Seed: 1}
		})), []string{"No cell of this table"}},
	)
}

// TestSpeakerSentence: fourRuns has rooms of 0.32 (ann) and 0.38 (ben), and
// base above gold everywhere.
func TestSpeakerSentence(t *testing.T) {
	all := fourRuns()
	tell(t,
		told{"two", SpeakerSentence(mustSelect(t, all)), []string{
			"from +0.320 for ann to +0.380 for ben, 1.2 times as much", "4 runs, 2 speakers",
			"above gold for 2 of 2 speakers, in 4 of 4 runs"}},
		told{"no base", SpeakerSentence(mustSelect(t, Only(all, names.Original, names.Gold))),
			[]string{"1.2 times as much"}},
		told{"one", SpeakerSentence(mustSelect(t, leveled(1, level{names.Original, names.SetExcluded, 0.9, 0},
			level{names.Gold, names.SetExcluded, 0.7, 0}))), []string{"Only one speaker was excluded, ann"}},
		told{"the second has less", SpeakerSentence(mustSelect(t, leveled(2,
			level{names.Original, names.SetExcluded, 0.9, -0.1},
			level{names.Gold, names.SetExcluded, 0.7, 0}))), []string{"for ben to +0.195 for ann"}},
		told{"no runs", SpeakerSentence(mustSelect(t, nil)), []string{"no finished pair"}},
	)
}

// TestConfidenceSentence: confidence is half the F1 of leveled.
func TestConfidenceSentence(t *testing.T) {
	const o, g, b, x, y = names.Original, names.Gold, names.Base, names.SetExcluded, names.SetTest
	say := func(excluded, test, spread float64) string {
		return ConfidenceSentence(mustSelect(t, leveled(2, level{o, x, 0.9, 0}, level{g, x, 0.7, 0},
			level{b, x, excluded, spread}, level{o, y, 0.9, 0}, level{g, y, 0.9, 0},
			level{b, y, test, spread})))
	}
	tell(t,
		told{"doubts everybody", say(0.8, 0.8, 0.001), []string{
			"the excluded speaker, confidence is 0.450 for the original and 0.350 for gold",
			"`base` (0.400) fell and ended surer than gold", "fell and ended less sure than gold",
			"1 of 1 scheme fell on both sets"}},
		told{"surer", say(0.95, 0.95, 0.001), []string{"rose and ended surer", "No scheme is shown " +
			"to fall on both sets"}},
		told{"undecided", say(0.8, 0.9, 0.2), []string{noChange + " and could not be distinguished " +
			"from gold"}},
		told{"two groups", ConfidenceSentence(mustSelect(t, leveled(2, level{o, x, 0.9, 0},
			level{g, x, 0.7, 0}, level{b, x, 0.8, 0.001}, level{"all-bn", x, 0.6, 0.001},
			level{o, y, 0.9, 0}, level{g, y, 0.9, 0}, level{b, y, 0.9, 0.1},
			level{"all-bn", y, 0.8, 0.001}))), []string{"surer than gold; `all-bn` (0.300) fell and " +
			"ended less sure", "1 of 2 schemes fell on both sets"}},
		told{"no runs", ConfidenceSentence(mustSelect(t, nil)), []string{"No scheme"}},
	)
}

func TestRetainedSentence(t *testing.T) {
	const o, b, r = names.Original, names.Base, names.SetRetained
	say := func(base, spread float64) string {
		return RetainedSentence(mustSelect(t, leveled(2, level{o, r, 0.9, 0}, level{b, r, base, spread})))
	}
	tell(t,
		told{"lost", say(0.8, 0.002), []string{"`base` lost", "largest loss is −0.0989 [",
			"of `base` (4 runs, 2 speakers)"}},
		told{"gained", say(0.95, 0.001), []string{"`base` gained", "by the means none lost"}},
		told{"undecided", say(0.8, 0.1), []string{noChange}},
		told{"two", RetainedSentence(mustSelect(t, leveled(2, level{o, r, 0.9, 0}, level{b, r, 0.8, 0},
			level{"all-bn", r, 0.7, 0}))), []string{"`base` and `all-bn` lost", "of `all-bn`"}},
		told{"no runs", RetainedSentence(mustSelect(t, nil)), []string{"No scheme"}},
	)
}

// TestCostSentence: in fourRuns base makes 100 of gold's 800 passes; leveled
// gives all methods the same.
func TestCostSentence(t *testing.T) {
	all := fourRuns()
	cheaper := Only(all, names.Base)
	for i := range cheaper {
		cheaper[i].Method, cheaper[i].Key, cheaper[i].Passes = "finetune", "finetune", 50
	}
	dearer := Only(all, names.Base)
	for i := range dearer {
		dearer[i].Method, dearer[i].Key, dearer[i].Passes = "finetune", "finetune", 400
	}
	tell(t,
		told{"dearer", CostSentence(mustSelect(t, append(dearer, all...))), []string{
			"from 12.5 % (`base`) to 50.0 % (`finetune`)"}},
		told{"the paper's", CostSentence(mustSelect(t, all)), []string{
			"`base` takes 12.5 % of gold's passes, as in the paper (4 runs, 2 speakers)."}},
		told{"a range", CostSentence(mustSelect(t, append(cheaper, all...))), []string{
			"from 6.2 % (`finetune`) to 12.5 % (`base`)", "with 1 of 2 methods at the paper's 12.5 %"}},
		told{"another", CostSentence(mustSelect(t, leveled(1, level{names.Gold, names.SetTest, 1, 0},
			level{names.Base, names.SetTest, 1, 0}))), []string{
			"100.0 % of gold's passes, where the paper has"}},
		told{"no runs", CostSentence(mustSelect(t, nil)), []string{"No method"}},
	)
}
