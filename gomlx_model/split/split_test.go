package split

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
)

// digits returns a corpus in FSDD's shape and order: by name,
// digit_speaker_take, 10 × 6 × 50.
func digits() []Clip {
	type named struct {
		Clip
		name string
	}
	var all []named
	for digit := range 10 {
		for _, speaker := range []string{"george", "jackson", "lucas", "nicolas", "theo",
			"yweweler"} {
			for take := range 50 {
				all = append(all, named{Clip{fmt.Sprint(digit), speaker, take},
					fmt.Sprintf("%d_%s_%d.wav", digit, speaker, take)})
			}
		}
	}
	slices.SortFunc(all, func(a, b named) int { return strings.Compare(a.name, b.name) })
	clips := make([]Clip, len(all))
	for i, c := range all {
		clips[i] = c.Clip
	}
	return clips
}

func mustSplit(t *testing.T, clips []Clip, protocol, speaker string, seed int) Split {
	t.Helper()
	s, err := New(clips, protocol, speaker, seed)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSplitSizes checks the counts that the paper (section 4.1) and the design
// state, and that no split leaks.
func TestSplitSizes(t *testing.T) {
	clips := digits()
	for _, c := range []struct {
		protocol, speaker                                   string
		training, validation, test, excluded, held, removed int
	}{
		{"P", "lucas", 2025, 225, 250, 500, 0, 1},
		{"P", "theo+lucas", 1620, 180, 200, 1000, 0, 2},
		{"P", "theo+lucas+george", 1215, 135, 150, 1500, 0, 3},
		{"M", "lucas", 2250, 0, 250, 450, 50, 1},
		{"M", "", 2700, 0, 300, 0, 0, 0},
		{"M", "theo+lucas", 1800, 0, 200, 900, 100, 2},
	} {
		for seed := 1; seed <= 3; seed++ {
			s := mustSplit(t, clips, c.protocol, c.speaker, seed)
			got := []int{len(s.Training), len(s.Validation), len(s.Test), len(s.Excluded),
				len(s.ExcludedHeld), len(s.Removals)}
			want := []int{c.training, c.validation, c.test, c.excluded, c.held, c.removed}
			if !slices.Equal(got, want) {
				t.Errorf("%s without %q, seed %d: sizes %v, want %v", c.protocol, c.speaker, seed,
					got, want)
			}
			if err := s.Check(clips); err != nil {
				t.Errorf("%s without %q, seed %d: %v", c.protocol, c.speaker, seed, err)
			}
		}
	}
}

// TestSplitCheckFindsLeaks breaks a good split in every way that Check claims
// to notice.
func TestSplitCheckFindsLeaks(t *testing.T) {
	clips := digits()
	for name, breakIt := range map[string]func(*Split){
		"test clip also trained on": func(s *Split) {
			s.Training = withClip(s.Training,
				s.Test[0])
		},
		"validation in test": func(s *Split) { s.Test = withClip(s.Test, s.Validation[7]) },
		"excluded speaker trained on": func(s *Split) {
			s.Training, s.Excluded = withClip(s.Training, s.Excluded[3]), s.Excluded[4:]
		},
		"retained speaker excluded": func(s *Split) {
			s.Excluded, s.Training = withClip(s.Excluded, s.Training[0]), s.Training[1:]
		},
		"clip lost":         func(s *Split) { s.Training = s.Training[1:] },
		"clip twice":        func(s *Split) { s.Test = append([]int{s.Test[0]}, s.Test...) },
		"outside":           func(s *Split) { s.Test = append(s.Test, len(clips)) },
		"removal too small": func(s *Split) { s.Removals[0].Excluded = s.Removals[0].Excluded[1:] },
		"removal of another's clip": func(s *Split) {
			s.Removals[0].Excluded = append([]int{s.Training[0]}, s.Removals[0].Excluded[1:]...)
		},
		"speaker not named": func(s *Split) { s.Removals[0].Speaker = "theo" },
	} {
		s := mustSplit(t, clips, names.ProtocolPaper, "lucas", 1)
		breakIt(&s)
		if s.Check(clips) == nil {
			t.Errorf("%s: Check found nothing", name)
		}
	}
}

// withClip returns an ascending copy of set with one more clip.
func withClip(set []int, clip int) []int {
	more := append(slices.Clone(set), clip)
	slices.Sort(more)
	return more
}

func TestSplitDependsOnSeedAndSpeakerAlone(t *testing.T) {
	clips := digits()
	a := mustSplit(t, clips, names.ProtocolPaper, "lucas", 1)
	if b := mustSplit(t, clips, names.ProtocolPaper, "lucas", 1); !reflect.DeepEqual(a, b) {
		t.Error("the same seed gave two splits")
	}
	if b := mustSplit(t, clips, names.ProtocolPaper, "lucas", 2); slices.Equal(a.Test, b.Test) {
		t.Error("seeds 1 and 2 gave the same test set")
	}
	if b := mustSplit(t, clips, names.ProtocolHeldOut, "lucas", 2); !reflect.DeepEqual(b,
		mustSplit(t, clips, names.ProtocolHeldOut, "lucas", 1)) {
		t.Error("protocol M depends on the seed")
	}
}

// TestSplitIsUniform draws 400 splits and compares with the hypergeometric law
// of drawing 250 of 2,500 without replacement. A fifth are one speaker's, a
// tenth one digit's, and neither mean nor spread may be off: stratified
// sampling would have the right mean and no spread. The seeds are fixed, so
// this test cannot fail by chance later; 4.5 standard errors allow for looking
// at 15 counts.
func TestSplitIsUniform(t *testing.T) {
	clips := digits()
	const splits = 400
	perClip := make([]float64, len(clips))
	groups := map[string]float64{} // sum over splits
	spread := map[string]float64{} // sum of squared deviations from the expected count
	expected := func(group string) float64 {
		if len(group) == 1 {
			return 25 // a digit
		}
		return 50 // a speaker
	}
	for seed := 1; seed <= splits; seed++ {
		s := mustSplit(t, clips, names.ProtocolPaper, "lucas", seed)
		count := map[string]float64{}
		for _, i := range s.Test {
			perClip[i]++
			count[clips[i].Speaker]++
			count[clips[i].Label]++
		}
		for group, n := range count {
			groups[group] += n
			spread[group] += (n - expected(group)) * (n - expected(group))
		}
	}
	if len(groups) != 15 {
		t.Fatalf("%d speakers and digits in the test sets, want 5 and 10", len(groups))
	}
	for group, sum := range groups {
		share := expected(group) / 250
		variance := 250 * share * (1 - share) * 2250 / 2499
		if z := (sum - splits*expected(group)) / math.Sqrt(splits*variance); !(math.Abs(z) <= 4.5) {
			t.Errorf("%s: %v clips in %d test sets, %.1f standard errors from uniform", group, sum,
				splits, z)
		}
		// The variance of a sample variance of a nearly normal count is 2σ⁴/n.
		if z := (spread[group]/splits - variance) / (variance *
			math.Sqrt(2.0/splits)); !(math.Abs(z) <= 4.5) {
			t.Errorf("%s: variance %.1f between splits, want %.1f (%.1f standard errors)", group,
				spread[group]/splits, variance, z)
		}
	}
	// Each of 2,500 clips is in a test set with probability 0.1: Σ (n − 40)²/36
	// has mean 2,500 and variance 2 · 2,500 nearly.
	chi := 0.0
	for i, n := range perClip {
		if clips[i].Speaker == "lucas" {
			if n > 0 {
				t.Fatal("a clip of the excluded speaker is in a test set")
			}
			continue
		}
		chi += (n - 40) * (n - 40) / 36
	}
	if z := (chi - 2500) / math.Sqrt(5000); !(math.Abs(z) <= 4.5) {
		t.Errorf("chi-square of the clips %.0f, want 2500 (%.1f standard errors)", chi, z)
	}
}

func TestSplitSequential(t *testing.T) {
	clips := digits()
	s := mustSplit(t, clips, names.ProtocolPaper, "theo+lucas", 1)
	if s.Removals[0].Speaker != "theo" || s.Removals[1].Speaker != "lucas" {
		t.Errorf("removals %s, %s; want theo, then lucas", s.Removals[0].Speaker,
			s.Removals[1].Speaker)
	}
	// Design: 1,620 of the four others; lucas's 500 are retained while theo is
	// removed.
	for stage, want := range []int{2120, 1620} {
		if got := s.StillRetained(stage); len(got) != want || !slices.IsSorted(got) {
			t.Errorf("stage %d retains %d clips (sorted: %v), want %d", stage, len(got),
				slices.IsSorted(got), want)
		}
	}
	for _, i := range s.StillRetained(0) {
		if clips[i].Speaker == "theo" {
			t.Fatal("theo is retained while theo is removed")
		}
	}
	set, err := s.Set("excluded:lucas")
	if err != nil || len(set) != 500 || clips[set[0]].Speaker != "lucas" {
		t.Errorf("excluded:lucas: %d clips, %v", len(set), err)
	}
	if _, err := s.Set("excluded:george"); err == nil {
		t.Error("excluded:george is a set of a split that keeps george")
	}
}

func TestNewSplitRefuses(t *testing.T) {
	clips := digits()
	one := []Clip{{"0", "ann", 0}, {"0", "ann", 7}, {"1", "ann", 7}}
	onlyLucas := slices.Clone(clips)
	for i := range onlyLucas {
		if onlyLucas[i].Speaker != "lucas" && onlyLucas[i].Label == "9" {
			onlyLucas[i].Label = "8"
		}
	}
	for _, c := range []struct {
		clips             []Clip
		protocol, speaker string
		want              string
	}{
		{clips, "Q", "lucas", `protocol "Q" is unknown`},
		{clips, "P", "nobody", `speaker "nobody" is not in the corpus; it has george, jackson`},
		{clips, "P", "theo+theo", `speaker "theo" is removed twice`},
		{clips, "P", "", "protocol P needs an excluded speaker"},
		{clips, "P", "theo+", `speaker "" is not in the corpus`},
		{one, "P", "ann", "the training set is empty"},
		{one, "M", "ann", "the training set is empty"},
		{onlyLucas, "P", "lucas", `no clip of label "9" is left to train on`},
	} {
		if _, err := New(c.clips, c.protocol, c.speaker, 1); err == nil ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("protocol %s without %q: error %v, want %q in it", c.protocol, c.speaker, err,
				c.want)
		}
	}
}

func ExampleNew() {
	s, err := New(digits(), names.ProtocolPaper, "lucas", 1)
	if err != nil {
		panic(err)
	}
	fmt.Println("gold hears", len(s.Training), "clips, the original", len(s.Training)+len(s.Excluded))
	fmt.Println("validation", len(s.Validation), "test", len(s.Test), "excluded", len(s.Excluded))
	// Output:
	// gold hears 2025 clips, the original 2525
	// validation 225 test 250 excluded 500
}
