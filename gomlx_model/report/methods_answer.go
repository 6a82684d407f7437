package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// nearGold is how far from gold on the excluded clips a method may be, in units
// of gold2's distance, to count as near it; chosen before the field's methods
// were run.
const nearGold = 2

// MethodsAnswer advises readers who have a model and a request to delete a
// speaker which method to use. It is the cheapest method that ends near gold on
// the excluded clips and is not shown to make more errors on the others than
// gold, if there is one. Beside it stands the cheapest retraining of which the
// same is true; if that costs no more, the advice is to retrain for less. A
// tuned method counts with the settings that other speakers chose.
func MethodsAnswer(v *records.View) string {
	var methods, retrainings []string
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
		text += fmt.Sprintf("none ends within %d times gold2's distance of gold on the excluded "+
			"clips without costing the others more errors than gold's; the nearest is %s at %s.",
			nearGold, nearest.Method, withEnds(nearest.Excluded, 2))
	} else {
		text += fmt.Sprintf("%s is the cheapest that ends near gold: %s of its distance on the "+
			"excluded clips, %s of gold's passes, %s times its errors on the others.", best.Method,
			withEnds(best.Excluded, 2), percent(best.Cost.Share), withEnds(best.Price, 2))
	}
	retrained, again := cheapest(rowsOf(v, retrainings))
	switch {
	case !again && ok:
		return text + " No shorter retraining that was run does."
	case !again:
		return text + " No shorter retraining that was run does either: retrain in full."
	}
	text += fmt.Sprintf(" Retraining for less, %s, does at %s of gold's passes", retrained.Method,
		percent(retrained.Cost.Share))
	if ok && best.Cost.Share < retrained.Cost.Share {
		return text + fmt.Sprintf(": %s is the cheaper.", best.Method)
	}
	return text + ": retrain for less."
}

// rowsOf are the rows of methods, by the confirmatory seeds; a method that has
// no run there is judged by the exploratory seeds that it has, in the same unit
// of distance.
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

// drawsOf says by how many methods' rows are of which seeds.
func drawsOf(rows []FrontierRow) string {
	confirmed, explored, from, to := 0, 0, math.MaxInt, 0
	for _, r := range rows {
		pairs := r.Excluded.Sample.Pairs
		if len(pairs) > 0 && Confirming(pairs[0].Key()) {
			confirmed++
			continue
		}
		explored++
		for _, p := range pairs {
			from, to = min(from, p.Seed), max(to, p.Seed)
		}
	}
	if confirmed == 0 || explored == 0 {
		return "Of " + records.Plural(len(rows), "method")
	}
	return fmt.Sprintf("Of %d methods, %d on seeds 11–20 and %d only on seeds %d–%d", len(rows),
		confirmed, explored, from, to)
}

// CostsTable says what each compared method costs and how far from gold it
// ends, with the seeds that it was judged by; see [ComparedMethods].
func CostsTable(v *records.View) Table {
	t := Table{Title: "Cost and distance from gold, all methods", Header: []string{"Method", "Cost",
		"Price on test", "Distance, test", "Distance, excluded", "Seeds"}}
	for _, r := range rowsOf(v, ComparedMethods(v)) {
		from, to := math.MaxInt, 0
		for _, p := range r.Excluded.Sample.Pairs {
			from, to = min(from, p.Seed), max(to, p.Seed)
		}
		t.Rows = append(t.Rows, []string{r.Method, percent(r.Cost.Share), withEnds(r.Price, 2),
			withEnds(r.Test, 2), withEnds(r.Excluded, 2), fmt.Sprintf("%d–%d", from, to)})
	}
	t.Notes = []string{"Cost: sample passes as a share of gold's. Price: errors over gold's. Distance: " +
		"the mean |F1 − gold's F1|, in units of gold2's. In brackets 95 % t intervals over speakers."}
	return t
}

// cheapest returns the row with the least cost of those near gold at no price.
func cheapest(rows []FrontierRow) (best FrontierRow, ok bool) {
	for _, r := range rows {
		if r.Excluded.Mean <= nearGold && !(r.Price.Low > 1) &&
			(!ok || r.Cost.Share < best.Cost.Share) {
			best, ok = r, true
		}
	}
	return best, ok
}

// untuned is a method's name without what says that it was tuned.
func untuned(method string) string { return strings.TrimSuffix(method, names.Tuned) }

// ComparedMethods are the rows of the frontier with all methods: retraining for
// less, what unlearns, its floor, and doing nothing; no controls.
func ComparedMethods(v *records.View) (methods []string) {
	for _, m := range v.Methods() {
		_, _, retraining := names.Retraining(m)
		if retraining || slices.Contains(names.Schemes(), untuned(m)) || m == "finetune" ||
			slices.Contains(names.References(), untuned(m)) || m == names.Gold2 ||
			m == names.Original {
			methods = append(methods, m)
		}
	}
	return methods
}
