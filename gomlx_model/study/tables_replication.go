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

// SequentialTable follows speakers that were removed one after the other: macro F1 on the clips of each, in the order of removal, at the end.
// The view must be of sequential removals.
func SequentialTable(v *View) Table {
	t := Table{Title: "Macro F1 on each forgotten speaker when the last has been removed", Header: []string{"Order", "Method", "First", "Second", "Third", "Test", "Seeds"}}
	var orders []string
	for _, p := range v.pairs {
		orders = append(orders, p.Speaker)
	}
	for _, order := range slices.Compact(orders) {
		for _, method := range v.Methods() {
			row, seeds := []string{strings.ReplaceAll(order, "+", ", then "), method}, 0
			names := strings.Split(order, "+")
			for i := range 3 {
				cell := none
				if i < len(names) {
					cell, seeds = v.meanOf(order, method, "excluded:"+names[i])
				}
				row = append(row, cell)
			}
			test, n := v.meanOf(order, method, "test")
			if seeds = max(seeds, n); seeds > 0 {
				t.Rows = append(t.Rows, append(row, test, fmt.Sprint(seeds)))
			}
		}
	}
	t.Notes = []string{"Each number is a mean over seeds."}
	return t
}

// meanOf prints the mean F1 of one speaker's finished runs, and says how many they are.
func (v *View) meanOf(speaker, method, set string) (text string, n int) {
	sum := 0.0
	for _, p := range v.pairs {
		if r, ok := v.Find(speaker, p.Seed, method, set); ok && p.Speaker == speaker && r.OK() {
			sum, n = sum+r.F1, n+1
		}
	}
	if n == 0 {
		return none, 0
	}
	return plain(sum/float64(n), 4), n
}
