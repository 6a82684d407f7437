package corpus

import "fmt"

// Take returns the recording of a label by a speaker with the given take.
func (c *Corpus) Take(label, speaker string, take int) (Recording, error) {
	for _, r := range c.Recordings {
		if r.Label == label && r.Speaker == speaker && r.Take == take {
			return r, nil
		}
	}
	return Recording{}, fmt.Errorf("corpus %s has no take %d of %q by %q: choose among its %d "+
		"speakers and %d labels",
		c.Name, take, label, speaker, len(c.Speakers), len(c.Labels))
}

// TakesOf returns a speaker's recordings of one take, one for each label that
// has it.
func (c *Corpus) TakesOf(speaker string, take int) []Recording {
	var some []Recording
	for _, label := range c.Labels {
		if r, err := c.Take(label, speaker, take); err == nil {
			some = append(some, r)
		}
	}
	return some
}
