package corpus

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"audiounlearning/audio"
)

// ErrRepeated is returned when a recording is in a corpus twice.
var ErrRepeated = errors.New("recording is there twice")

// New returns the corpus of recordings that were made or read elsewhere, under
// a name. A recording without a Name gets that of [FileName], and one without
// a Sum that of the file which audio.WriteWAV makes of it. The slice is copied,
// the samples are shared.
//
// The error is of the kind [ErrName] if a Name does not say the recording's
// label, speaker and take, of the kind [ErrRepeated] if a recording is there
// twice, or that of audio.WriteWAV.
func New(name string, recordings []Recording) (*Corpus, error) {
	c := &Corpus{Name: name, Recordings: slices.Clone(recordings)}
	for i := range c.Recordings {
		if err := c.Recordings[i].complete(); err != nil {
			return nil, fmt.Errorf("corpus %s: %w", name, err)
		}
	}
	c.index()
	for _, err := range repeated(c.Recordings) {
		if err != nil {
			return nil, fmt.Errorf("corpus %s: %w", name, err)
		}
	}
	return c, nil
}

// complete fills in the name and the sum of r, or checks its name.
func (r *Recording) complete() (err error) {
	if r.Name == "" {
		if r.Name, err = FileName(r.Label, r.Speaker, r.Take); err != nil {
			return err
		}
	}
	if err := r.checkName(); err != nil {
		return err
	}
	if r.Sum == [sha256.Size]byte{} {
		h := sha256.New()
		if err := audio.WriteWAV(h, r.Samples, r.SampleRate); err != nil {
			return fmt.Errorf("%s: %w", r.Name, err)
		}
		h.Sum(r.Sum[:0])
	}
	return nil
}

// checkName checks that the name of r says what r is.
func (r *Recording) checkName() error {
	label, speaker, take, err := ParseName(r.Name)
	if err != nil {
		return err
	}
	if label != r.Label || speaker != r.Speaker || take != r.Take {
		return fmt.Errorf("%s: %w as label %q, speaker %q and take %d, which the recording is of; "+
			"leave the name empty or give FileName's", r.Name, ErrName, r.Label, r.Speaker, r.Take)
	}
	return nil
}

// repeated returns an error for each recording, in order: nil, or one that
// names an earlier recording with the same label, speaker and take or with the
// same bytes. It skips recordings without a name.
func repeated(recordings []Recording) []error {
	type said struct {
		label, speaker string
		take           int
	}
	names, bytes := map[said]string{}, map[[sha256.Size]byte]string{}
	errs := make([]error, len(recordings))
	for i, r := range recordings {
		key := said{r.Label, r.Speaker, r.Take}
		if other, ok := names[key]; ok {
			errs[i] = fmt.Errorf("%s: %w: %s is take %d of %q by %q too; remove or rename one of "+
				"them",
				r.Name, ErrRepeated, other, r.Take, r.Label, r.Speaker)
		} else if other, ok := bytes[r.Sum]; ok {
			errs[i] = fmt.Errorf("%s: %w: %s has the same bytes; remove one of them",
				r.Name, ErrRepeated, other)
		} else {
			names[key], bytes[r.Sum] = r.Name, r.Name
		}
	}
	return errs
}
