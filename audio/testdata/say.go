// Say writes a synthetic word as a WAV file, for scripts that need speech which
// nobody spoke:
//
//	go run testdata/say.go FILE.wav
package main

import (
	"bytes"
	"log"
	"os"

	"audiounlearning/audio"
	"audiounlearning/audio/synth"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("say needs the name of a file to write")
	}
	s, err := synth.New(synth.Options{Labels: []string{"seven", "six"}})
	if err != nil {
		log.Fatal(err)
	}
	var wav bytes.Buffer
	if err := audio.WriteWAV(&wav, s.Say(0, 0, 0), synth.Rate); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[1], wav.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}
