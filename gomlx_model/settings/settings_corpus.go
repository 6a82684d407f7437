package settings

import (
	"context"
	"fmt"
	"os"

	"audiounlearning/audio/corpus"
)

// OpenCorpus finds the corpus that the settings name. If it falls back to the
// synthetic one, it says why on standard error.
func (s Settings) OpenCorpus(ctx context.Context) (*corpus.Corpus, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	var last string
	c, err := corpus.Find(ctx, s.Data, corpus.FindOptions{Log: func(line string) { last = line }})
	if err == nil && c.Synthetic && s.Data == "" {
		fmt.Fprintln(os.Stderr, last)
	}
	return c, err
}

// Banner returns the warning that every page and figure must begin with: that
// the run is quick, or on synthetic speech. It is empty for the real study.
func (s Settings) Banner(synthetic bool) string {
	switch {
	case s.Quick && synthetic:
		return "quick run on synthetic speech: shows that everything works, measures nothing"
	case s.Quick:
		return "quick run: shows that everything works, measures nothing"
	case synthetic:
		return "synthetic speech: not the Free Spoken Digit Dataset"
	}
	return ""
}

// For returns the settings with all that depends on the corpus filled in, and
// checks everything.
func (s Settings) For(c *corpus.Corpus) (Settings, error) {
	if err := s.Validate(); err != nil {
		return s, err
	}
	if len(s.Speakers) == 0 {
		s.Speakers = []string{DefaultSpeaker(c)}
	}
	s.Network = s.Shape()
	s.Network.Classes = len(c.Labels)
	if len(c.Speakers) < 2 {
		return s, fmt.Errorf("corpus %s has %d speakers: at least 2 are needed, one to forget and "+
			"one to keep; add recordings", c.Name, len(c.Speakers))
	}
	if err := s.Network.Validate(); err != nil {
		return s, fmt.Errorf("corpus %s has %d labels: %w", c.Name, len(c.Labels), err)
	}
	return s, nil
}

// FSDDSpeaker is the speaker whom the default study of FSDD excludes; the paper
// does not name its speaker.
const FSDDSpeaker = "lucas"

// DefaultSpeaker returns [FSDDSpeaker] if the corpus has him, else its first
// speaker by name.
func DefaultSpeaker(c *corpus.Corpus) string {
	if c.HasSpeaker(FSDDSpeaker) {
		return FSDDSpeaker
	}
	return c.Speakers[0]
}
