package figures

import (
	"bytes"
	"encoding/base64"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// hum is a recording of one second of a tone.
func hum(label, speaker string, take int) corpus.Recording {
	r := corpus.Recording{Name: label + "_" + speaker + "_0.wav", Label: label, Speaker: speaker,
		Take: take, SampleRate: 8000, Samples: make([]float64, 8000)}
	for i := range r.Samples {
		r.Samples[i] = 0.4 * math.Sin(2*math.Pi*440*float64(i)/8000)
	}
	return r
}

// TestPlayerHoldsARecordingOnlyIfItMay looks for the samples in the page, and
// reads them back if they should be there.
func TestPlayerHoldsARecordingOnlyIfItMay(t *testing.T) {
	r := hum("7", "ann", 0)
	silent, err := player(r, false)
	if err != nil || strings.Contains(silent, "audio") || !strings.Contains(silent, r.Name) {
		t.Errorf("a recording that may not be passed on gives %q, %v", silent, err)
	}
	page, err := player(r, true)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(page, "base64,")
	wav, err := base64.StdEncoding.DecodeString(rest[:strings.Index(rest, `"`)])
	if err != nil {
		t.Fatal(err)
	}
	samples, rate, err := audio.Read(bytes.NewReader(wav))
	if err != nil || rate != r.SampleRate || len(samples) != len(r.Samples) {
		t.Errorf("the page holds %d samples at %d Hz, %v", len(samples), rate, err)
	}
}

// TestSmallPNG: a figure that is too large at full resolution becomes smaller,
// and one that fits stays as it is.
func TestSmallPNG(t *testing.T) {
	f := Idea()
	full, err := PNG(f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := smallPNG(f)
	if err != nil || len(full) > most || !bytes.Equal(got, full) {
		t.Errorf("a figure of %d bytes became %d, %v", len(full), len(got), err)
	}
	curves, err := LearningCurves(madeUpTraining(10), madeUpRecords([]string{"ada"}, 1))
	if err != nil {
		t.Fatal(err)
	}
	large, err := PNG(curves)
	if err != nil {
		t.Fatal(err)
	}
	if got, err = smallPNG(curves); err != nil || len(large) > most && len(got) >= len(large) {
		t.Errorf("a figure of %d bytes became %d, %v", len(large), len(got), err)
	}
}

func TestEscapeMarkdown(t *testing.T) {
	if got, want := escapeMarkdown("7_theo_0 * <b>"), `7\_theo\_0 \* &lt;b>`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestClipOf compares the last stage with the features themselves, and the
// centres of the mel bands with the peaks of the filters, to within one bin of
// the FFT.
func TestClipOf(t *testing.T) {
	cfg := audio.DefaultConfig()
	r := hum("7", "ann", 0)
	clip, err := ClipOf(cfg, r)
	if err != nil {
		t.Fatal(err)
	}
	speech := &corpus.Corpus{Recordings: []corpus.Recording{r}, Labels: []string{"7"},
		Speakers: []string{"ann"}}
	f, err := speech.Features(t.Context(), cfg, 20)
	if err != nil {
		t.Fatal(err)
	}
	_, frames := clip.MFCC.Dims()
	for c := range f.Coefficients {
		for i := range min(frames, f.Frames) {
			if got, want := float32(clip.MFCC.At(c, i)), f.X[c*f.Frames+i]; got != want {
				t.Fatalf("coefficient %d, frame %d: %v, the features have %v", c, i, got, want)
			}
		}
	}
	e, err := audio.NewExtractor(cfg)
	if err != nil {
		t.Fatal(err)
	}
	filters := e.Filters()
	bands, bins := filters.Dims()
	hz := float64(cfg.SampleRate) / float64(cfg.FFT)
	for b := range bands {
		peak := 0
		for k := range bins {
			if filters.At(b, k) > filters.At(b, peak) {
				peak = k
			}
		}
		if math.Abs(clip.MelHz[b]-float64(peak)*hz) > hz {
			t.Errorf("band %d: centre %.1f Hz, its filter peaks at %.1f Hz", b, clip.MelHz[b],
				float64(peak)*hz)
		}
	}
	half := r
	half.SampleRate = 16000
	if clip, err = ClipOf(cfg, half); err != nil || clip.SampleRate != 8000 ||
		len(clip.Samples) != 4000 {
		t.Errorf("at 16 kHz: %d samples at %d Hz, %v", len(clip.Samples), clip.SampleRate, err)
	}
}

func TestAdapters(t *testing.T) {
	parts := SplitParts(split.Split{Training: []int{0, 1}, Test: []int{2},
		Excluded: []int{3, 4, 5}})
	want := []SplitPart{{Set: "retained", Clips: 2, Original: true, Gold: true},
		{Set: "test", Clips: 1}, {Set: "excluded", Clips: 3, Original: true}}
	if !reflect.DeepEqual(parts, want) {
		t.Errorf("parts %v, want %v", parts, want)
	}
	speech := &corpus.Corpus{Recordings: []corpus.Recording{hum("0", "ann", 0), hum("0", "ben", 1),
		hum("1", "ann", 0)},
		Labels: []string{"0", "1"}, Speakers: []string{"ann", "ben"}}
	features := &corpus.Features{N: 3, Coefficients: 1, Frames: 2, X: []float32{1, 2, 3, 4, 5, 6}}
	cells := CellsOf(speech, features, 0, "1", "0")
	if len(cells) != 2 || cells[0].Label != "1" || !reflect.DeepEqual(cells[0].Values,
		[]float32{5, 6}) || !reflect.DeepEqual(cells[1].Values, []float32{1, 2}) {
		t.Errorf("cells %v", cells)
	}
	results := &records.Results{Runs: []records.Run{{Name: records.Name{Speaker: "ann", Seed: 1,
		Method: "base"}}, {Name: records.Name{Speaker: "ann", Seed: 1, Method: "gold"}}}}
	if runs := results.RunsOf("gold"); len(runs) != 1 || runs[0].Method != "gold" {
		t.Errorf("runs %v", runs)
	}
	if runs := results.RunsOf(); len(runs) != 2 {
		t.Errorf("%d runs, want both", len(runs))
	}
	if _, err := ConfusionsOf(results, speech, "excluded", "gold", "base"); !errors.Is(err, ErrNoData) {
		t.Errorf("a run without answers gives %v", err)
	}
}

// TestConfusionsOf wants only the runs that both methods have: two seeds of
// gold and one of base make one pair. Gold answers 1 for all of Ann's clips;
// base is always right.
func TestConfusionsOf(t *testing.T) {
	speech := &corpus.Corpus{Labels: []string{"0", "1"}, Speakers: []string{"ann", "ben"}}
	var ones, right []int8
	for _, speaker := range speech.Speakers {
		for label := range int8(2) {
			for take := range 10 {
				speech.Recordings = append(speech.Recordings,
					hum(speech.Labels[label], speaker, take))
				ones, right = append(ones, 1), append(right, label)
			}
		}
	}
	run := func(method string, seed int, answers []int8) records.Run {
		return records.Run{Name: records.Name{Protocol: "P", Speaker: "ann", Seed: seed,
			Method: method}, Result: records.Result{Answers: answers}}
	}
	results := &records.Results{Runs: []records.Run{run("gold", 1, ones), run("gold", 2, right),
		run("base", 1, right)}}
	f, err := ConfusionsOf(results, speech, "excluded", "gold", "base")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"Gold", "0", "0", "0", "0"}, {"Gold", "0", "1", "10", "10"},
		{"Gold", "1", "0", "0", "0"}, {"Gold", "1", "1", "10", "10"},
		{"Base", "0", "0", "10", "0"}, {"Base", "0", "1", "0", "10"},
		{"Base", "1", "0", "0", "0"}, {"Base", "1", "1", "10", "10"}}
	if got := f.Data()[1:]; !reflect.DeepEqual(got, want) ||
		!strings.Contains(f.Caption, "over 1 run of each") {
		t.Errorf("%v, %s; want %v", got, f.Caption, want)
	}
}
