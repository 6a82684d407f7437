package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// Headline returns the view of the confirming seeds, which head every answer,
// or all of v if base has no finished pair among them.
func Headline(v *records.View) *records.View {
	if confirmed := v.Among(Confirming); hasSchemes(confirmed) {
		return confirmed
	}
	return v
}

// HeadlineRecords returns the records of the confirming seeds, or all records
// if base has no confirming seeds.
func HeadlineRecords(list []records.Record) (head []records.Record) {
	confirmed := false
	for _, r := range list {
		if Confirming(records.PairKey{Speaker: r.Speaker, Seed: r.Seed}) {
			head, confirmed = append(head, r), confirmed || r.Method == names.Base
		}
	}
	if !confirmed {
		return list
	}
	return head
}

// hasSchemes reports whether base has finished pairs with original and gold.
func hasSchemes(v *records.View) bool {
	return len(v.Combine(names.SetExcluded, []string{names.Base, names.Original, names.Gold},
		func(r []records.Record) float64 { return r[0].F1 }).Pairs) > 0
}

// HeadlineClaims judges every claim by the confirming seeds. A claim for which
// they have no run, such as one about a control, is judged by the exploring
// seeds, and its n says so. Without confirming seeds all pairs judge.
func HeadlineClaims(e Evidence) []Claim {
	if e.Batch == nil || !hasSchemes(e.Batch.Among(Confirming)) {
		return Claims(e)
	}
	claims := Claims(e.Among(Confirming))
	for i, c := range Claims(e.Among(Exploring)) {
		if claims[i].Verdict == NotRun && c.Verdict != NotRun {
			c.Runs += ", seeds 1–10"
			claims[i] = c
		}
	}
	return claims
}

// DrawsSentence says which seeds the answer is from, and what the others give
// for a method's way and price. It is empty if only one draw was run.
func DrawsSentence(v *records.View, method string) string {
	confirmed, explored := v.Among(Confirming), v.Among(Exploring)
	way, was := WayToGold(confirmed, method), WayToGold(explored, method)
	price, cost := Price(confirmed, method), Price(explored, method)
	if len(way.Sample.Pairs) == 0 || len(was.Sample.Pairs) == 0 {
		return ""
	}
	agree := "the two draws agree, since each interval holds the other's mean"
	if !holdEachOther(way.Estimate, was.Estimate) || !holdEachOther(price, cost) {
		agree = "the two draws disagree, since an interval does not hold the other's mean"
	}
	return fmt.Sprintf("This is by seeds %s, run once after the analysis was fixed. Seeds %s, "+
		"by which it was made, put `%s` at %s of the way and %s times gold's errors: %s. Both "+
		"are of the same six speakers and say nothing of new ones.", seedRange(confirmed, method),
		seedRange(explored, method), method, percentWithEnds(was.Estimate), withEnds(cost, 2), agree)
}

// seedRange is the first and the last seed of a method's pairs, as in "11–20".
func seedRange(v *records.View, method string) string {
	least, most := math.MaxInt, 0
	for _, p := range v.Level(records.F1, names.SetExcluded, method).Pairs {
		least, most = min(least, p.Seed), max(most, p.Seed)
	}
	return fmt.Sprintf("%d–%d", least, most)
}

// holdEachOther reports whether each interval holds the other's mean.
func holdEachOther(a, b Estimate) bool {
	return a.Low <= b.Mean && b.Mean <= a.High && b.Low <= a.Mean && a.Mean <= b.High
}
