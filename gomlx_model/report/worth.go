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

// A WorthRow is a method with its cost, its distance from gold, and whether
// another method ends nearer for no more.
type WorthRow struct {
	FrontierRow
	// Confirmed says that the seeds are 11–20. The other rows are methods that
	// have only some of seeds 1–10, with gold2 and the original on those seeds.
	Confirmed bool
	From, To  int // seeds
	// Over says that it forgets more than gold: on the excluded clips its mean
	// F1 over speakers is below gold's by more than two trainings of gold
	// differ.
	Over bool
	// Unharmed says that it is not shown to make more errors on test than gold:
	// the interval of the ratio begins at 1 or below.
	Unharmed bool
	// OnFrontier says that it is unharmed, and that no unharmed method of the
	// same or a lower cost, on the same seeds, has a smaller mean distance from
	// gold on the excluded clips.
	OnFrontier bool
}

// Worth measures all compared methods (see [ComparedMethods]) except
// distil-gold, the bound that needs gold itself. First come those on seeds
// 11–20, then those that have only some of seeds 1–10, with gold2 and the
// original on the same seeds. Each part begins with the method nearest to gold
// on the excluded clips.
func Worth(v *records.View) []WorthRow {
	methods := slices.DeleteFunc(ComparedMethods(v), func(m string) bool { return m == "distil-gold" })
	if len(methods) == 0 {
		return nil // Frontier would take its own
	}
	confirmed, _ := frontierOf(v.Among(Confirming), v, methods...)
	rows := worthOf(v, confirmed, true)
	seeds, few := map[int]bool{}, []string{names.Original, names.Gold2}
	for _, r := range rowsOf(v, methods) {
		for _, p := range r.Excluded.Sample.Pairs {
			if !Confirming(p.Key()) {
				seeds[p.Seed] = true
			}
		}
		if _, ok := rowOf(confirmed, r.Method); !ok {
			few = append(few, r.Method)
		}
	}
	explored, _ := frontierOf(v.Among(func(k records.PairKey) bool { return seeds[k.Seed] }), v,
		methods...)
	return append(rows, slices.DeleteFunc(worthOf(v, explored, false), func(r WorthRow) bool {
		return !slices.Contains(few, r.Method)
	})...)
}

// worthOf judges rows of the same seeds.
func worthOf(v *records.View, of []FrontierRow, confirmed bool) (rows []WorthRow) {
	gold, floor := v.Level(records.F1, names.SetExcluded, names.Gold), Floor(v, names.SetExcluded)
	for _, r := range of {
		if !(r.Excluded.Mean > 0) {
			continue // without gold2 there is no unit of distance
		}
		row := WorthRow{FrontierRow: r, Confirmed: confirmed, From: math.MaxInt,
			Unharmed: !(r.Price.Low > 1)}
		for _, p := range r.Excluded.Sample.Pairs {
			row.From, row.To = min(row.From, p.Seed), max(row.To, p.Seed)
		}
		below := r.F1.Sample.Minus(gold)
		row.Over = r.Method != names.Gold2 && below.Test().Mean < -floor
		rows = append(rows, row)
	}
	for i := range rows {
		rows[i].OnFrontier = rows[i].Unharmed && !slices.ContainsFunc(rows, func(o WorthRow) bool {
			return o.Unharmed && o.Cost.Share <= rows[i].Cost.Share &&
				o.Excluded.Mean < rows[i].Excluded.Mean
		})
	}
	slices.SortStableFunc(rows, func(a, b WorthRow) int {
		return cmp.Compare(a.Excluded.Mean, b.Excluded.Mean)
	})
	return rows
}

// WorthSentence names the methods on the frontier, the cheapest first.
func WorthSentence(rows []WorthRow) string {
	var parts []string
	for _, confirmed := range []bool{true, false} {
		part := slices.DeleteFunc(slices.Clone(rows), func(r WorthRow) bool {
			return r.Confirmed != confirmed
		})
		if len(part) > 0 {
			parts = append(parts, frontierOfPart(part))
		}
	}
	if len(parts) == 0 {
		return "No method was run beside gold2, so there is no frontier."
	}
	return strings.Join(parts, " ") + " The last number of each is the mean distance from gold " +
		"on the excluded clips; gold2's is 1 over all seeds. Where intervals overlap, the order is " +
		"uncertain."
}

// frontierOfPart is the sentence for the rows of some seeds.
func frontierOfPart(rows []WorthRow) string {
	from, to, unharmed := rows[0].From, rows[0].To, 0
	var front []WorthRow
	for _, r := range rows {
		from, to = min(from, r.From), max(to, r.To)
		if r.Unharmed {
			unharmed++
		}
		if r.OnFrontier {
			front = append(front, r)
		}
	}
	slices.SortStableFunc(front, func(a, b WorthRow) int {
		return cmp.Compare(a.Cost.Share, b.Cost.Share)
	})
	var list []string
	for _, r := range front {
		list = append(list, fmt.Sprintf("%s (%s of gold's passes, %s)", r.Method,
			percent(r.Cost.Share), plain(r.Excluded.Mean, 2)))
	}
	who := "none of these"
	if len(list) > 0 {
		who = strings.Join(list, "; ")
	}
	return fmt.Sprintf("On seeds %d–%d, %d of %s not shown to make more errors on test than gold. "+
		"Of these, on the frontier of cost and distance: %s.", from, to, unharmed,
		records.Plural(len(rows), "method")+map[bool]string{true: " is", false: " are"}[unharmed == 1],
		who)
}
