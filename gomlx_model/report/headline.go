package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// Headline is the view of the seeds that confirm, which head every answer;
// where the paper's schemes have none, all of v.
func Headline(v *records.View) *records.View {
	if confirmed := v.Among(Confirming); hasSchemes(confirmed) {
		return confirmed
	}
	return v
}

// HeadlineRecords are those of the records whose seeds confirm, where base has
// some; else all.
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

// HeadlineClaims judges every claim by the seeds that confirm. A claim of which
// they have no run, as those about some controls, is judged by the seeds that
// explored, and its n says so. Without seeds that confirm all pairs judge.
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

// DrawsSentence says by which seeds the answer stands, and what the others
// give for a method's way and price. Empty where only one draw was run.
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
