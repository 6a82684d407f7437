package study

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/unlearn"
)

// hasRow fails unless the table has a row with these cells.
func hasRow(t *testing.T, table Table, want ...string) {
	t.Helper()
	if !slices.ContainsFunc(table.Rows, func(row []string) bool { return reflect.DeepEqual(row, want) }) {
		t.Errorf("no row %q in\n%s", want, table.Text())
	}
}

// TestCorpusTables: in the corpus half of the clips last 1 s and half 2 s. With a frame every 512 samples, 8,000 samples make
// 1 + ⌊8000/512⌋ = 16 frames and 16,000 make 32.
func TestCorpusTables(t *testing.T) {
	c := twoVoices()
	hasRow(t, CorpusTable(c), "ann", "20", "1.00", "1.50", "2.00")
	hasRow(t, CorpusTable(c), "all", "40", "1.00", "1.50", "2.00")
	clips := ByLength(c)
	frames, err := FramesTable(c, audio.DefaultConfig(), Frames, clips[0], clips[len(clips)-1])
	if err != nil {
		t.Fatal(err)
	}
	hasRow(t, frames, "0_ann_0.wav", "1.00", "16", "16", "4")
	hasRow(t, frames, "1_ben_9.wav", "2.00", "32", "20", "0")
	if want := "Of all 40 clips, 50.0 % are filled up with zeros and 50.0 % are cut."; frames.Notes[0] != want {
		t.Errorf("note %q, want %q", frames.Notes[0], want)
	}
	split, err := NewSplit(Clips(c), ProtocolHeldOut, "ann", 1)
	if err != nil {
		t.Fatal(err)
	}
	table, err := SetTable(c, split, "excluded-held")
	if err != nil {
		t.Fatal(err)
	}
	hasRow(t, table, "1", "5", "0", "5")
	hasRow(t, table, "all", "10", "0", "10")
	if _, err := SetTable(c, split, "nothing"); err == nil {
		t.Error("a set that is not there has a table")
	}
}

// TestParity wants librosa's coefficients where the recordings are at hand, and a clear refusal for any other corpus.
func TestParity(t *testing.T) {
	if _, err := ParityTable(t.Context(), twoVoices()); !errors.Is(err, ErrNoGolden) {
		t.Errorf("another corpus gives %v", err)
	}
	corpus, err := audio.Find(t.Context(), "fsdd", audio.FindOptions{BaseURL: "http://127.0.0.1:1"})
	if err != nil {
		t.Skipf("no recordings: %v", err)
	}
	table, err := ParityTable(t.Context(), corpus)
	if err != nil {
		t.Fatal(err)
	}
	row := table.Rows[0]
	if row[0] != "240" || row[1] != "96000" || !strings.HasPrefix(row[2], "0.000") && !strings.Contains(row[2], "e-") {
		t.Errorf("row %q: want 240 clips that agree to 0.001", row)
	}
}

// phasedResults is one run whose numbers are easy to follow.
func phasedResults() *Results {
	run := Trained{Spec{Speaker: "ann", Seed: 1, Method: "base"}, Result{}}
	for _, p := range []struct {
		phase          string
		epoch          int
		test, excluded float64
	}{{"start", 0, 0.99, 1}, {"reset", 1, 0.9, 0.97}, {"reset", 2, 0.95, 0.98}, {"noise1", 3, 0.9, 0.8}, {"noise2", 4, 0.85, 0.75}, {"finetune", 5, 0.97, 0.875}} {
		run.Trace = append(run.Trace, TracePoint{p.phase, p.epoch, "test", p.test, 0}, TracePoint{p.phase, p.epoch, "excluded", p.excluded, 0})
	}
	run.Distances = []DistancePoint{
		{"start", 0, "norm1", "statistics", gold, 0.5}, {"start", 0, "norm1", "statistics", original, 0}, {"finetune", 5, "norm1", "statistics", gold, 0.25},
	}
	return &Results{Runs: []Trained{run}}
}

func TestPhaseTables(t *testing.T) {
	table := PhaseTable(phasedResults(), "base", "all-bn")
	hasRow(t, table, "base", "start", "0", "0.9900", "1.0000", "–", "1 run, 1 speaker")
	hasRow(t, table, "base", "noise", "4", "0.8500", "0.7500", "−0.2300", "1 run, 1 speaker")
	hasRow(t, table, "base", "finetune", "5", "0.9700", "0.8750", "+0.1250", "1 run, 1 speaker")
	if len(table.Rows) != 4 {
		t.Errorf("%d rows, want 4: all-bn was not run", len(table.Rows))
	}
	hasRow(t, DriftTable(phasedResults(), "base"), "base", "norm1", "0.500", "0.250", "1 run, 1 speaker")
}

// TestDrawTable holds the table to what a session of the method draws.
func TestDrawTable(t *testing.T) {
	table := DrawTable(DefaultSettings(), "theo", 2)
	session := unlearn.Session{Seed: 2, Speaker: "theo", State: gomlxmodel.NewState(gomlxmodel.Weights{Network: network})}
	var names []string
	for _, l := range session.Draw("noise4") {
		names = append(names, network.LayerName(l))
	}
	if len(table.Rows) != 5 || table.Rows[3][2] != strings.Join(names, ", ") {
		t.Errorf("round 4 draws %q, the table has\n%s", names, table.Text())
	}
}

// TestMagnitudes: kernels of −0.25 have a mean magnitude of 0.25, and noise of 0.1 is 0.40 of that.
func TestMagnitudes(t *testing.T) {
	store, err := OpenStore(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	run := Trained{Spec{Speaker: "ann", Seed: 1, Method: original, settings: DefaultSettings()}, Result{}}
	w := InitialWeights(1, "ann", original)
	for _, tensor := range network.Tensors() {
		if tensor.Kind == gomlxmodel.Kernel {
			for i := range w.Of(tensor) {
				w.Of(tensor)[i] = -0.25
			}
		}
	}
	if err := store.Save(run.Key(), &run.Result, w); err != nil {
		t.Fatal(err)
	}
	layers, err := (&Results{Runs: []Trained{run}, store: store}).Magnitudes(original)
	if err != nil || len(layers) != 6 {
		t.Fatalf("%d layers, %v; want the 6 that have kernels", len(layers), err)
	}
	hasRow(t, MagnitudeTable(layers, 0.1), "conv3", "0.2500", "0.40", "1 run, 1 speaker")
}

// TestTrainedTable: original − gold is 0.30, 0.34 (ann) and 0.40, 0.36 (ben): means 0.32 and 0.38. The paper implies 0.14 + 0.1596 = 0.2996, 0.2967 and
// 0.2993 on excluded, −0.0177, −0.0093 and −0.0107 on test. The base scheme loses 0.185 of these 0.35, 52.9 %.
func TestTrainedTable(t *testing.T) {
	v := mustSelect(t, fourRuns())
	table := TrainedTable(v)
	for _, row := range table.Rows {
		if want := map[string]string{"excluded": "+0.30", "test": "−0.02 … −0.01"}[row[0]]; row[3] != "+0.3500" || row[5] != want {
			t.Errorf("row %q, want +0.3500 and %s", row, want)
		}
	}
	hasRow(t, WayTable(v), "base", "52.9 %", "+0.1650", "4 runs, 2 speakers")
	if got := len(Only(fourRuns(), gold)); got != 8 {
		t.Errorf("%d records of gold, want 2 speakers × 2 seeds × 2 sets", got)
	}
	if got := len(Selection{Protocol: "M"}.Filter(fourRuns())); got != 0 {
		t.Errorf("%d records of protocol M, want none", got)
	}
}

// TestSequentialTables: of the order ann, ben base has 0.5 and 0.6 on ann, gold 0.4 and 0.4, so a gap of 0.15; alone it had 0.10 and 0.12 (fourRuns), 0.11: a change of
// +0.0400. Of the order ben, ann it has 0.45 less 0.40 on ben, 0.05, after 0.25 and 0.19, 0.22: −0.17. The means are 0.10 and −0.065.
func TestSequentialTables(t *testing.T) {
	var records []Record
	add := func(order string, seed int, method string, ann, ben float64) {
		for set, f1 := range map[string]float64{"excluded:ann": ann, "excluded:ben": ben, "test": 0.9} {
			records = append(records, Record{Protocol: "P", Norm: "batch", Speaker: order, Seed: seed, Method: method, Set: set, Status: StatusOK, F1: f1,
				Key: fmt.Sprint(order, seed, method)})
		}
	}
	for seed := 1; seed <= 2; seed++ {
		add("ann+ben", seed, "base", 0.4+0.1*float64(seed), 0.7)
		add("ann+ben", seed, gold, 0.4, 0.6)
		add("ben+ann", seed, "base", 0.8, 0.45)
		add("ben+ann", seed, gold, 0.5, 0.4)
	}
	turn, err := Select(records, Selection{Sequential: true})
	if err != nil {
		t.Fatal(err)
	}
	single := mustSelect(t, fourRuns())
	table := SequentialTable(single, turn)
	hasRow(t, table, "1", "base", "0.7650", "–", "–", "0.7650", "4 runs, 2 speakers")
	hasRow(t, table, "2", "base", "0.5000", "0.7500", "–", "0.9000", "4 runs, 2 speakers")
	table = FirstForgottenTable(single, turn)
	hasRow(t, table, "base", "1", "+0.1650", "[−0.5338, +0.8638]", "–", "–", "4 runs, 2 speakers")
	hasRow(t, table, "base", "2", "+0.1000", "[−0.5353, +0.7353]", "−0.0650", "[−1.3992, +1.2692]", "4 runs, 2 speakers")

	// A second order of three begins with ann, where base has 0.1 and 0.2 less than before: each order keeps to its own gold, 0.3. One run of it failed.
	add("ann+ben+cem", 1, "base", 0.4, 0.7)
	add("ann+ben+cem", 1, gold, 0.3, 0.6)
	add("ann+cem+ben", 1, "base", 0.5, 0.7)
	add("ann+cem+ben", 1, gold, 0.2, 0.6)
	add("ann+cem+ben", 2, "base", 0.5, 0.7)
	add("ann+cem+ben", 2, gold, 0.2, 0.6)
	fail(records, "ann+cem+ben", 2, gold)
	if turn, err = Select(records, Selection{Sequential: true}); err != nil {
		t.Fatal(err)
	}
	table = FirstForgottenTable(single, turn) // 0.4 − 0.3 and 0.5 − 0.2 are 0.2 above gold; alone it was 0.10 with seed 1
	hasRow(t, table, "base", "3", "+0.2000", "[−1.0706, +1.4706]", "+0.1000", "[−1.1706, +1.3706]", "2 runs, 1 speaker")
	if text := table.Text(); !strings.Contains(text, "Missing: gold, ann+cem+ben, seed 2: failed@3") {
		t.Errorf("the table does not say which run failed:\n%s", text)
	}
}

// TestNormTable: with layer normalisation gold and original are those of fourRuns and base is 0.02 lower, so that the gap is 0.145, 0.0200 less; of the 0.35 between
// original and gold that is (0.185 + 0.02) / 0.35 = 58.6 %.
func TestNormTable(t *testing.T) {
	batch := fourRuns()
	for _, r := range fourRuns() { // a seed that the other norm lacks does not count
		if r.Seed == 2 {
			r.Seed, r.F1, r.Key = 3, 0.1, r.Key+"3"
			batch = append(batch, r)
		}
	}
	e := Evidence{Batch: mustSelect(t, batch)}
	layer := fourRuns()
	for i := range layer {
		layer[i].Norm = "layer"
		if layer[i].Method == "base" {
			layer[i].F1 -= 0.02
		}
	}
	var err error
	if e.Layer, err = Select(layer, Selection{Norm: "layer"}); err != nil {
		t.Fatal(err)
	}
	table := NormTable(e)
	hasRow(t, table, "batch", "0.9500", "0.6000", "0.7650", "52.9 %", "+0.1650", "[−0.5338, +0.8638]", "–", "–", "+0.1650", "4 runs, 2 speakers")
	hasRow(t, table, "layer", "0.9500", "0.6000", "0.7450", "58.6 %", "+0.1450", "[−0.5538, +0.8438]", "−0.0200", "[−0.0200, −0.0200]", "+0.1450", "4 runs, 2 speakers")
	if text := table.Text(); !strings.Contains(text, "Not run: instance.") {
		t.Errorf("the table does not say what is missing:\n%s", text)
	}
}

// TestHeldTable: on unheard clips the original has 0.05 less than on the others and gold the same, so 0.05 of the original's score is memory; base has 0.02 less.
func TestHeldTable(t *testing.T) {
	records := fourRuns()
	for _, r := range fourRuns() {
		if r.Set == "excluded" {
			r.Set, r.F1 = "excluded-held", r.F1-map[string]float64{original: 0.05, "base": 0.02}[r.Method]
			records = append(records, r)
		}
	}
	table := HeldTable(mustSelect(t, records))
	hasRow(t, table, "original", "0.9500", "0.9500", "0.9000", "+0.0500", "[+0.0500, +0.0500]", "+0.0500", "[+0.0500, +0.0500]", "4 runs, 2 speakers")
	hasRow(t, table, "gold", "0.6000", "0.6000", "0.6000", "0.0000", "[0.0000, 0.0000]", "–", "–", "4 runs, 2 speakers")
	hasRow(t, table, "base", "0.7650", "0.7650", "0.7450", "+0.0200", "[+0.0200, +0.0200]", "+0.0200", "[+0.0200, +0.0200]", "4 runs, 2 speakers")
}

func TestCoverageTable(t *testing.T) {
	records := fourRuns() // which keys a run by its method alone
	records = append(records, Record{Protocol: "P", Norm: "batch", Speaker: "ann+ben", Seed: 1, Method: "base", Set: "test", Status: "failed@3", Key: "x"})
	table := CoverageTable(records)
	hasRow(t, table, "P", "batch", "several, in turn", "1", "1", "1", "1", "1")
	hasRow(t, table, "P", "batch", "one", "2", "2", "3", "3", "0")
}

// TestAnswers asks models that are all zero but for the last layer's bias of 1 at one class: whatever they hear, they answer that class, with e/(e + 9) = 0.2320.
func TestAnswers(t *testing.T) {
	folder := t.TempDir()
	for i, name := range PublishedModels {
		w := InitialWeights(1, "ann", original)
		clear(w.Learnt)
		for _, tensor := range network.Tensors() {
			if tensor.Layer == network.Last() && tensor.Kind == gomlxmodel.Bias {
				w.Of(tensor)[i] = 1
			}
		}
		if err := (gomlxmodel.File{Weights: w, Notes: map[string]string{modelNote: "made up"}}).Save(filepath.Join(folder, name+".safetensors")); err != nil {
			t.Fatal(err)
		}
	}
	c := twoVoices()
	c.Labels = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
	s := DefaultSettings()
	s.Backend = "go"
	table, err := AnswersTable(t.Context(), s, folder, c, c.Recordings[:1])
	if err != nil {
		t.Fatal(err)
	}
	hasRow(t, table, "0_ann_0.wav", "0", "0 (0.23)", "✗ 1 (0.23)", "✗ 2 (0.23)")
	if want := "The gold model: made up."; table.Notes[1] != want {
		t.Errorf("note %q, want %q", table.Notes[1], want)
	}
	if _, err := AnswersTable(t.Context(), s, t.TempDir(), c, c.Recordings[:1]); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without models: %v", err)
	}
}

// TestPublishModels writes three runs' weights and reads them back, without what was noted on the way.
func TestPublishModels(t *testing.T) {
	store, err := OpenStore(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := &Results{Settings: Settings{Speakers: []string{"ann"}}, store: store}
	folder := t.TempDir()
	if err := r.PublishModels(folder); err == nil || !strings.Contains(err.Error(), "original") {
		t.Errorf("without runs: %v", err)
	}
	for _, method := range []string{original, gold, "conv-bn"} {
		run := Trained{Spec{Speaker: "ann", Seed: 1, Method: method, settings: DefaultSettings()}, Result{}}
		r.Runs = append(r.Runs, run)
		if err := store.Save(run.Key(), &run.Result, InitialWeights(1, "ann", method)); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.PublishModels(folder); err != nil {
		t.Fatal(err)
	}
	file, err := gomlxmodel.LoadFile(filepath.Join(folder, "unlearned.safetensors"), network)
	if err != nil || !reflect.DeepEqual(file.Weights, InitialWeights(1, "ann", "conv-bn")) || file.Notes[resultNote] != "" || file.Notes[modelNote] != "conv-bn, ann, seed 1" {
		t.Errorf("the unlearned model came back as %v, %v", file.Notes, err)
	}
}

// TestChangedTable: ann's twenty clips are answered 0 by the original. Gold answers 1 to all of ann's clips of label 1, ten of them; base answers 1 to four
// clips of label 1 and 2 to one of label 0: five are changed, four of them to gold's answer, and it agrees with gold on 9 + 4 of 20.
func TestChangedTable(t *testing.T) {
	c := twoVoices()
	answers := func(change func(r audio.Recording) int8) []int8 {
		out := make([]int8, len(c.Recordings))
		for i, r := range c.Recordings {
			if r.Speaker == "ann" {
				out[i] = change(r)
			}
		}
		return out
	}
	r := &Results{Settings: Settings{Speakers: []string{"ann"}, Methods: []string{"base"}}}
	for method, change := range map[string]func(audio.Recording) int8{
		original: func(audio.Recording) int8 { return 0 },
		gold: func(r audio.Recording) int8 {
			if r.Label == "1" {
				return 1
			}
			return 0
		},
		"base": func(r audio.Recording) int8 {
			switch {
			case r.Label == "1" && r.Take < 4:
				return 1
			case r.Label == "0" && r.Take == 0:
				return 2
			}
			return 0
		},
	} {
		r.Runs = append(r.Runs, Trained{Spec{Protocol: ProtocolPaper, Speaker: "ann", Seed: 1, Method: method}, Result{Answers: answers(change)}})
	}
	table, err := ChangedTable(r, c)
	if err != nil {
		t.Fatal(err)
	}
	hasRow(t, table, original, "20", "0.0", "0.0", "50.0 %", "1 run, 1 speaker")
	hasRow(t, table, "base", "20", "5.0", "4.0", "65.0 %", "1 run, 1 speaker")
}
