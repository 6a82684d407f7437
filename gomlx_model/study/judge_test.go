package study

import (
	"reflect"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/split"
)

// TestSetsOfTheSharedOriginal: the original of protocol M is judged on each
// speaker's sets. The oracle is the rule of the protocol: takes 0 to 4 are held
// out.
func TestSetsOfTheSharedOriginal(t *testing.T) {
	clips := split.ClipsOf(smallCorpus())
	parts, err := split.New(clips, names.ProtocolHeldOut, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	where := func(keep func(split.Clip) bool) (set []int) {
		for i, c := range clips {
			if keep(c) {
				set = append(set, i)
			}
		}
		return set
	}
	held := func(c split.Clip) bool { return c.Take < 5 }
	want := []judged{{"test", where(held)},
		{"retained", where(func(c split.Clip) bool { return !held(c) })}}
	for _, speaker := range []string{"ann", "bob", "cid"} {
		is := func(c split.Clip) bool { return c.Speaker == speaker }
		want = append(want,
			judged{"excluded:" + speaker,
				where(func(c split.Clip) bool { return is(c) && !held(c) })},
			judged{"excluded-held:" + speaker,
				where(func(c split.Clip) bool { return is(c) && held(c) })},
			judged{"test:" + speaker,
				where(func(c split.Clip) bool { return !is(c) && held(c) })},
			judged{"retained:" + speaker,
				where(func(c split.Clip) bool { return !is(c) && !held(c) })})
	}
	run := training{trainer: trainer{clips: clips}, split: parts,
		spec: Spec{Name: records.Name{Protocol: names.ProtocolHeldOut, Seed: 1},
			settings: settings.Settings{Protocol: names.ProtocolHeldOut}}}
	if got := run.sets(); !reflect.DeepEqual(got, want) {
		t.Errorf("the sets are %v, want %v", got, want)
	}
}
