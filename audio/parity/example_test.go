package parity_test

import (
	"context"
	"fmt"
	"log"

	"audiounlearning/audio/corpus"
	"audiounlearning/audio/parity"
	"audiounlearning/audio/synth"
)

// The reference is of one corpus only.
func ExampleCompare() {
	c, err := corpus.Synthetic(context.Background(), synth.Options{Takes: 1})
	if err != nil {
		log.Fatal(err)
	}
	_, err = parity.Compare(context.Background(), c)
	fmt.Println(err)
	// Output:
	// parity: librosa's stored coefficients are of the Free Spoken Digit Dataset; corpus synthetic is another
}

func ExampleReference() {
	names, coefficients, err := parity.Reference()
	fmt.Println(len(names), names[0], len(coefficients), err)
	// Output:
	// 240 0_george_18.wav 96000 <nil>
}
