package figures

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/report"
)

// The drawn weights are counted by hand. 160 = 3·3·1·16+16 and so on for the
// convolutions (4,640; 18,496), 32,896 = 256·128+128 and so on for the dense
// layers (8,256; 650), and 2 for each of the 304 channels that a norm scales.
func TestArchitecture(t *testing.T) {
	f, err := Architecture(network.Default())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 160 + 2*16, 4640 + 2*32, 18496 + 2*64, 32896 + 2*128,
		8256 + 2*64, 650} {
		if got := f.Data()[i+1][4]; got != strconv.Itoa(want) {
			t.Errorf("stage %d: %s weights, want %d", i, got, want)
		}
	}
	if !strings.Contains(f.Caption, "65,706 in all") {
		t.Errorf("caption: %s", f.Caption)
	}
	n := network.Default()
	n.Dropout = n.Dropout[:2]
	if _, err := Architecture(n); err == nil {
		t.Error("a network without a dropout for each block gave no error")
	}
}

// TestNothingToDraw wants ErrNoData, never an empty picture.
func TestNothingToDraw(t *testing.T) {
	results := map[string]error{}
	_, results["Gaps"] = Gaps(nil)
	_, results["BySpeaker"] = BySpeaker(nil, "test")
	_, results["Unheard"] = Unheard(nil)
	_, results["NoiseSteps"] = NoiseSteps(nil)
	_, results["Tradeoff"] = Tradeoff(nil)
	_, results["Forest"] = Forest(nil, 0.01)
	_, results["LearningCurves"] = LearningCurves(nil)
	_, results["Phases"] = Phases(nil, nil, "base")
	_, results["Distances"] = Distances(nil, "base", "weights")
	_, results["Confusions"] = Confusions(nil, nil)
	_, results["ClipStages"] = ClipStages(Clip{Name: "none"})
	_, results["DigitsBySpeaker"] = DigitsBySpeaker(nil)
	_, results["Split"] = Split("ada", nil)
	for name, err := range results {
		if !errors.Is(err, ErrNoData) {
			t.Errorf("%s without data: %v, want ErrNoData", name, err)
		}
	}
}

// TestBadData wants an error that names the fault.
func TestBadData(t *testing.T) {
	mixed := madeUpRecords([]string{"ada"}, 1)
	mixed[0].Protocol = "M"
	results := map[string]error{}
	_, results["two protocols"] = Gaps(mixed)
	_, results["mean outside"] = Forest([]ForestRow{{Set: "test", Comparison: "a − b", Mean: 1,
		Low: 2, High: 3}}, 0.01)
	_, results["NaN interval"] = Forest([]ForestRow{{Set: "test", Comparison: "a − b",
		Mean: math.NaN()}}, 0.01)
	_, results["ragged counts"] = Confusions([]Confusion{{"m", [][]int{{1}, {2}}}},
		[]string{"a", "b"})
	_, results["short cell"] = DigitsBySpeaker([]Cell{{Label: "0", Speaker: "ada", Coefficients: 2,
		Frames: 2, Values: []float32{1}}})
	_, results["negative count"] = Split("ada", []SplitPart{{Set: "test", Clips: -1}})
	_, results["no such stage"] = ClipStages(madeUpClip(), Stage(9))
	for name, err := range results {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestFailedRuns wants a failed run left out of dots and mean, on both sides of
// a pair.
func TestFailedRuns(t *testing.T) {
	all := []records.Record{
		{Speaker: "ada", Seed: 1, Method: "gold", Set: "test", F1: 0.5},
		{Speaker: "ada", Seed: 1, Method: "base", Set: "test", F1: 0.75},
		{Speaker: "ada", Seed: 2, Method: "gold", Set: "test", F1: math.NaN()},
		{Speaker: "ada", Seed: 2, Method: "base", Set: "test", F1: 0.9},
		{Speaker: "ada", Seed: 3, Method: "gold", Set: "test", F1: 0.9},
		{Speaker: "ada", Seed: 3, Method: "base", Set: "test", F1: math.NaN()},
	}
	pairs := gaps(all, "base", "test")
	if len(pairs) != 1 || pairs[0].v != 0.25 {
		t.Errorf("pairs %+v, want the one of seed 1, 0.75 − 0.5 = 0.25", pairs)
	}
}

// TestPhases reads the stretches of the procedure from the names of the epochs.
func TestPhases(t *testing.T) {
	got := phasesOf(madeUpUnlearning(1)[0].Trace)
	if len(got) != 3 || got[0].high != 5 || got[1].name != "noise" || got[1].low != 5 ||
		got[1].high != 10 || len(got[1].rounds) != 4 || got[2].high != 15 {
		t.Errorf("phases %+v, want reset to 5, five rounds of noise to 10, fine-tuning to 15", got)
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		v        float64
		decimals int
		want     string
	}{{-0.5, 1, "−0.5"}, {-0.0001, 2, "0.00"}, {12, 0, "12"}} {
		if got := number(c.v, c.decimals); got != c.want {
			t.Errorf("number(%v, %d) = %q, want %q", c.v, c.decimals, got, c.want)
		}
	}
	if got := thousands(1065706); got != "1,065,706" {
		t.Errorf("thousands(1065706) = %q", got)
	}
}

// TestLooks wants no two methods to share colour and marker, nor colour and
// dashes.
func TestLooks(t *testing.T) {
	for method, a := range methodLooks {
		for other, b := range methodLooks {
			if method == other {
				continue
			}
			if a.color == b.color && a.marker == b.marker {
				t.Errorf("%s and %s have the same colour and marker", method, other)
			}
			if a.color == b.color && len(a.dashes) == 0 && len(b.dashes) == 0 {
				t.Errorf("%s and %s have the same colour and line", method, other)
			}
		}
	}
}

// TestForestRows wants a row a speaker and the pooled one for each of the six
// comparisons of the analysis.
func TestForestRows(t *testing.T) {
	view, err := records.Select(madeUpRecords(madeUpSpeakers, 10), records.DefaultSelection())
	if err != nil {
		t.Fatal(err)
	}
	rows := ForestRows(report.Analyse(view))
	if want := 6 * (6 + 1); len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	if last := rows[6]; !last.Pooled || last.Label != "6 speakers" || last.Verdict == "" ||
		last.Comparison != "All BN − Base" {
		t.Errorf("pooled row %+v, want All BN − Base over 6 speakers with a verdict", last)
	}
	if _, err := Forest(rows, report.EquivalenceMargin); err != nil {
		t.Error(err)
	}
}
