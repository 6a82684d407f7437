package settings

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
)

// Every grid is of a reference method and has eight different settings, the
// default among them, that the flags of their names take and Validate accepts,
// written as records write them.
func TestGrids(t *testing.T) {
	tuned := 0
	for _, method := range names.References() {
		grid := Grid(method)
		if grid == nil {
			continue
		}
		tuned++
		if unique := slices.Compact(slices.Sorted(slices.Values(grid))); len(unique) != 8 ||
			len(grid) != 8 || unique[0] != "" {
			t.Errorf("%s: the settings are %q", method, grid)
		}
		for _, setting := range grid {
			s := Default()
			flags := flag.NewFlagSet("", flag.ContinueOnError)
			s.Flags(flags)
			var names []string
			for part := range strings.SplitSeq(setting, ";") {
				name, value, ok := strings.Cut(part, "=")
				if !ok && setting == "" {
					continue
				}
				names = append(names, name)
				if err := flags.Set(name, value); err != nil {
					t.Errorf("%s: %q: %v", method, setting, err)
				}
				got := map[string]float64{"amount": s.Unlearn.Amount,
					"unlearn-rate": s.Unlearn.Rate}[name]
				if fmt.Sprint(got) != value {
					t.Errorf("%s: %q sets %v", method, setting, got)
				}
			}
			if err := s.Unlearn.Validate(); err != nil || !slices.IsSorted(names) {
				t.Errorf("%s: %q: %v", method, setting, err)
			}
		}
	}
	if tuned != len(grids) || Grid("base") != nil {
		t.Errorf("%d of %d grids are of reference methods", tuned, len(grids))
	}
}
