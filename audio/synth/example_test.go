package synth_test

import (
	"fmt"
	"log"

	"audiounlearning/audio/synth"
)

// The takes of a word by one speaker differ.
func ExampleSynthesiser_Say() {
	s, err := synth.New(synth.Options{Labels: []string{"yes", "no"}, Speakers: 10})
	if err != nil {
		log.Fatal(err)
	}
	for take := range 2 {
		x := s.Say(0, 9, take)
		fmt.Printf("yes by %s: %.2f s\n", synth.SpeakerName(9), float64(len(x))/synth.Rate)
	}
	// Output:
	// yes by synth10: 0.38 s
	// yes by synth10: 0.37 s
}

func ExamplePronounce() {
	fmt.Println(synth.Pronounce("42"))
	fmt.Println(synth.Pronounce("forward"))
	_, err := synth.Pronounce("turn left")
	fmt.Println(err)
	// Output:
	// [F AO R T HH UW UW] <nil>
	// [F AO R W AA R - D] <nil>
	// synth: label "turn left" contains ' '; give letters a to z and digits
}

// Labels that the synthesiser cannot tell apart are refused.
func ExampleNew() {
	_, err := synth.New(synth.Options{Labels: []string{"cat", "kat"}})
	fmt.Println(err)
	// Output:
	// synth: labels "cat" and "kat" sound alike (K AE - T); leave one of them out
}
