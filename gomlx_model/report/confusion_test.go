package report

import (
	"reflect"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// TestConfusion lets every answer be 0: all ten clips of each label of the
// excluded speaker stand in column 0. A run for all speakers counts for each
// that is studied.
func TestConfusion(t *testing.T) {
	c := twoVoices()
	run := records.Run{Name: records.Name{Protocol: names.ProtocolPaper, Speaker: "ann", Seed: 1,
		Method: "base"}, Key: "", Result: records.Result{Answers: make([]int8, len(c.Recordings))}}
	all := records.Run{Name: records.Name{Protocol: names.ProtocolHeldOut, Seed: 1,
		Method: names.Original}, Key: "", Result: records.Result{Answers: make([]int8,
		len(c.Recordings))}}
	// known by its records alone
	unknown := records.Run{Name: records.Name{Protocol: names.ProtocolPaper, Speaker: "ben",
		Seed: 1, Method: "base"}, Key: "", Result: records.Result{}}
	r := &records.Results{Settings: settings.Settings{Speakers: []string{"ann", "ben"}},
		Runs: []records.Run{run, all, unknown}}
	for _, want := range []struct {
		method, set string
		counts      [][]int
	}{
		{"base", "excluded", [][]int{{10, 0}, {10, 0}}},
		// five takes of each of two speakers
		{names.Original, "excluded-held", [][]int{{10, 0}, {10, 0}}},
	} {
		counts, n, err := Confusion(r, c, want.method, want.set)
		if err != nil || n != 1 || !reflect.DeepEqual(counts, want.counts) {
			t.Errorf("%s on %s: %v of %d runs, %v; want %v of 1", want.method, want.set, counts, n,
				err, want.counts)
		}
	}
}
