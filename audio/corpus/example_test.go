package corpus_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
)

// sine returns a second of a tone.
func Sine(hertz float64, rate int) []float64 {
	x := make([]float64, rate)
	for i := range x {
		x[i] = 0.5 * math.Sin(2*math.Pi*hertz*float64(i)/float64(rate))
	}
	return x
}

// Find takes the recordings where they can be had. Here the synthetic corpus
// is asked for, which needs no network.
func ExampleFind() {
	c, err := corpus.Find(context.Background(), "synthetic", corpus.FindOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(c.Recordings), "recordings, synthetic:", c.Synthetic)
	fmt.Println(c.Labels)
	fmt.Println(c.Speakers)
	// Output:
	// 3000 recordings, synthetic: true
	// [0 1 2 3 4 5 6 7 8 9]
	// [synth1 synth2 synth3 synth4 synth5 synth6]
}

// Open reads a folder, whose files say who says what.
func ExampleOpen() {
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for i, name := range []string{"yes_ann_0.wav", "no_ann_0.wav", "yes_bob_0.wav",
		"no_bob_0.wav"} {
		var b bytes.Buffer
		if err := audio.WriteWAV(&b, Sine(float64(440+10*i), 8000), 8000); err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			log.Fatal(err)
		}
	}
	c, err := corpus.Open(context.Background(), dir, corpus.OpenOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.Labels, c.Speakers, c.Complete())
	for _, r := range c.Recordings {
		fmt.Println(r.Name, r.Label, r.Speaker, r.Take, len(r.Samples))
	}
	// Output:
	// [no yes] [ann bob] <nil>
	// no_ann_0.wav no ann 0 8000
	// no_bob_0.wav no bob 0 8000
	// yes_ann_0.wav yes ann 0 8000
	// yes_bob_0.wav yes bob 0 8000
}

// A folder may hold other kinds of files as well; what each is, its bytes say.
func ExampleOpen_kinds() {
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for name, file := range map[string]string{
		"yes_ann_0.flac": "files/mono.flac", "yes_ann_1.ogg": "vorbis/mono.ogg",
		"yes_ann_2.rf64": "files/mono.rf64", "yes_ann_3.w64": "files/mono.w64",
	} {
		b, err := os.ReadFile(filepath.Join("../testdata", file))
		if err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	c, err := corpus.Open(context.Background(), dir, corpus.OpenOptions{})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range c.Recordings {
		fmt.Println(r.Name, r.SampleRate, len(r.Samples))
	}
	// Output:
	// yes_ann_0.flac 8000 1000
	// yes_ann_1.ogg 8000 4644
	// yes_ann_2.rf64 8000 1000
	// yes_ann_3.w64 8000 1000
}

// Every file that cannot be used is named, with its reason and a way out.
func ExampleCorpusError() {
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{"yes_ann_0.wav": "", "hello.wav": "hello, hello"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			log.Fatal(err)
		}
	}
	_, err = corpus.Open(context.Background(), dir, corpus.OpenOptions{})
	var bad *corpus.CorpusError
	if !errors.As(err, &bad) {
		log.Fatal(err)
	}
	fmt.Println(len(bad.Files), "of", bad.Total)
	fmt.Println(bad.Files[1])
	// Output:
	// 2 of 2
	// yes_ann_0.wav: the file is empty (0 bytes); copy or download it again
}

// A study needs every label by every speaker.
func ExampleCorpus_Complete() {
	c, err := corpus.Synthetic(context.Background(), synth.Options{Takes: 1})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.Complete())
	some := c.Subset(func(r corpus.Recording) bool { return r.Label != "7" || r.Speaker != "synth2" })
	fmt.Println(some.Complete())
	// Output:
	// <nil>
	// corpus synthetic has no recording of "7" by "synth2"; add 7_synth2_0.wav or remove that speaker's files
}

// One recording by who says what, and all labels of one take.
func ExampleCorpus_Take() {
	c, err := corpus.Synthetic(context.Background(), synth.Options{Takes: 2})
	if err != nil {
		log.Fatal(err)
	}
	r, err := c.Take("7", "synth3", 1)
	fmt.Println(r.Name, err)
	fmt.Println(len(c.TakesOf("synth3", 1)))
	_, err = c.Take("7", "synth3", 2)
	fmt.Println(err)
	// Output:
	// 7_synth3_1.wav <nil>
	// 10
	// corpus synthetic has no take 2 of "7" by "synth3": choose among its 6 speakers and 10 labels
}

// The features of a corpus are one block of numbers, ready for a model.
func ExampleCorpus_Features() {
	c, err := corpus.Synthetic(context.Background(), synth.Options{Takes: 2})
	if err != nil {
		log.Fatal(err)
	}
	f, err := c.Features(context.Background(), audio.DefaultConfig(), 20)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(f.N, "×", f.Coefficients, "×", f.Frames, "=", len(f.X))
	// Output:
	// 120 × 20 × 20 = 48000
}

// Who is asked for by number gets the number of the class.
func ExampleCorpus_LabelIndex() {
	c, err := corpus.Synthetic(context.Background(), synth.Options{Takes: 1})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.LabelIndex("7"), c.LabelIndex("ten"), c.HasSpeaker("synth6"),
		c.HasSpeaker("theo"))
	// Output:
	// 7 -1 true false
}

// The zero options make the corpus that Find falls back to; others have any
// number of speakers and labels.
func ExampleSynthetic() {
	for _, o := range []synth.Options{{}, {Speakers: 20, Labels: []string{"yes", "no"}, Takes: 3}} {
		c, err := corpus.Synthetic(context.Background(), o)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(len(c.Recordings), c.Recordings[0].Name, c.Digest[:16])
	}
	// Output:
	// 3000 0_synth1_0.wav 38124bf0f9f32f28
	// 120 no_synth10_0.wav d604c457afe4e4a3
}

// A subset is a corpus of its own, with its own digest and labels.
func ExampleCorpus_Subset() {
	c, err := corpus.Synthetic(context.Background(), synth.Options{Takes: 1})
	if err != nil {
		log.Fatal(err)
	}
	even := c.Subset(func(r corpus.Recording) bool { return r.Label[0]%2 == 0 })
	fmt.Println(even.Labels, len(even.Recordings), even.Digest != c.Digest)
	fmt.Println(c.LabelIndex("4"), even.LabelIndex("4"))
	// Output:
	// [0 2 4 6 8] 30 true
	// 4 2
}

// A corpus of one's own sounds: two tones, each by two "speakers".
func ExampleNew() {
	var recordings []corpus.Recording
	for i, label := range []string{"high", "low"} {
		for j, speaker := range []string{"ann", "bob"} {
			recordings = append(recordings, corpus.Recording{
				Label: label, Speaker: speaker,
				SampleRate: 8000, Samples: Sine(float64(800-400*i+50*j), 8000),
			})
		}
	}
	c, err := corpus.New("tones", recordings)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.Labels, c.Speakers, c.Recordings[0].Name, c.Complete())
	// Output:
	// [high low] [ann bob] high_ann_0.wav <nil>
}

// Write makes a folder that Open reads back.
func ExampleWrite() {
	dir, err := os.MkdirTemp("", "corpus")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	o := synth.Options{Speakers: 2, Labels: []string{"left", "right"}, Takes: 1}
	c, err := corpus.Synthetic(context.Background(), o)
	if err != nil {
		log.Fatal(err)
	}
	if err := corpus.Write(dir, c); err != nil {
		log.Fatal(err)
	}
	read, err := corpus.Open(context.Background(), dir, corpus.OpenOptions{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(read.Labels, read.Speakers, read.Digest == c.Digest)
	// Output:
	// [left right] [synth1 synth2] true
}

func ExampleParseName() {
	fmt.Println(corpus.ParseName("recordings/7_theo_12.wav"))
	_, _, _, err := corpus.ParseName("hello.wav")
	fmt.Println(err)
	// Output:
	// 7 theo 12 <nil>
	// hello.wav: name does not parse as {label}_{speaker}_{take}.wav (or .flac, .ogg, .oga, .w64, .rf64), such as 7_theo_12.wav; rename or remove it
}

// What a name cannot carry is refused.
func ExampleFileName() {
	fmt.Println(corpus.FileName("left", "ann", 3))
	_, err := corpus.FileName("turn_left", "ann", 3)
	fmt.Println(err)
	// Output:
	// left_ann_3.wav <nil>
	// name a recording of "turn_left" by "ann": name does not parse: label "turn_left" contains an underscore, which separates label, speaker and take; choose another
}
