package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// A removedRow is what a method costs and leaves when some of the speakers have
// been removed.
type removedRow struct {
	method, runs string
	removed      int
	// Passes divided by those of one training of gold: if all ask at once, NaN
	// for methods run only in turn; and if each asks when those before are
	// gone.
	once, inTurn         float64
	price, f1, gold, way float64 // means over orders
}

// removals are those of base, conv-bn and two shorter retrainings, by one to
// three speakers.
func removals(single, turn *records.View) (list []removedRow) {
	soFar := map[string]float64{} // passes of retraining after each removal
	unit := map[bool]string{true: "order", false: "speaker"}
	for k := 1; k <= 3; k++ {
		v := openingOrders(single, turn)
		if k > 1 {
			v = turn.Among(func(p records.PairKey) bool {
				return strings.Count(p.Speaker, "+") == k-1
			})
		}
		gold := v.Level(records.F1, names.SetExcluded, names.Gold).Test().Mean
		for _, m := range []string{names.Base, names.ConvBN, "retrain-30", "retrain-40"} {
			f1 := v.Level(records.F1, names.SetExcluded, m)
			if len(f1.Pairs) == 0 {
				continue
			}
			cost := CostOf(v, m)
			r := removedRow{method: m, removed: k, once: math.NaN(), inTurn: cost.Share,
				price: Price(v, m).Mean, f1: f1.Test().Mean, gold: gold, way: WayToGold(v, m).Mean,
				runs: fmt.Sprintf("%s, %s", records.Plural(len(f1.Pairs), "run"),
					records.Plural(len(f1.Speakers()), unit[k > 1]))}
			if _, _, isRetraining := names.Retraining(m); isRetraining {
				soFar[m] += cost.Passes
				r.once, r.inTurn = cost.Share, soFar[m]/CostOf(v, names.Gold).Passes
			}
			list = append(list, r)
		}
	}
	return list
}

// RemovedTable says what unlearning and a shorter retraining cost, and what
// they leave, by the share of speakers that are removed one after the other.
// Retraining costs less if all ask at once than if each asks in turn;
// unlearning was run only in turn. Single and turn are as in [SequentialTable],
// and single removes every speaker of the corpus alone. Orders share speakers,
// so their means have no interval.
func RemovedTable(single, turn *records.View) Table {
	t := Table{Title: "By share of speakers removed", Header: []string{"Removed", "Method",
		"Cost, at once", "Cost, in turn", "Price on test", "F1 on those removed", "Gold's",
		"Way to gold", "n"}}
	speakers, retrained := speakersOf(single), false // several at once
	for _, r := range removals(single, turn) {
		retrained = retrained || r.removed > 1 && !math.IsNaN(r.once)
		t.Rows = append(t.Rows, []string{fmt.Sprintf("%d of %d", r.removed, speakers), r.method,
			percent(r.once), percent(r.inTurn), plain(r.price, 2), plain(r.f1, 3),
			plain(r.gold, 3), percent(r.way), r.runs})
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No removals of several speakers were run."}
		return t
	}
	t.Notes = []string{fmt.Sprintf("Seeds %s. Cost: sample passes divided by those of one training "+
		"of gold, which is shorter the more are removed. At once: all ask together. In turn: each asks "+
		"when those before are gone, and every method pays each time. F1 is over the clips of all "+
		"who were "+
		"removed. Means over orders, which share speakers and so give no interval.",
		seedRange(openingOrders(single, turn), names.Base))}
	if !retrained {
		t.Notes = append(t.Notes, "No shorter retraining without several speakers was run.")
	}
	return t
}

// RemovedSentence says what [RemovedTable] shows of base and of the shortest
// retraining of it: how far they go and what they cost, by speakers removed.
func RemovedSentence(single, turn *records.View) string {
	rows := removals(single, turn)
	said := func(method string, number func(removedRow) float64) string {
		var parts []string
		for _, r := range rows {
			if r.method == method {
				parts = append(parts, percent(number(r)))
			}
		}
		return listed(parts)
	}
	way := func(r removedRow) float64 { return r.way }
	inTurn := func(r removedRow) float64 { return r.inTurn }
	if len(rows) == 0 || rows[len(rows)-1].removed < 2 {
		return "No removals of several speakers were run."
	}
	text := fmt.Sprintf("With one to %d of %d speakers removed in turn, `base` goes %s of the way to "+
		"gold, and costs %s of one training of gold.", rows[len(rows)-1].removed, speakersOf(single),
		said(names.Base, way), said(names.Base, inTurn))
	i := slices.IndexFunc(rows, func(r removedRow) bool { return r.removed > 1 && !math.IsNaN(r.once) })
	if i < 0 {
		return text
	}
	return text + fmt.Sprintf(" `%s` goes %s, and costs %s in turn, %s if all ask at once.",
		rows[i].method, said(rows[i].method, way), said(rows[i].method, inTurn),
		said(rows[i].method, func(r removedRow) float64 { return r.once }))
}

// speakersOf counts the speakers of a view.
func speakersOf(v *records.View) int {
	speakers := map[string]bool{}
	for _, p := range v.Pairs() {
		speakers[p.Speaker] = true
	}
	return len(speakers)
}

// openingOrders are the removals of one speaker who opens an order of turn with
// the same seed.
func openingOrders(single, turn *records.View) *records.View {
	begins := map[records.PairKey]bool{}
	for _, p := range turn.Pairs() {
		first, _, _ := strings.Cut(p.Speaker, "+")
		begins[records.PairKey{Speaker: first, Seed: p.Seed}] = true
	}
	return single.Among(func(p records.PairKey) bool { return begins[p] })
}
