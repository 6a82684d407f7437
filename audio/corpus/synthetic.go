package corpus

import (
	"context"
	"fmt"
	"slices"

	"audiounlearning/audio/synth"
)

// Synthetic returns a corpus that nobody spoke, made by package synth with the
// given options. With the zero options it has the shape of FSDD: the digits 0
// to 9 by the speakers synth1 to synth6, 50 takes each, at 8 kHz, in 16-bit
// samples. It is a stand-in if the recordings are not available: results on it
// say nothing about real speech. A recording takes about 30 KB.
//
// The same options give the same recordings and digest on every machine that
// Go runs on. The errors are those of synth.New, and the context's.
func Synthetic(ctx context.Context, o synth.Options) (*Corpus, error) {
	s, err := synth.New(o)
	if err != nil {
		return nil, err
	}
	o = s.Options()
	recordings := make([]Recording, len(o.Labels)*o.Speakers*o.Takes)
	failed := make([]error, len(recordings))
	err = parallel(ctx, len(recordings), func() func(int) {
		return func(i int) {
			label, speaker, take := i/o.Takes/o.Speakers, i/o.Takes%o.Speakers, i%o.Takes
			recordings[i] = Recording{
				Label: o.Labels[label], Speaker: synth.SpeakerName(speaker), Take: take,
				SampleRate: synth.Rate, Samples: s.Say(label, speaker, take),
			}
			failed[i] = recordings[i].complete()
		}
	})
	if err != nil {
		return nil, fmt.Errorf("make a synthetic corpus: %w", err)
	}
	if i := slices.IndexFunc(failed, func(err error) bool { return err != nil }); i >= 0 {
		return nil, failed[i]
	}
	c, err := New("synthetic", recordings)
	if err != nil {
		return nil, err
	}
	c.Synthetic = true
	return c, nil
}
