package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"
)

// side says on which side of 0 an interval lies: −1 below, 1 above, and 0 if it
// contains 0 or there is no interval. A mean whose side is 0 is not shown to
// differ from 0.
func side(t stats.TTest) int {
	switch {
	case t.High < 0:
		return -1
	case t.Low > 0:
		return 1
	}
	return 0
}

// bySide chooses a word by the side of 0 on which an interval lies.
func bySide(t stats.TTest, below, unknown, above string) string {
	return []string{below, unknown, above}[side(t)+1]
}

// noChange is the predicate for methods whose change is not shown to differ
// from 0.
const noChange = "showed no clear change"

// openNote says why an interval does not decide.
func openNote(t stats.TTest) string {
	if math.IsNaN(t.Low) {
		return "one value has no interval"
	}
	return "the interval contains 0"
}

// coded prints names as code: "`base`, `all-bn` and `conv-bn`".
func coded(names []string) string { return listed(quoted(names)) }

// A wordGroup is the methods that share a predicate.
type wordGroup struct {
	word    string
	methods []string
}

// grouped gathers methods by predicate, in the order of each group's first
// method.
func grouped(methods []string, word func(method string) string) (groups []wordGroup) {
	for _, m := range methods {
		w := word(m)
		i := slices.IndexFunc(groups, func(g wordGroup) bool { return g.word == w })
		if i < 0 {
			i, groups = len(groups), append(groups, wordGroup{word: w})
		}
		groups[i].methods = append(groups[i].methods, m)
	}
	return groups
}

// clauses joins groups: "`base` and `all-bn` fell; `conv-bn` rose". Predicates
// are in the past tense, which is the same in singular and plural.
func clauses(groups []wordGroup) string {
	parts := make([]string, len(groups))
	for i, g := range groups {
		parts[i] = coded(g.methods) + " " + g.word
	}
	return strings.Join(parts, "; ")
}

// withNumbers prints methods with a number each: "`base` (0.930) and `all-bn`
// (0.910)".
func withNumbers(methods []string, number func(method string) string) string {
	parts := make([]string, len(methods))
	for i, m := range methods {
		parts[i] = fmt.Sprintf("`%s` (%s)", m, number(m))
	}
	return listed(parts)
}

// ranOf keeps the methods that have values in a sample.
func ranOf(methods []string, of func(method string) records.Sample) []string {
	return slices.DeleteFunc(slices.Clone(methods),
		func(m string) bool { return len(of(m).Pairs) == 0 })
}
