package study

import (
	"context"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// An Outlook says what a study would do.
type Outlook struct {
	Runs    int   // in its grid
	Missing int   // that would be trained
	Epochs  int   // of these, without those that another passes on its way
	Bytes   int64 // that these would add to the store, about
}

// answerBytes is what a stored run holds of each clip besides weights: an
// answer and a margin, in base64.
const answerBytes = 7

// Look returns what Run would do with the same arguments. It trains nothing.
func Look(ctx context.Context, s settings.Settings, c *corpus.Corpus, known []records.Record) (
	Outlook, error) {
	r, specs, backend, err := newRunner(ctx, s, c, known)
	if err != nil {
		return Outlook{}, err
	}
	defer backend.Compute.Finalize()
	todo, err := r.missing(specs)
	if err != nil {
		return Outlook{}, err
	}
	pairs := byPair(todo)
	learnt, moving := r.settings.Network.Sizes()
	o := Outlook{Runs: len(specs), Missing: len(todo),
		Bytes: int64(len(todo)) * int64(4*(learnt+moving)+answerBytes*len(c.Recordings))}
	for _, spec := range todo {
		if _, passed := spec.passedBy(pairs[spec.pair()]); !passed {
			o.Epochs += spec.epochs()
		}
	}
	return o, nil
}
