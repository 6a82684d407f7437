package study

import (
	"fmt"
	"slices"
	"strings"
)

// SequentialTable is macro F1 on speakers that were removed one after the other, at the end, by their place in the order. Single is a view of removals of one
// speaker, which stand first, with the seeds that the others have; turn is one of sequential removals. Its samples take a place's speaker for their speaker.
func SequentialTable(single, turn *View) Table {
	t := Table{Title: "Macro F1 when the last has been removed, by place in the order", Header: []string{"Removed", "Method", "First", "Second", "Third", "Test", "n"}}
	for k := 1; k <= 3; k++ {
		v := turn
		if k == 1 {
			v = single
		}
		for _, method := range slices.Concat([]string{original, gold}, turn.Unlearning()) {
			row := []string{fmt.Sprint(k), method}
			var first Sample
			for place := range 3 {
				cell := none
				if place < k {
					s := v.inTurn(k, place, method).ofSeeds(turn)
					cell = plain(s.Test().Mean, 4)
					if place == 0 {
						first = s
					}
				}
				row = append(row, cell)
			}
			if len(first.Pairs) > 0 {
				t.Rows = append(t.Rows, append(row, plain(v.inTurn(k, onTest, method).ofSeeds(turn).Test().Mean, 4), first.Size()))
			}
		}
	}
	t.Notes = []string{"Means of the speakers' means, where a speaker is who stands in that place of the order; for test, in the first."}
	return t
}

// FirstForgottenTable follows the speaker who was removed first: how far above gold, which heard none of those removed, the model is on that speaker's clips when
// one, two and three have been removed, and how that changed since the first removal.
func FirstForgottenTable(single, turn *View) Table {
	t := Table{Title: "The speaker forgotten first: gap to gold in macro F1", Header: []string{"Method", "Removed", "Gap", "95 % interval", "Change since the first", "95 % interval", "n"}}
	for _, method := range turn.Unlearning() {
		var alone Sample
		for k := 1; k <= 3; k++ {
			v := turn
			if k == 1 {
				v = single
			}
			gap := v.inTurn(k, 0, method).Minus(v.inTurn(k, 0, gold)).ofSeeds(turn)
			if len(gap.Pairs) == 0 {
				continue
			}
			row := []string{method, fmt.Sprint(k), signed(gap.Test().Mean, 4), between(gap.Test().Low, gap.Test().High, 4)}
			if k == 1 {
				alone = gap
				t.Rows = append(t.Rows, append(row, none, none, gap.Size()))
				continue
			}
			change := gap.Minus(alone).Test()
			t.Rows = append(t.Rows, append(row, signed(change.Mean, 4), between(change.Low, change.High, 4), gap.Size()))
		}
	}
	t.Notes = []string{
		"Mean of the speakers' means, with Student's t interval over them; changes are paired by first speaker and seed.",
		"Each number of removals has an original and a gold of its own, so a change holds their spread too.",
	}
	return t
}

// onTest asks inTurn for the test clips, which have no place in the order.
const onTest = -1

// inTurn is the F1 of a method at the end of those removals that take out k speakers, on the clips of the one in a place, counted from 0.
// The speaker of a value is who stands there.
func (v *View) inTurn(k, place int, method string) (s Sample) {
	for _, p := range v.pairs {
		names := strings.Split(p.Speaker, "+")
		if len(names) != k {
			continue
		}
		speaker, set := names[max(place, 0)], "test"
		switch {
		case place == onTest:
		case k == 1:
			set = "excluded"
		default:
			set = "excluded:" + speaker
		}
		if r, ok := v.Find(p.Speaker, p.Seed, method, set); ok && r.OK() {
			s.Pairs = append(s.Pairs, Pair{speaker, p.Seed, r.F1})
		}
	}
	slices.SortFunc(s.Pairs, comparePairs)
	return s
}

// ofSeeds keeps the values of the seeds that a view has.
func (s Sample) ofSeeds(v *View) Sample {
	s.Pairs = slices.DeleteFunc(slices.Clone(s.Pairs), func(p Pair) bool {
		return !slices.ContainsFunc(v.pairs, func(q Pair) bool { return p.Seed == q.Seed })
	})
	return s
}
