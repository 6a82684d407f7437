package corpus_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"

	"audiounlearning/audio"
	"audiounlearning/audio/corpus"
	"audiounlearning/audio/synth"
)

// Find takes the recordings where they can be had. Here the synthetic corpus
// is asked for, which needs no network.
func ExampleFind() {
	c, err := audio.Find(context.Background(), "synthetic", audio.FindOptions{})
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
	for _, name := range []string{"yes_ann_0.wav", "no_ann_0.wav", "yes_bob_0.wav", "no_bob_0.wav"} {
		var b bytes.Buffer
		if err := audio.WriteWAV(&b, sine(440, 8000), 8000); err != nil {
			log.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			log.Fatal(err)
		}
	}
	c, err := audio.Open(context.Background(), dir, audio.OpenOptions{})
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

// The features of a corpus are one block of numbers, ready for a model.
func ExampleCorpus_Features() {
	c := audio.SynthesizeTakes(1, 2)
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
	c := audio.SynthesizeTakes(1, 1)
	fmt.Println(c.LabelIndex("7"), c.LabelIndex("ten"), c.HasSpeaker("synth6"), c.HasSpeaker("theo"))
	// Output:
	// 7 -1 true false
}

// Two takes of a digit by a speaker differ, and two seeds speak differently.
func ExampleSynthesize() {
	c := audio.Synthesize(audio.SyntheticSeed)
	fmt.Println(len(c.Recordings), c.Recordings[0].Name, c.Digest[:16])
	// Output:
	// 3000 0_synth1_0.wav 38124bf0f9f32f28
}

func ExampleParseName() {
	fmt.Println(audio.ParseName("recordings/7_theo_12.wav"))
	_, _, _, err := audio.ParseName("hello.wav")
	fmt.Println(err)
	// Output:
	// 7 theo 12 <nil>
	// hello.wav: name does not parse as {label}_{speaker}_{take}.wav, such as 7_theo_12.wav; rename or remove it
}
