package figures_test

import (
	"context"
	"fmt"
	"math"
	"os"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/figures"
	"audiounlearning/gomlx_model/records"
)

// tone is a recording of a third of a second: a tone with one overtone. Its
// pitch plays the part of a voice, and its rise that of a word.
func tone(label, speaker string, pitch, rise float64) corpus.Recording {
	r := corpus.Recording{Name: label + "_" + speaker + "_0.wav", Label: label, Speaker: speaker,
		SampleRate: 8000, Samples: make([]float64, 2700)}
	for i := range r.Samples {
		s := float64(i) / 8000
		phase := 2 * math.Pi * (pitch*s + rise*s*s)
		r.Samples[i] = math.Exp(-6*s) * (0.4*math.Sin(phase) + 0.2*math.Sin(3*phase))
	}
	return r
}

// toneCorpus has two words by two voices.
func toneCorpus() *corpus.Corpus {
	return &corpus.Corpus{Labels: []string{"0", "1"}, Speakers: []string{"ada", "ben"},
		Recordings: []corpus.Recording{tone("0", "ada", 220, 0), tone("0", "ben", 120, 0),
			tone("1", "ada", 220, 900), tone("1", "ben", 120, 900)}}
}

// A recording goes through all stages of the features. The figure shows the
// first and the last.
func ExampleClipStages() {
	clip, err := figures.ClipOf(audio.DefaultConfig(), tone("0", "ada", 220, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := figures.ClipStages(clip, figures.Waveform, figures.Cepstrum)
	if err == nil {
		err = figures.Save(os.TempDir(), "clip", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Caption)
	// Output:
	// The clip 0_ada_0.wav (0.34 s at 8000 Hz, one frame every 64 ms). Coefficient 0 of the MFCC is the loudness. For the other coefficients the colour scale follows the signed square root.
}

// The features of a corpus become a grid with a row for each digit and a column
// for each speaker.
func ExampleDigitsBySpeaker() {
	speech := toneCorpus()
	features, err := speech.Features(context.Background(), audio.DefaultConfig(), 20)
	if err != nil {
		fmt.Println(err)
		return
	}
	f, err := figures.DigitsBySpeaker(figures.CellsOf(speech, features, 0, "0", "1"))
	if err == nil {
		err = figures.Save(os.TempDir(), "digits", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(f.Data())-1, "values: 2 digits by 2 speakers, 20 coefficients by 20 frames")
	// Output:
	// 1600 values: 2 digits by 2 speakers, 20 coefficients by 20 frames
}

// There are ten clips of each digit. Gold mistakes six clips of a 2 for a 0.
// The original makes no mistake, so it has six more on the diagonal and six
// fewer beside it.
func ExampleConfusions() {
	gold := figures.Confusion{Head: "Gold", Counts: [][]int{{10, 0, 0}, {0, 10, 0}, {6, 0, 4}}}
	original := figures.Confusion{Head: "Original",
		Counts: [][]int{{10, 0, 0}, {0, 10, 0}, {0, 0, 10}}}
	f, err := figures.Confusions(gold, []figures.Confusion{original}, []string{"0", "1", "2"})
	if err == nil {
		err = figures.Save(os.TempDir(), "confusions", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.Caption)
	// Output:
	// Confusion matrices (Gold: 24 of 30 right; Original: 30 of 30 right). Rows: true label; columns: predicted label. First matrix: number of clips. Other matrices: how many clips more (red, +) or fewer (blue, −) than the first.
}

// The answers of runs become matrices. Gold answers 1 for all of ada's clips;
// base does so for every other one of her ten clips of a 0.
func ExampleConfusionsOf() {
	speech := &corpus.Corpus{Labels: []string{"0", "1"}, Speakers: []string{"ada", "ben"}}
	var gold, base []int8 // an answer for each recording, in their order
	for label := range int8(2) {
		for _, speaker := range speech.Speakers {
			for take := range 10 {
				speech.Recordings = append(speech.Recordings, corpus.Recording{
					Label: speech.Labels[label], Speaker: speaker, Take: take})
				gold, base = append(gold, 1), append(base, max(label, int8(take%2)))
			}
		}
	}
	run := func(method string, answers []int8) records.Run {
		return records.Run{Name: records.Name{Protocol: "P", Speaker: "ada", Seed: 1,
			Method: method}, Result: records.Result{Answers: answers}}
	}
	results := &records.Results{Runs: []records.Run{run("gold", gold), run("base", base)}}
	f, err := figures.ConfusionsOf(results, speech, "excluded", "gold", "base")
	if err == nil {
		err = figures.Save(os.TempDir(), "confusions_of", f)
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range f.Data() {
		fmt.Println(row[:4])
	}
	// Output:
	// [model true predicted clips]
	// [Gold 0 0 0]
	// [Gold 0 1 10]
	// [Gold 1 0 0]
	// [Gold 1 1 10]
	// [Base 0 0 5]
	// [Base 0 1 5]
	// [Base 1 0 0]
	// [Base 1 1 10]
}
