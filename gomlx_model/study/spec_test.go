package study

import (
	"slices"
	"testing"
)

// Workers that take the runs in turn, each the first that can start, are all busy until the last runs: the whole takes no longer than an even share and one run of a scheme.
// The oracle is that bound, with epochs for time.
func TestInTurnKeepsWorkersBusy(t *testing.T) {
	s := DefaultSettings()
	s.Speakers, s.Methods = []string{"theo"}, []string{"base", "all-bn", "conv-bn"}
	for _, seeds := range []int{2, 3, 4, 10} {
		s.Seeds = seeds
		specs := grid(s, Spec{Protocol: ProtocolPaper})
		const workers = 2
		ordered := inTurn(specs, workers)
		if len(ordered) != len(specs) {
			t.Fatalf("%d runs of %d", len(ordered), len(specs))
		}
		work, slowest := 0, 0
		for _, spec := range specs {
			work += spec.epochs()
		}
		finished := map[string]int{} // when, by key
		var free [workers]int
		for len(ordered) > 0 {
			w := slices.Index(free[:], slices.Min(free[:]))
			ready := func(spec Spec) bool {
				return !slices.ContainsFunc(spec.needs(), func(n Spec) bool { at, ok := finished[n.Key()]; return !ok || at > free[w] })
			}
			i := slices.IndexFunc(ordered, ready)
			if i < 0 { // wait for what another worker trains
				free[w]++
				continue
			}
			free[w] += ordered[i].epochs()
			finished[ordered[i].Key()] = free[w]
			slowest = max(slowest, free[w])
			ordered = slices.Delete(ordered, i, i+1)
		}
		if bound := work/workers + s.Unlearn.Epochs(); slowest > bound {
			t.Errorf("%d seeds on %d workers take %d epochs: an even share and one scheme are %d", seeds, workers, slowest, bound)
		}
	}
}
