package report

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// SequentialTable is macro F1 on speakers that were removed one after another,
// at the end, by their place in the order. Turn is a view of sequential
// removals of two and three speakers, protocol P. Single is a view of removals
// of one speaker; it supplies those whose speaker opens one of turn's orders
// with the same seed.
func SequentialTable(single, turn *records.View) Table {
	t := Table{Title: "Macro F1 after the last removal, by place in the order",
		Header: []string{"Removed", "Method", "First", "Second", "Third", "Test", "n"}}
	var samples []records.Sample
	for k := 1; k <= 3; k++ {
		for _, method := range slices.Concat([]string{names.Original, names.Gold},
			turn.Unlearning()) {
			row := []string{fmt.Sprint(k), method}
			for place := range 3 {
				cell := none
				if place < k {
					cell = plain(atPlace(single, turn, k, place, method).Test().Mean, 4)
				}
				row = append(row, cell)
			}
			test := atPlace(single, turn, k, onTest, method)
			samples = append(samples, test)
			if len(test.Pairs) > 0 {
				t.Rows = append(t.Rows, append(row, plain(test.Test().Mean, 4), test.Size()))
			}
		}
	}
	t.Notes = []string{"Means of the speakers' means. The speaker is the one at that place of " +
		"the order; for test, the first one."}
	t.Notes = append(t.Notes, lackNotes(samples...)...)
	return t
}

// FirstForgottenTable follows the speaker who was removed first. It says how
// far above gold, which heard none of those removed, the model is on that
// speaker's clips when one, two and three speakers have been removed, and how
// that changed since the first removal. The views are those of
// [SequentialTable].
func FirstForgottenTable(single, turn *records.View) Table {
	t := Table{Title: "The speaker forgotten first: gap to gold in macro F1",
		Header: []string{"Method", "Removed", "Gap", "95 % interval", "Change since the first",
			"95 % interval", "n"}}
	var samples []records.Sample
	for _, method := range turn.Unlearning() {
		alone := atPlace(single, turn, 1, 0, method, names.Gold)
		for k := 1; k <= 3; k++ {
			gap := atPlace(single, turn, k, 0, method, names.Gold)
			samples = append(samples, gap)
			if len(gap.Pairs) == 0 {
				continue
			}
			row := []string{method, fmt.Sprint(k), signed(gap.Test().Mean, 4),
				between(gap.Test().Low, gap.Test().High, 4), none, none, gap.Size()}
			if k > 1 {
				change := gap.Minus(alone).Test()
				row[4], row[5] = signed(change.Mean, 4), between(change.Low, change.High, 4)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	t.Notes = []string{
		"Mean of the speakers' means, with Student's t interval over them; changes are paired by " +
			"first speaker and seed.",
		"Each number of removals has its own original and gold, so a change contains their " +
			"spread too.",
	}
	t.Notes = append(t.Notes, lackNotes(samples...)...)
	return t
}

// onTest asks atPlace for the test clips, which have no place in the order.
const onTest = -1

// atPlace is the F1 of a method, less that of a second where one is named, at
// the end of the removals of k speakers, on the clips of the one in a place,
// the first of which is 0. The speaker of a value is who stands there. Single
// supplies removals whose speaker opens one of turn's orders with the same
// seed.
func atPlace(single, turn *records.View, k, place int, methods ...string) records.Sample {
	if k == 1 {
		turn = openingOrders(single, turn)
	}
	var all records.Sample
	for _, p := range turn.Pairs() {
		list := strings.Split(p.Speaker, "+")
		if len(list) != k {
			continue
		}
		speaker, set := list[max(place, 0)], names.SetExcluded
		switch {
		case place == onTest:
			set = names.SetTest
		case k > 1:
			set = names.SetOf(names.SetExcluded, speaker)
		}
		one := turn.Among(func(q records.PairKey) bool { return q == p })
		s := one.Combine(set, methods, func(r []records.Record) float64 {
			value := r[0].F1
			for _, other := range r[1:] {
				value -= other.F1
			}
			return value
		})
		for _, found := range s.Pairs { // one at most
			all.Pairs = append(all.Pairs, records.Pair{Speaker: speaker, Seed: p.Seed,
				Value: found.Value})
		}
		for _, absence := range s.Missing {
			absence.Scope = records.OneRun // the little view cannot tell
			all.Missing = append(all.Missing, absence)
		}
	}
	slices.SortStableFunc(all.Pairs, records.ComparePairs)
	return all
}
