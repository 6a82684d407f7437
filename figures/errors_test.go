package figures

import (
	"errors"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// figureErrors are all the errors of figures and of the functions that make
// their data: what was asked, and what the reader is told.
func figureErrors() []struct {
	what    string
	err     error
	nothing bool // an ErrNoData
	want    string
} {
	only := func(_ *Figure, err error) error { return err }
	mixed := func(change func(*records.Record)) []records.Record {
		all := madeUpRecords([]string{"ada"}, 1)
		change(&all[len(all)-1])
		return all
	}
	inM := mixed(func(r *records.Record) { r.Protocol = "M" })
	inLayer := mixed(func(r *records.Record) { r.Norm = "layer" })
	elsewhere := mixed(func(r *records.Record) { r.Corpus = "other" })
	noDropout := network.Default()
	noDropout.Dropout = noDropout.Dropout[:2]
	noMatrix := madeUpClip()
	noMatrix.Power = nil
	cell := Cell{Label: "0", Speaker: "ada", Coefficients: 2, Frames: 2,
		Values: []float32{1, 2, 3, 4}}
	short, wide := cell, cell
	short.Values = short.Values[:1]
	wide.Speaker, wide.Coefficients, wide.Frames = "ben", 1, 4
	noWindow := audio.DefaultConfig()
	noWindow.FFT = 0
	_, badConfig := ClipOf(noWindow, hum("7", "ann", 0))
	silent := hum("7", "ann", 0)
	silent.SampleRate = 0
	_, badRate := ClipOf(audio.DefaultConfig(), silent)
	speech := &corpus.Corpus{Labels: []string{"7"}, Speakers: []string{"ann"}}
	return []struct {
		what    string
		err     error
		nothing bool
		want    string
	}{
		{"gaps of no records", only(Gaps(nil)), true,
			"figure gaps: nothing to draw: no method has a run of gold with the same " +
				"speaker and seed; run gold and a method on the same pairs"},
		{"gaps of two protocols", only(Gaps(inM)), false,
			"figure gaps: the records are of two protocols, \"P\" and \"M\"; choose one"},
		{"speakers of no records", only(BySpeaker(nil, "test")), true,
			"figure by speaker: nothing to draw: no finished run has a record of the set " +
				"test; name a set and methods that the records have"},
		{"speakers of two norms", only(BySpeaker(inLayer, "test")), false,
			"figure by speaker: the records are of two norms, \"batch\" and \"layer\"; choose " +
				"one"},
		{"unheard without records", only(Unheard(nil)), true,
			"figure unheard: nothing to draw: no finished run of gold has a record of the " +
				"excluded set; run gold"},
		{"unheard of two corpora", only(Unheard(elsewhere)), false,
			"figure unheard: the records are of two corpora, \"made-up\" and \"other\"; choose " +
				"one"},
		{"noise without records", only(NoiseSteps(viewOf(nil))), true,
			"figure noise: nothing to draw: no noise level has a run with original and " +
				"gold; run base or no-noise, original and gold on the same pairs"},
		{"forest without records", only(Forest(viewOf(nil))), true,
			"figure forest: nothing to draw: no two schemes have two finished pairs in " +
				"common; run two schemes, original and gold for at least two speakers or seeds"},
		{"lottery without records", only(Lottery(viewOf(nil))), true,
			"figure lottery: nothing to draw: no speaker has three finished pairs; run two " +
				"methods of the paper with three seeds or more"},
		{"frontier without rows", only(Frontier(nil)), true,
			"figure frontier: nothing to draw: no method has a cost and a distance from " +
				"gold; run gold and gold2, which give the unit of distance, on the same pairs"},
		{"curves without runs", only(LearningCurves(nil, nil)), true,
			"figure learning curves: nothing to draw: no run of original or gold; give " +
				"runs with traces"},
		{"curves without records", only(LearningCurves(madeUpTraining(1), nil)), true,
			"figure learning curves: nothing to draw: no record says how many clips the " +
				"test set has; give the records of the same study"},
		{"phases without runs", only(Phases(nil, nil, "base", "conv-bn")), true,
			"figure phases: nothing to draw: no run of base or conv-bn; name methods that " +
				"have runs with traces"},
		{"phases of two protocols", only(Phases(nil, inM, "base")), false,
			"figure phases: the records are of two protocols, \"P\" and \"M\"; choose " +
				"one"},
		{"distances of another kind", only(Distances(madeUpUnlearning(1), "base", "colours")), true,
			"figure distances: nothing to draw: no run of base has a distance of the " +
				"colours; ask for \"weights\" or \"statistics\" of a method with traces"},
		{"distances of another method", only(Distances(madeUpUnlearning(1), "gold", "weights")), true,
			"figure distances: nothing to draw: no run of gold has a distance of the " +
				"weights; ask for \"weights\" or \"statistics\" of a method with traces"},
		{"confusions of no counts", only(Confusions(Confusion{}, nil, nil)), true,
			"figure confusions: nothing to draw: no matrix or no labels; give the counts " +
				"of a model with answers, and the labels of its corpus"},
		{"confusions with a row too few", only(Confusions(Confusion{"Gold", [][]int{{1, 0}}}, nil,
			[]string{"a", "b"})), false,
			"figure confusions: Gold has 1 row for 2 labels; give one for each " +
				"label"},
		{"confusions with a cell too few", only(Confusions(Confusion{"Gold", [][]int{{1}, {2}}}, nil,
			[]string{"a", "b"})), false,
			"figure confusions: row a of Gold has 1 cell for 2 labels; give one for each " +
				"label"},
		{"confusions of other clips", only(Confusions(Confusion{"Gold", [][]int{{1}}},
			[]Confusion{{"Base", [][]int{{2}}}}, []string{"a"})), false,
			"figure confusions: row a has 2 clips of Base and 1 of Gold; take the same " +
				"runs of both"},
		{"confusions without answers", only(ConfusionsOf(&records.Results{}, speech, "excluded", "gold",
			"base")), true,
			"figure confusions: nothing to draw: no speaker and seed has the answers of " +
				"gold and base; run all of these methods on the same pairs"},
		{"a clip without samples", only(ClipStages(Clip{Name: "7_ann_0"})), true,
			"figure clip 7_ann_0: nothing to draw: it has no samples, sample rate or hop; " +
				"make the clip with ClipOf"},
		{"a clip without a matrix", only(ClipStages(noMatrix, PowerSpectrum)), true,
			"figure clip chirp: nothing to draw: it has no matrix for the power spectrum; " +
				"make the clip with ClipOf"},
		{"a stage that is none", only(ClipStages(madeUpClip(), Stage(9))), false,
			"figure clip: stage 9 is not a stage; give Waveform to Cepstrum"},
		{"digits without cells", only(DigitsBySpeaker(nil)), true,
			"figure digits by speaker: nothing to draw: no cells; ask CellsOf for a take " +
				"and labels that the corpus has"},
		{"digits with a short cell", only(DigitsBySpeaker([]Cell{short})), false,
			"figure digits by speaker: the cell of 0 by ada has 1 value for 2 × 2; give " +
				"one for each coefficient and frame"},
		{"digits of two shapes", only(DigitsBySpeaker([]Cell{cell, wide})), false,
			"figure digits by speaker: the cell of 0 by ben is 1 × 4, the first 2 × 2; " +
				"take all from the same features"},
		{"a split of nothing", only(Split("ada", nil)), true,
			"figure split: nothing to draw: no set has a clip; give the parts that " +
				"SplitParts returns"},
		{"a split with fewer than none", only(Split("ada", []SplitPart{{Set: "test", Clips: -1}})), false,
			"figure split: the set test has -1 clips; give 0 or more"},
		{"a network without dropout", only(Architecture(noDropout)), false,
			"figure architecture: network: Dropout has 2 values: it must have one for each " +
				"of the 5 blocks"},
		{"features of no window", badConfig, false,
			"audio config: FFT (n_fft) is 0; give 1 to 16777216 samples"},
		{"a recording without a rate", badRate, false,
			"7_ann_0.wav: resample 0 Hz to 8000 Hz: give rates of 1 to 768000 Hz"},
	}
}

// TestErrors wants each error to say what is wrong and what to do, word by
// word, and ErrNoData where there is nothing to draw.
func TestErrors(t *testing.T) {
	for _, c := range figureErrors() {
		if c.err == nil || c.err.Error() != c.want {
			t.Errorf("%s: %v\nwant %s", c.what, c.err, c.want)
		}
		if errors.Is(c.err, ErrNoData) != c.nothing {
			t.Errorf("%s: %v is ErrNoData: %t, want %t", c.what, c.err, !c.nothing, c.nothing)
		}
	}
}
