package report

import (
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// Headline returns the view of the confirmatory seeds, which every answer is
// based on, or all of v if base has no finished pair among them.
func Headline(v *records.View) *records.View {
	if confirmed := v.Among(Confirming); hasSchemes(confirmed) {
		return confirmed
	}
	return v
}

// HeadlineRecords returns the records of the confirmatory seeds, or all records
// if base has none among them.
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

// HeadlineClaims judges every claim on the confirmatory seeds. A claim without
// runs there, such as one about a control, is judged on the exploratory seeds,
// and its n says so. Without confirmatory seeds, every claim is judged on all
// pairs.
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
