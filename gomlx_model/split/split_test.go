package split

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"audiounlearning/audio/corpus"
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

// TestSplitCheckFindsLeaks breaks a good split of each protocol in every way
// that Check claims to notice, and wants to hear which.
func TestSplitCheckFindsLeaks(t *testing.T) {
	clips := digits()
	for _, c := range []struct {
		want    string
		breakIt func(*Split)
	}{
		{"is in both retained and test", func(s *Split) {
			s.Training = withClip(s.Training, s.Test[0])
		}},
		{"is in both retained and test", func(s *Split) { s.Test = withClip(s.Test, s.Training[7]) }},
		{"of speaker lucas does not belong in retained", func(s *Split) {
			s.Training, s.Excluded = withClip(s.Training, s.Excluded[3]), s.Excluded[4:]
		}},
		{"does not belong in excluded", func(s *Split) {
			s.Excluded, s.Training = withClip(s.Excluded, s.Training[0]), s.Training[1:]
		}},
		{"is in no set", func(s *Split) { s.Training = s.Training[1:] }},
		{"test is not ascending at index", func(s *Split) {
			s.Test = append([]int{s.Test[0]}, s.Test...)
		}},
		{"test holds index 3000, outside the corpus of 3000 clips", func(s *Split) {
			s.Test = append(s.Test, len(clips))
		}},
		{"test holds index -1, outside the corpus", func(s *Split) {
			s.Test = append([]int{-1}, s.Test...)
		}},
		{"the removals hold 499 clips, the excluded sets 500", func(s *Split) {
			r := &s.Removals[0]
			r.Excluded = r.Excluded[1:]
		}},
		{"the removal of lucas holds clip", func(s *Split) {
			r := &s.Removals[0]
			r.Excluded = append([]int{s.Training[0]}, r.Excluded[1:]...)
		}},
		{"the removal of lucas holds clip -1, which is not its own", func(s *Split) {
			s.Removals[0].Excluded = append([]int{-1}, s.Removals[0].Excluded[1:]...)
		}},
		{"the removal of lucas holds clip 3000", func(s *Split) {
			s.Removals[0].Excluded = append([]int{3000}, s.Removals[0].Excluded[1:]...)
		}},
		{"of speaker theo does not belong in retained", func(s *Split) {
			s.Removals[0].Speaker = "theo"
		}},
		{"the removal of lucas holds clip", func(s *Split) { // heard taken for unheard
			r := &s.Removals[0]
			r.Excluded, r.ExcludedHeld = r.ExcludedHeld, r.Excluded
		}},
	} {
		for _, protocol := range []string{names.ProtocolPaper, names.ProtocolHeldOut} {
			s := mustSplit(t, clips, protocol, "lucas", 1)
			c.breakIt(&s)
			if err := s.Check(clips); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("protocol %s: %v, want %q", protocol, err, c.want)
			}
		}
	}
	s := mustSplit(t, clips, names.ProtocolPaper, "lucas", 1)
	s.Test = withClip(s.Test, s.Validation[7])
	const want = "is in both validation and test"
	if err := s.Check(clips); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q", err, want)
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

// few is two clips of ann and some of another speaker.
func few(n int, speaker string) []Clip {
	clips := []Clip{{"0", "ann", 0}, {"0", "ann", 7}}
	for take := range n {
		clips = append(clips, Clip{"0", speaker, take})
	}
	return clips
}

// without is ann and ben with takes 0 and 7, less one of them.
func without(speaker string, take int) []Clip {
	all := []Clip{{"0", "ann", 0}, {"0", "ann", 7}, {"0", "ben", 0}, {"0", "ben", 7}}
	return slices.DeleteFunc(all, func(c Clip) bool { return c.Speaker == speaker && c.Take == take })
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
		{few(5, "ben"), "P", "ann", "the validation set is empty; the corpus has 7 clips and needs more"},
		{without("ben", 0), "M", "ann", "the test set is empty"},
		{without("ann", 7), "M", "ann", "protocol M without speaker \"ann\": the excluded set is empty"},
		{without("ann", 0), "M", "ann", "the excluded-held set is empty"},
		{onlyLucas, "P", "lucas", `no clip of label "9" is left to train on`},
	} {
		if _, err := New(c.clips, c.protocol, c.speaker, 1); err == nil ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("protocol %s without %q: error %v, want %q in it", c.protocol, c.speaker, err,
				c.want)
		}
	}
}

// TestSets: every set is found by the name that records use, and what is no set
// is refused with those that are.
func TestSets(t *testing.T) {
	s := mustSplit(t, digits(), names.ProtocolHeldOut, "theo+lucas", 1)
	for name, want := range map[string][]int{names.SetRetained: s.Training,
		names.SetValidation: s.Validation, names.SetTest: s.Test, names.SetExcluded: s.Excluded,
		names.SetExcludedHeld: s.ExcludedHeld, "excluded:theo": s.Removals[0].Excluded,
		"excluded:lucas": s.Removals[1].Excluded} {
		if got, err := s.Set(name); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s has %d clips, %v; want %d", name, len(got), err, len(want))
		}
	}
	for _, name := range []string{"", "training", "excluded:george", "excluded-held:theo"} {
		want := fmt.Sprintf("this split has no set %q; it has retained, validation, test, excluded, "+
			"excluded-held and excluded:NAME", name)
		if _, err := s.Set(name); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestRounding: a tenth and nine hundredths of the others' clips go to the
// nearest clip, halves up. Of 15 that is 1.5 and 1.35, of 25 2.5 and 2.25, of
// 50 5 and 4.5.
func TestRounding(t *testing.T) {
	for others, want := range map[int][2]int{15: {2, 1}, 25: {3, 2}, 50: {5, 5}, 2500: {250, 225}} {
		clips := []Clip{{"0", "ann", 0}}
		for take := range others {
			clips = append(clips, Clip{"0", "ben", take})
		}
		s := mustSplit(t, clips, names.ProtocolPaper, "ann", 1)
		if got := [2]int{len(s.Test), len(s.Validation)}; got != want {
			t.Errorf("of %d clips %v are test and validation, want %v", others, got, want)
		}
	}
}

// TestClipsOf: a clip is what its recording says, in the corpus's order.
func TestClipsOf(t *testing.T) {
	speech := &corpus.Corpus{Recordings: []corpus.Recording{
		{Name: "1_theo_3.wav", Label: "1", Speaker: "theo", Take: 3},
		{Name: "0_ann_0.wav", Label: "0", Speaker: "ann"},
		{Name: "2_theo_0.wav", Label: "2", Speaker: "theo"}}}
	clips := ClipsOf(speech)
	if want := []Clip{{"1", "theo", 3}, {"0", "ann", 0}, {"2", "theo", 0}}; !slices.Equal(clips,
		want) {
		t.Errorf("%v, want %v", clips, want)
	}
	if got := SpeakersOf(clips); !slices.Equal(got, []string{"ann", "theo"}) {
		t.Errorf("the speakers are %v", got)
	}
}

// A set is asked for by the name that records use.
func ExampleSplit_Set() {
	s, err := New(digits(), names.ProtocolPaper, "theo+lucas", 1)
	if err != nil {
		panic(err)
	}
	for _, name := range []string{"test", "excluded", "excluded:lucas"} {
		clips, err := s.Set(name)
		if err != nil {
			panic(err)
		}
		fmt.Println(name, len(clips))
	}
	// Output:
	// test 200
	// excluded 1000
	// excluded:lucas 500
}

// While the first of two is removed, the second is still trained on.
func ExampleSplit_StillRetained() {
	s, err := New(digits(), names.ProtocolPaper, "theo+lucas", 1)
	if err != nil {
		panic(err)
	}
	fmt.Println(len(s.StillRetained(0)), len(s.StillRetained(1)))
	// Output: 2120 1620
}

func ExampleSplit_Check() {
	clips := digits()
	s, err := New(clips, names.ProtocolPaper, "lucas", 1)
	if err != nil {
		panic(err)
	}
	fmt.Println(s.Check(clips))
	s.Training = s.Training[1:]
	fmt.Println(s.Check(clips) != nil)
	// Output:
	// <nil>
	// true
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
