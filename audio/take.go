package audio

import "fmt"

// Take returns one recording by who says what and which take it is.
func Take(corpus *Corpus, label, speaker string, take int) (Recording, error) {
	for _, r := range corpus.Recordings {
		if r.Label == label && r.Speaker == speaker && r.Take == take {
			return r, nil
		}
	}
	return Recording{}, fmt.Errorf("corpus %s has no take %d of %q by %q: choose among its %d speakers and %d labels",
		corpus.Name, take, label, speaker, len(corpus.Speakers), len(corpus.Labels))
}

// TakesOf returns a speaker's recordings of one take, one for each label that has it.
func TakesOf(corpus *Corpus, speaker string, take int) []Recording {
	var some []Recording
	for _, label := range corpus.Labels {
		if r, err := Take(corpus, label, speaker, take); err == nil {
			some = append(some, r)
		}
	}
	return some
}
