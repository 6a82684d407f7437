package split

import (
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
)

// Ten seeds hold each of FSDD's 50 takes of everybody out once, five of each
// digit at a time; the first is protocol M as it is without folds. What has no
// takes left, or no folds, is refused.
func TestFolds(t *testing.T) {
	clips := digits()
	held := make([]int, len(clips))
	for seed := 1; seed <= 10; seed++ {
		s, err := NewFold(clips, names.ProtocolHeldOut, "theo", seed)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.ExcludedHeld) != 50 || len(s.Test) != 250 || len(s.Excluded) != 450 {
			t.Errorf("seed %d: %d, %d and %d clips", seed, len(s.ExcludedHeld), len(s.Test),
				len(s.Excluded))
		}
		for _, i := range slices.Concat(s.ExcludedHeld, s.Test) {
			held[i]++
			if take := clips[i].Take; take < 5*(seed-1) || take > 5*seed-1 {
				t.Errorf("seed %d holds take %d out", seed, take)
			}
		}
	}
	if slices.Min(held) != 1 || slices.Max(held) != 1 {
		t.Errorf("clips are held out %d to %d times", slices.Min(held), slices.Max(held))
	}
	first, err := NewFold(clips, names.ProtocolHeldOut, "theo", 1)
	if plain := mustSplit(t, clips, names.ProtocolHeldOut, "theo", 7); err != nil ||
		!slices.Equal(first.Test, plain.Test) || !slices.Equal(first.Training, plain.Training) {
		t.Errorf("the first fold is not protocol M, %v", err)
	}
	if _, err := NewFold(clips, names.ProtocolHeldOut, "theo", 11); err == nil ||
		!strings.Contains(err.Error(), "empty") {
		t.Errorf("takes 50 to 54: %v", err)
	}
	if _, err := NewFold(clips, names.ProtocolPaper, "theo", 1); err == nil ||
		!strings.Contains(err.Error(), "use M") {
		t.Errorf("protocol P: %v", err)
	}
}
