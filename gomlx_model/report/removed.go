package report

import (
	"fmt"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// RemovedTable says what unlearning and a shorter retraining cost and leave by
// the share of speakers that are removed, one after another. Single and turn
// are as in [SequentialTable], and every speaker of the corpus is removed alone
// by some run of single.
func RemovedTable(single, turn *records.View) Table {
	t := Table{Title: "By share of speakers removed", Header: []string{"Removed", "Method",
		"Cost", "Price on test", "F1 on those removed", "Gold's", "Way to gold", "n"}}
	speakers := map[string]bool{}
	for _, p := range single.Pairs() {
		speakers[p.Speaker] = true
	}
	retrained := false // of several
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
			_, _, isRetraining := names.Retraining(m)
			retrained = retrained || isRetraining && k > 1
			share := CostOf(v, m).Share
			t.Rows = append(t.Rows, []string{fmt.Sprintf("%d of %d", k, len(speakers)), m, percent(share),
				withEnds(Price(v, m), 2), plain(f1.Test().Mean, 3), plain(gold, 3),
				percentWithEnds(WayToGold(v, m).Estimate), f1.Size()})
		}
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No removals of several speakers were run."}
		return t
	}
	t.Notes = []string{"Cost: sample passes over gold's, whose training is shorter the more are " +
		"removed; unlearning in turn pays for every removal, retraining once. A row's unit is " +
		"the order of removals; F1 is over the clips of all who were removed."}
	if !retrained {
		t.Notes = append(t.Notes, "No shorter retraining without several speakers was run.")
	}
	return t
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
