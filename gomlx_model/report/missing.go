package report

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/records"
)

// missingNotes sum up what samples lack, in at most three lines: which methods
// were not run, which were run with fewer seeds than others, and which other
// runs are missing.
func missingNotes(missing []records.Absence) (notes []string) {
	missing = slices.Clone(missing)
	slices.SortFunc(missing, records.CompareAbsences)
	var never, names []string
	for _, a := range missing {
		switch a.Scope {
		case records.WholeMethod:
			never = append(never, a.Method)
		case records.OneRun:
			names = append(names, a.String())
		}
	}
	if len(never) > 0 {
		notes = append(notes, "Not run: "+strings.Join(slices.Compact(never), ", ")+".")
	}
	if fewer := fewerSeeds(missing); fewer != "" {
		notes = append(notes, "With fewer seeds: "+fewer+"; compare them with others only "+
			"over the same seeds.")
	}
	const shown = 3
	if names = slices.Compact(names); len(names) > 0 { // a run is missing from several sets
		text := "Missing: " + strings.Join(names[:min(shown, len(names))], "; ")
		if more := len(names) - shown; more > 0 {
			text += fmt.Sprintf("; and %d more", more)
		}
		notes = append(notes, text+".")
	}
	return notes
}

// fewerSeeds lists the methods that lack whole seeds, grouped by these seeds:
// "all-bn-stats, conv-bn-stats (without 4–10)".
func fewerSeeds(missing []records.Absence) string {
	var methods []string
	seeds := map[string][]int{} // by method, ascending
	for _, a := range missing {
		if a.Scope != records.WholeSeed {
			continue
		}
		if seeds[a.Method] == nil {
			methods = append(methods, a.Method)
		}
		seeds[a.Method] = append(seeds[a.Method], a.Seed)
	}
	var groups []string // by the seeds that they lack, in the order of their first method
	members := map[string][]string{}
	for _, m := range methods {
		slices.Sort(seeds[m])
		lacks := records.Ranges(slices.Compact(seeds[m]))
		if members[lacks] == nil {
			groups = append(groups, lacks)
		}
		members[lacks] = append(members[lacks], m)
	}
	for i, lacks := range groups {
		groups[i] = fmt.Sprintf("%s (without %s)", strings.Join(members[lacks], ", "), lacks)
	}
	return strings.Join(groups, "; ")
}
