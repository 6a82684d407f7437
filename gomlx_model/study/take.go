package study

import (
	"audiounlearning/audio"
	"fmt"
)

// Take returns one recording by who says what and which take it is.
func Take(corpus *audio.Corpus, label, speaker string, take int) (audio.Recording, error) {
	for _, r := range corpus.Recordings {
		if r.Label == label && r.Speaker == speaker && r.Take == take {
			return r, nil
		}
	}
	return audio.Recording{}, fmt.Errorf("corpus %s has no take %d of %q by %q: choose among its %d speakers and %d labels",
		corpus.Name, take, label, speaker, len(corpus.Speakers), len(corpus.Labels))
}

// TakesOf returns a speaker's recordings of one take, one for each label that has it.
func TakesOf(corpus *audio.Corpus, speaker string, take int) []audio.Recording {
	var some []audio.Recording
	for _, label := range corpus.Labels {
		if r, err := Take(corpus, label, speaker, take); err == nil {
			some = append(some, r)
		}
	}
	return some
}
