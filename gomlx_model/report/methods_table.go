package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// MethodsTable has a row for each method and a column for each metric: the mean
// with its interval over speakers. A method marked ! forgets more than gold:
// its F1 on the excluded clips is below gold's by more than gold2's differs
// from it. A method marked * uses the clips to forget. Without metrics the
// table takes all scores, and without methods all that the scores have.
func MethodsTable(all []Score, metrics []string, methods ...string) Table {
	if len(methods) == 0 {
		methods = append([]string{names.Original, names.Gold2}, RankedMethods(all)...)
		methods = append(methods, "distil-gold")
	}
	scores := all
	if metrics != nil {
		scores = scoresBy(all, metrics...)
	}
	t := Table{Title: "Methods by metrics", Header: []string{"Method"}}
	for _, s := range scores {
		t.Header = append(t.Header, s.Name)
	}
	t.Header = append(t.Header, "n")
	over := map[string]bool{}
	for _, m := range overForgetting(all, methods...) {
		over[m] = true
	}
	var missing []string
	for _, m := range methods {
		row, most := []string{marked(m, over[m])}, records.Sample{}
		for _, s := range scores {
			sample := s.By[m]
			if len(sample.Pairs) > len(most.Pairs) {
				most = sample
			}
			row = append(row, withEnds(estimateOf(sample, unchanged), digitsOf(s)))
		}
		if len(most.Pairs) == 0 {
			missing = append(missing, m)
			continue
		}
		t.Rows = append(t.Rows, append(row, most.Size()+", "+seedsWord(seedsOf(most))))
	}
	for _, s := range scores {
		t.Notes = append(t.Notes, s.Name+": "+s.About+".")
	}
	if len(t.Rows) > 0 {
		t.Notes = append(t.Notes, "Means of the speakers' means, in brackets Student's 95 % "+
			"intervals over speakers; n is that of the metric with the most runs; others may have fewer. "+
			"Methods with other seeds were run on other pairs. *: uses the clips to "+
			"forget. !: forgets more than gold; its F1 on excluded is below gold's by more than gold2's "+
			"differs from it.")
	}
	if slices.ContainsFunc(t.Rows, func(r []string) bool {
		return strings.HasPrefix(r[0], "scrub-rewind")
	}) {
		t.Notes = append(t.Notes, "scrub-rewind chose its epoch by the unheard clips that the attack "+
			"compares with, so the attack flatters it.")
	}
	if len(missing) > 0 {
		t.Notes = append(t.Notes, "Left out (no finished runs): "+strings.Join(missing, "; ")+".")
	}
	return t
}

// marked is a method's name with its marks.
func marked(method string, over bool) string {
	if names.Looks(method) {
		method += " *"
	}
	if over {
		method += " !"
	}
	return method
}

// digitsOf is the number of decimals that a metric is printed with.
func digitsOf(s Score) int {
	largest := 0.0
	for _, sample := range s.By {
		for _, p := range sample.Pairs {
			largest = max(largest, math.Abs(p.Value))
		}
	}
	if largest <= 1 {
		return 3
	}
	return 2
}

// overForgetting names the methods whose F1 on the excluded clips lies below
// gold's, on average over speakers, by more than the mean size of gold2 − gold.
// A lower score than gold's is not better forgetting: it reveals that somebody
// was forgotten.
func overForgetting(scores []Score, methods ...string) (over []string) {
	i := slices.IndexFunc(scores, func(s Score) bool { return s.Name == "F1" })
	if i < 0 {
		return nil
	}
	gold := scores[i].By[names.Gold]
	floor := scores[i].By[names.Gold2].Minus(gold)
	for j, p := range floor.Pairs {
		floor.Pairs[j].Value = math.Abs(p.Value)
	}
	for _, m := range methods {
		below := scores[i].By[m].Minus(gold)
		if m != names.Gold2 && len(below.Pairs) > 0 && below.Test().Mean < -floor.Test().Mean {
			over = append(over, m)
		}
	}
	return over
}

// OverSentence warns of the methods that forget more than gold.
func OverSentence(scores []Score) string {
	methods := RankedMethods(scores)
	if !slices.ContainsFunc(scores, func(s Score) bool {
		return s.Name == "F1" && len(s.By[names.Gold2].Pairs) > 0
	}) {
		return "Without gold2 it is not known how far below gold a method must be to forget too much."
	}
	over := overForgetting(scores, methods...)
	if len(over) == 0 {
		return fmt.Sprintf("None of %s forgets more than gold by more than gold2 differs from it.",
			records.Plural(len(methods), "method"))
	}
	return fmt.Sprintf("These forget more than gold, by more than gold2 differs from it: %s. A "+
		"score below that of a model that never heard the voice gains nothing, and it reveals that "+
		"there was somebody to forget.", coded(over))
}

// RanksTable has a row for each method and a column for each metric: the rank
// with its bootstrap interval over speakers.
func RanksTable(ranks []Rank) Table {
	t := Table{Title: "Ranks of the methods: 1 is nearest to gold", Header: []string{"Method"}}
	cells := map[[2]string]string{}
	var methods []string
	for _, r := range ranks {
		if !slices.Contains(t.Header, r.Metric) {
			t.Header = append(t.Header, r.Metric)
		}
		if !slices.Contains(methods, r.Method) {
			methods = append(methods, r.Method)
		}
		cells[[2]string{r.Method, r.Metric}] = fmt.Sprintf("%.0f [%.0f, %.0f]", r.Rank, r.Low, r.High)
	}
	slices.SortStableFunc(methods, names.CompareMethods)
	for _, m := range methods {
		row := []string{m}
		for _, metric := range t.Header[1:] {
			row = append(row, orNone(cells[[2]string{m, metric}]))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = []string{"Ranked by the mean distance from gold's value of the same pair. In " +
		"brackets: the 2.5 % and 97.5 % quantiles over 2,000 bootstrap samples of the speakers. " +
		"Brackets that do not overlap are an order; of others the table does not say."}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No two methods were run on the same speakers."}
	}
	return t
}
