package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// nearGold is the largest distance from gold on the excluded clips, in units of
// gold2's distance, at which a method counts as near gold. It was chosen before
// the field's methods were run.
const nearGold = 2

// MethodsAnswer tells readers with a model and a request to delete a speaker
// which method to use: the cheapest that ends near gold on the excluded clips
// and is not shown to make more errors on the others than gold, if there is
// one. It also names the cheapest shorter retraining that meets both
// conditions; if that costs no more, the advice is to retrain for less. A tuned
// method counts with the settings that other speakers chose.
func MethodsAnswer(v *records.View) string {
	methods, retrainings := answeringMethods(v)
	rows := rowsOf(v, methods)
	if len(rows) == 0 {
		return "No method was run beside gold2, so there is no answer."
	}
	best, ok := cheapest(rows)
	text := drawsOf(rows) + ", "
	if !ok {
		nearest := slices.MinFunc(rows, func(a, b FrontierRow) int {
			return cmp.Compare(a.Excluded.Mean, b.Excluded.Mean)
		})
		text += fmt.Sprintf("none ends within %d times gold2's distance from gold on the excluded "+
			"clips without being shown to make more errors than gold on the others; the nearest on "+
			"the excluded clips is %s, at %s times that distance.", nearGold, nearest.Method,
			withEnds(nearest.Excluded, 2))
	} else {
		text += fmt.Sprintf("`%s` is the cheapest that ends within %d times gold2's distance from gold "+
			"on the excluded clips (%s times) and is not shown to make more errors than gold on the "+
			"others (%s times). It costs %s of gold's passes.", best.Method, nearGold,
			withEnds(best.Excluded, 2), withEnds(best.Price, 2), percent(best.Cost.Share))
	}
	retrained, again := cheapest(rowsOf(v, retrainings))
	switch {
	case !again && ok:
		return text + " No shorter retraining that was run does so."
	case !again:
		return text + " No shorter retraining that was run does so either: retrain in full."
	}
	text += fmt.Sprintf(" A shorter retraining (`%s`) does so at %s of gold's passes",
		retrained.Method, percent(retrained.Cost.Share))
	if ok && best.Cost.Share < retrained.Cost.Share {
		return text + fmt.Sprintf(": `%s` is cheaper.", best.Method)
	}
	return text + ": retrain for less."
}

// answeringMethods are the methods that an answer may name, and the shorter
// retrainings.
func answeringMethods(v *records.View) (methods, retrainings []string) {
	for _, m := range v.Methods() {
		_, _, retraining := names.Retraining(m)
		switch {
		case retraining:
			retrainings = append(retrainings, m)
		case slices.Contains(names.Schemes(), untuned(m)) || m == "finetune" ||
			slices.Contains(names.References(), untuned(m)) && m != "distil-gold":
			methods = append(methods, m)
		}
	}
	return methods, retrainings
}

// MethodsNote says which of the field's methods is the cheapest that ends near
// gold, as [MethodsAnswer] judges it. It has no full stop, so that a reference
// can follow, and is empty if no method ends there.
func MethodsNote(v *records.View) string {
	var methods []string
	for _, m := range v.Methods() {
		if slices.Contains(names.References(), untuned(m)) && m != "distil-gold" {
			methods = append(methods, m)
		}
	}
	best, ok := cheapest(rowsOf(v, methods))
	if !ok {
		return ""
	}
	return fmt.Sprintf("Of the field's methods, `%s` is the cheapest near gold: %s of its passes, "+
		"price %s, %s times gold2's distance", best.Method, percent(best.Cost.Share),
		plain(best.Price.Mean, 2), plain(best.Excluded.Mean, 2))
}

// rowsOf returns the rows of methods on the confirmatory seeds. A method
// without runs there is judged on its exploratory seeds, in the same unit of
// distance.
func rowsOf(v *records.View, methods []string) []FrontierRow {
	if len(methods) == 0 {
		return nil // Frontier would take its own
	}
	rows, _ := Frontier(v, methods...)
	missing := slices.DeleteFunc(slices.Clone(methods), func(m string) bool {
		_, ok := rowOf(rows, m)
		return ok
	})
	if len(missing) > 0 {
		explored, _ := frontierOf(v.Among(Exploring), v, missing...)
		rows = append(rows, explored...)
	}
	return rows
}

// drawsOf says how many methods the rows have, on which seeds.
func drawsOf(rows []FrontierRow) string {
	confirmed, explored := 0, 0
	var pairs records.Sample // of the methods that were only explored
	for _, r := range rows {
		of := r.Excluded.Sample.Pairs
		if len(of) > 0 && Confirming(of[0].Key()) {
			confirmed++
			continue
		}
		explored++
		pairs.Pairs = append(pairs.Pairs, of...)
	}
	if confirmed == 0 || explored == 0 {
		return "Of " + records.Plural(len(rows), "method")
	}
	return fmt.Sprintf("Of %d methods (%d run on seeds 11–20, %d only on seeds %s)", len(rows),
		confirmed, explored, seedsOf(pairs))
}

// CostsTable says what each compared method costs, how far from gold it ends,
// and on which seeds; see [ComparedMethods].
func CostsTable(v *records.View) Table {
	t := Table{Title: "Cost and distance from gold, all methods", Header: []string{"Method", "Cost",
		"Price on test", "Distance, test", "Distance, excluded", "Seeds"}}
	for _, r := range rowsOf(v, ComparedMethods(v)) {
		t.Rows = append(t.Rows, []string{r.Method, percent(r.Cost.Share), withEnds(r.Price, 2),
			withEnds(r.Test, 2), withEnds(r.Excluded, 2), seedsOf(r.Excluded.Sample)})
	}
	t.Notes = []string{"Cost: passes of a sample forward and backward, as a share of gold's. Not " +
		"counted are passes forward alone, one for each clip that a method sees: by the teachers of " +
		"scrub, bad-teaching and distil-gold. Price: errors divided by gold's " +
		"errors. Distance: the mean |F1 − gold's F1|, in units of gold2's. In brackets: 95 % t " +
		"intervals over speakers."}
	if slices.ContainsFunc(t.Rows, func(r []string) bool { return r[0] == "distil-gold" }) {
		t.Notes = append(t.Notes, "distil-gold is a bound and no method: it learns from gold itself, "+
			"whose training its cost leaves out.")
	}
	return t
}

// cheapest returns the cheapest row that ends near gold and is not shown to
// make more errors on test than gold.
func cheapest(rows []FrontierRow) (best FrontierRow, ok bool) {
	for _, r := range rows {
		if r.Excluded.Mean <= nearGold && !(r.Price.Low > 1) &&
			(!ok || r.Cost.Share < best.Cost.Share) {
			best, ok = r, true
		}
	}
	return best, ok
}

// untuned is a method's name without the mark of tuning.
func untuned(method string) string { return strings.TrimSuffix(method, names.Tuned) }

// ComparedMethods are the methods on the frontier of all methods: shorter
// retraining, unlearning, gold2 as the floor, and the original, which does
// nothing. Controls are left out.
func ComparedMethods(v *records.View) (methods []string) {
	for _, m := range v.Methods() {
		if isCompared(m) {
			methods = append(methods, m)
		}
	}
	return methods
}

// isCompared reports whether [ComparedMethods] has a method.
func isCompared(m string) bool {
	_, _, retraining := names.Retraining(m)
	return retraining || slices.Contains(names.Schemes(), untuned(m)) || m == "finetune" ||
		slices.Contains(names.References(), untuned(m)) || m == names.Gold2 || m == names.Original
}
