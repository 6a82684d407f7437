package split

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
)

// Check looks for leaks in a split of clips and returns the first as an error:
// a clip in two sets or in none, an index outside the corpus, a clip of an
// excluded speaker where only the others belong or the other way round, and a
// removal that holds another speaker's clips or does not add up to the excluded
// sets. A split made by [New] has no leaks. Check is for readers who want to
// see that for themselves, and for splits that were edited.
func (s Split) Check(clips []Clip) error {
	owner := make([]string, len(clips))
	for _, set := range s.sets() {
		for k, i := range set.clips {
			if i < 0 || i >= len(clips) {
				return fmt.Errorf("%s holds index %d, outside the corpus of %d clips", set.name, i,
					len(clips))
			}
			if k > 0 && set.clips[k-1] >= i {
				return fmt.Errorf("%s is not ascending at index %d", set.name, i)
			}
			if owner[i] != "" {
				return fmt.Errorf("clip %d is in both %s and %s", i, owner[i], set.name)
			}
			owner[i] = set.name
			if removed := s.removal(clips[i].Speaker) != nil; removed != set.excluded {
				return fmt.Errorf("clip %d of speaker %s does not belong in %s", i,
					clips[i].Speaker, set.name)
			}
		}
	}
	for i, name := range owner {
		if name == "" {
			return fmt.Errorf("clip %d is in no set", i)
		}
	}
	return s.checkRemovals(clips)
}

// checkRemovals checks that each removal holds its speaker's clips, and all of
// them, in the right one of its two sets.
func (s Split) checkRemovals(clips []Clip) error {
	held := make(map[int]bool, len(s.ExcludedHeld))
	for _, i := range s.ExcludedHeld {
		held[i] = true
	}
	count := 0
	for _, r := range s.Removals {
		for _, part := range []struct {
			clips []int
			held  bool
		}{{r.Excluded, false}, {r.ExcludedHeld, true}} {
			for _, i := range part.clips {
				if i < 0 || i >= len(clips) || clips[i].Speaker != r.Speaker ||
					held[i] != part.held {
					return fmt.Errorf("the removal of %s holds clip %d, which is not its own",
						r.Speaker, i)
				}
			}
			count += len(part.clips)
		}
	}
	if want := len(s.Excluded) + len(s.ExcludedHeld); count != want {
		return fmt.Errorf("the removals hold %d clips, the excluded sets %d", count, want)
	}
	return nil
}

// A namedSet is one set of a split and whether it is made of the excluded
// speakers' clips.
type namedSet struct {
	name     string
	clips    []int
	excluded bool
}

// sets returns the five sets under the names that the records use.
func (s Split) sets() []namedSet {
	return []namedSet{
		{names.SetRetained, s.Training, false},
		{names.SetValidation, s.Validation, false},
		{names.SetTest, s.Test, false},
		{names.SetExcluded, s.Excluded, true},
		{names.SetExcludedHeld, s.ExcludedHeld, true},
	}
}

// Set returns the clips of one evaluation set by the name that records use:
// "retained", "validation", "test", "excluded", "excluded-held", or
// "excluded:NAME" for one speaker of a sequential removal. It is an error if
// the split has no such set.
func (s Split) Set(name string) ([]int, error) {
	for _, set := range s.sets() {
		if set.name == name {
			return set.clips, nil
		}
	}
	for _, r := range s.Removals {
		if name == names.SetOf(names.SetExcluded, r.Speaker) {
			return r.Excluded, nil
		}
	}
	return nil, fmt.Errorf("this split has no set %q; it has retained, validation, test, "+
		"excluded, excluded-held and excluded:NAME", name)
}

// StillRetained returns the clips to train on while removing the stage-th
// speaker, from 0: Training and the excluded clips of the speakers whose turn
// is yet to come, ascending. For a single removal that is Training.
func (s Split) StillRetained(stage int) []int {
	gone := map[int]bool{}
	for i, r := range s.Removals {
		for _, clip := range r.Excluded {
			gone[clip] = i <= stage
		}
	}
	return merge(s.Training, s.Excluded, func(i int) bool { return !gone[i] })
}

// merge returns the indices of two ascending, disjoint lists for which keep
// holds, ascending.
func merge(a, b []int, keep func(int) bool) []int {
	merged := make([]int, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		next := &a
		if len(a) == 0 || len(b) > 0 && b[0] < a[0] {
			next = &b
		}
		if i := (*next)[0]; keep(i) {
			merged = append(merged, i)
		}
		*next = (*next)[1:]
	}
	return merged
}
