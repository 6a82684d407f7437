package study

import (
	"slices"
	"testing"

	"audiounlearning/gomlx_model/internal/simulate"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// Workers that take the runs in turn, each the first that can start, are no
// slower in the order of startOrder than in that of the grid under the paper's
// protocol; and two of them with several seeds are busy to the last: the whole
// takes no longer than an even share and one run of a scheme. The oracles are
// these bounds, with epochs for time.
func TestStartOrder(t *testing.T) {
	for _, c := range []struct {
		protocol string
		speakers []string
		seeds    int
	}{
		{names.ProtocolPaper, []string{"theo"}, 1}, {names.ProtocolPaper, []string{"theo"}, 2},
		{names.ProtocolPaper, []string{"theo"}, 3}, {names.ProtocolPaper, []string{"theo"}, 10},
		{names.ProtocolPaper, simulate.SixSpeakers, 1},
		{names.ProtocolPaper, simulate.SixSpeakers, 3},
		{names.ProtocolHeldOut, simulate.SixSpeakers, 2},
	} {
		s := settings.Default()
		s.Protocol, s.Speakers, s.Seeds, s.Methods = c.protocol, c.speakers, c.seeds,
			[]string{"base", "all-bn", "conv-bn"}
		specs := grid(s, Spec{Name: records.Name{Protocol: c.protocol}})
		work := 0
		for _, spec := range specs {
			work += spec.epochs()
		}
		for _, workers := range []int{1, 2, 3, 4, 8} {
			ordered := startOrder(specs, workers)
			if len(ordered) != len(specs) {
				t.Fatalf("%d runs of %d", len(ordered), len(specs))
			}
			before, now := timeOf(specs, workers), timeOf(ordered, workers)
			if now > before && c.protocol == names.ProtocolPaper {
				t.Errorf("%v: %d workers take %d epochs, and %d in the order of the grid", c,
					workers, now, before)
			}
			if bound := work/2 + s.Unlearn.Epochs(); workers == 2 && c.seeds > 1 && now > bound {
				t.Errorf("%v: two workers take %d epochs: an even share and one scheme are %d", c,
					now, bound)
			}
		}
	}
}

// timeOf is how many epochs pass until workers have finished all runs.
func timeOf(specs []Spec, workers int) (slowest int) {
	left := slices.Clone(specs)
	finished := map[string]int{} // when, by key
	free := make([]int, workers)
	for len(left) > 0 {
		w := slices.Index(free, slices.Min(free))
		i := slices.IndexFunc(left, func(spec Spec) bool {
			return !slices.ContainsFunc(spec.needs(),
				func(n Spec) bool { at, ok := finished[n.Key()]; return !ok || at > free[w] })
		})
		if i < 0 { // wait for what another worker trains
			free[w]++
			continue
		}
		free[w] += left[i].epochs()
		finished[left[i].Key()] = free[w]
		slowest = max(slowest, free[w])
		left = slices.Delete(left, i, i+1)
	}
	return slowest
}
