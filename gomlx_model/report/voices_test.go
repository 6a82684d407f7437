package report

import (
	"fmt"

	"audiounlearning/audio/corpus"
)

// twoVoices has two labels, two speakers and ten takes each; clips of label 0
// have 8,000 samples, of label 1 have 16,000, at 8 kHz.
func twoVoices() *corpus.Corpus {
	c := &corpus.Corpus{Name: "small", Labels: []string{"0", "1"}, Speakers: []string{"ann", "ben"}}
	for label := range 2 {
		for _, speaker := range c.Speakers {
			for take := range 10 {
				c.Recordings = append(c.Recordings, corpus.Recording{Name: fmt.Sprintf(
					"%d_%s_%d.wav", label, speaker, take),
					Label: fmt.Sprint(label), Speaker: speaker, Take: take, SampleRate: 8000,
					Samples: make([]float64, 8000*(1+label))})
			}
		}
	}
	return c
}
