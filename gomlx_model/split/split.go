package split

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"audiounlearning/audio/corpus"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
)

// HeldTakes is the number of takes of each speaker and label, the first ones,
// that protocol M holds out. It is the convention of the Free Spoken Digit
// Dataset.
const HeldTakes = 5

// A Clip is what a split needs to know about a recording.
type Clip struct {
	Label, Speaker string
	Take           int
}

// A Split says which clips each model hears and which judge it, as indices into
// the corpus, ascending. The sets are disjoint and together they are the
// corpus.
//
// Gold trains on Training, the original on Training and Excluded. Training is
// what the records call "retained".
type Split struct {
	Training     []int
	Validation   []int // watched, and tuning chooses by it; empty under protocol M
	Test         []int // clips of the other speakers that no model hears
	Excluded     []int // clips that are to be forgotten
	ExcludedHeld []int // clips of the excluded speakers that no model hears; empty under protocol P

	Removals []Removal // the excluded speakers, in the order of their removal
}

// A Removal is one speaker's share of Excluded and ExcludedHeld.
type Removal struct {
	Speaker                string
	Excluded, ExcludedHeld []int
}

// New splits a corpus by protocol, excluded speaker and seed.
//
// Under ProtocolPaper all clips of the excluded speaker are Excluded. Of the
// others, drawn uniformly by network.Stream(seed, speaker, "split", "", 0),
// a tenth is Test, nine hundredths are Validation, both rounded to the nearest
// clip, and the rest is Training: 250, 225 and 2,025 of the 2,500 in FSDD (the
// paper, section 4.1).
//
// Under ProtocolHeldOut takes 0 to 4 are held out: the excluded speaker's are
// ExcludedHeld (50 in FSDD), the others' are Test (250). The remaining takes
// are Excluded (450) and Training (2,250). Nothing is drawn at random. An empty
// speaker excludes nobody. That is how this protocol trains its original, one
// for all speakers.
//
// Speakers that are removed one after another are joined by "+", as in
// "theo+lucas": all their clips are excluded. It is an error if a speaker is
// unknown or named twice, if a set is empty, or if a label has no clip to train
// on.
func New(clips []Clip, protocol, speaker string, seed int) (Split, error) {
	return divide(clips, protocol, speaker, seed, 0)
}

// NewFold is [New] under protocol M with other takes held out for each seed:
// seed s, from 1, holds out takes 5(s−1) to 5s−1. The first ten seeds hold out
// each of FSDD's 50 takes once. It is an error if the corpus has no such takes.
func NewFold(clips []Clip, protocol, speaker string, seed int) (Split, error) {
	if protocol != names.ProtocolHeldOut {
		return Split{}, fmt.Errorf("protocol %s has no folds; use M, or leave fold out", protocol)
	}
	return divide(clips, protocol, speaker, seed, HeldTakes*(seed-1))
}

// divide is New, except that protocol M holds out HeldTakes takes from first
// on.
func divide(clips []Clip, protocol, speaker string, seed, first int) (Split, error) {
	removals, err := parseSpeakers(clips, speaker)
	if err != nil {
		return Split{}, err
	}
	s := Split{Removals: removals}
	switch protocol {
	case names.ProtocolPaper:
		if speaker == "" {
			return Split{}, errors.New("protocol P needs an excluded speaker; name one, or use " +
				"protocol M")
		}
		s.drawPaper(clips, network.Stream(seed, speaker, "split", "", 0).Perm)
	case names.ProtocolHeldOut:
		s.holdOut(clips, first)
	default:
		return Split{}, fmt.Errorf("protocol %q is unknown; use P, the paper's, or M, with takes "+
			"held out", protocol)
	}
	for i := range s.Removals {
		s.Excluded = append(s.Excluded, s.Removals[i].Excluded...)
		s.ExcludedHeld = append(s.ExcludedHeld, s.Removals[i].ExcludedHeld...)
	}
	for _, set := range [][]int{s.Training, s.Validation, s.Test, s.Excluded, s.ExcludedHeld} {
		slices.Sort(set)
	}
	if err := s.checkSizes(clips, protocol); err != nil {
		return Split{}, fmt.Errorf("protocol %s without speaker %q: %w", protocol, speaker, err)
	}
	return s, nil
}

// drawPaper fills the sets of protocol P; perm draws a permutation.
func (s *Split) drawPaper(clips []Clip, perm func(int) []int) {
	var others []int
	for i, c := range clips {
		if r := s.removal(c.Speaker); r != nil {
			r.Excluded = append(r.Excluded, i)
		} else {
			others = append(others, i)
		}
	}
	test, validation := (10*len(others)+50)/100, (9*len(others)+50)/100
	for rank, k := range perm(len(others)) {
		switch i := others[k]; {
		case rank < test:
			s.Test = append(s.Test, i)
		case rank < test+validation:
			s.Validation = append(s.Validation, i)
		default:
			s.Training = append(s.Training, i)
		}
	}
}

// holdOut fills the sets of protocol M.
func (s *Split) holdOut(clips []Clip, first int) {
	for i, c := range clips {
		r, held := s.removal(c.Speaker), c.Take >= first && c.Take < first+HeldTakes
		switch {
		case r != nil && held:
			r.ExcludedHeld = append(r.ExcludedHeld, i)
		case r != nil:
			r.Excluded = append(r.Excluded, i)
		case held:
			s.Test = append(s.Test, i)
		default:
			s.Training = append(s.Training, i)
		}
	}
}

// removal returns the removal of a speaker, or nil if that speaker stays.
func (s *Split) removal(speaker string) *Removal {
	for i := range s.Removals {
		if s.Removals[i].Speaker == speaker {
			return &s.Removals[i]
		}
	}
	return nil
}

// parseSpeakers returns a removal without clips for each speaker of
// "theo+lucas".
func parseSpeakers(clips []Clip, speaker string) ([]Removal, error) {
	if speaker == "" {
		return nil, nil
	}
	var known []string
	for _, c := range clips {
		known = append(known, c.Speaker)
	}
	slices.Sort(known)
	known = slices.Compact(known)
	var removals []Removal
	for _, name := range strings.Split(speaker, "+") {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("speaker %q is not in the corpus; it has %s", name,
				strings.Join(known, ", "))
		}
		if slices.ContainsFunc(removals, func(r Removal) bool { return r.Speaker == name }) {
			return nil, fmt.Errorf("speaker %q is removed twice in %q; name each speaker once",
				name, speaker)
		}
		removals = append(removals, Removal{Speaker: name})
	}
	return removals, nil
}

// checkSizes reports a corpus that is too small or too uneven for the protocol.
func (s *Split) checkSizes(clips []Clip, protocol string) error {
	sets := []struct {
		name   string
		size   int
		needed bool
	}{
		{"training", len(s.Training), true},
		{names.SetValidation, len(s.Validation), protocol == names.ProtocolPaper},
		{names.SetTest, len(s.Test), true},
		{names.SetExcluded, len(s.Excluded), len(s.Removals) > 0},
		{names.SetExcludedHeld, len(s.ExcludedHeld),
			len(s.Removals) > 0 && protocol == names.ProtocolHeldOut},
	}
	for _, set := range sets {
		if set.needed && set.size == 0 {
			return fmt.Errorf("the %s set is empty; the corpus has %d clips and needs more "+
				"speakers or takes", set.name, len(clips))
		}
	}
	heard := map[string]bool{}
	for _, i := range s.Training {
		heard[clips[i].Label] = true
	}
	for _, c := range clips {
		if !heard[c.Label] {
			return fmt.Errorf("no clip of label %q is left to train on; gold could not learn it",
				c.Label)
		}
	}
	return nil
}

// ClipsOf returns what a split needs to know about a corpus.
func ClipsOf(speech *corpus.Corpus) []Clip {
	clips := make([]Clip, len(speech.Recordings))
	for i, r := range speech.Recordings {
		clips[i] = Clip{Label: r.Label, Speaker: r.Speaker, Take: r.Take}
	}
	return clips
}

// SpeakersOf returns the speakers of a corpus by name.
func SpeakersOf(clips []Clip) []string {
	var list []string
	for _, c := range clips {
		list = append(list, c.Speaker)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
