package study

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// CoverageTable says which runs the records hold: a row for each protocol, normalisation and kind of removal.
func CoverageTable(records []Record) Table {
	type group struct {
		protocol, norm string
		sequential     bool
	}
	type content struct {
		speakers, methods, runs, failed map[string]bool
		seeds                           map[int]bool
	}
	groups := map[group]*content{}
	for _, r := range records {
		g := group{r.Protocol, r.Norm, strings.Contains(r.Speaker, "+")}
		c := groups[g]
		if c == nil {
			c = &content{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[int]bool{}}
			groups[g] = c
		}
		c.methods[r.Method], c.runs[r.Key], c.seeds[r.Seed] = true, true, true
		if r.Speaker != "" {
			c.speakers[r.Speaker] = true
		}
		if !r.OK() {
			c.failed[r.Key] = true
		}
	}
	t := Table{Title: "The published runs", Header: []string{"Protocol", "Norm", "Removal", "Speakers or orders", "Seeds", "Methods", "Runs", "Failed"}}
	for _, g := range slices.SortedFunc(maps.Keys(groups), func(a, b group) int {
		return cmp.Or(-cmp.Compare(a.protocol, b.protocol), cmp.Compare(a.norm, b.norm), cmp.Compare(removal(a.sequential), removal(b.sequential)))
	}) {
		c := groups[g]
		t.Rows = append(t.Rows, []string{g.protocol, g.norm, removal(g.sequential), fmt.Sprint(len(c.speakers)), fmt.Sprint(len(c.seeds)),
			fmt.Sprint(len(c.methods)), fmt.Sprint(len(c.runs)), fmt.Sprint(len(c.failed))})
	}
	return t
}

// removal names the kinds so that single comes before one after another.
func removal(sequential bool) string {
	if sequential {
		return "several, in turn"
	}
	return "one"
}
