package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/records"
)

// LotteryTable says how often a study of one speaker and three seeds, made of
// our records, would have reported what the paper reports, or its opposite.
func LotteryTable(v *records.View) Table {
	t := Table{Title: fmt.Sprintf("What one speaker and %d seeds would have reported", paperSeeds),
		Header: []string{"Contrast, macro F1", "Paper", "Significantly below 0",
			"Significantly above 0", "Not significant", "As the paper reports", "Opposite to it",
			"In the prediction interval"}}
	rows := Lottery(v)
	least, most, held, others, studies, flat := math.Inf(1), 0.0, 0, 0, 0, 0
	for _, r := range rows {
		n := float64(r.Studies)
		paper, against := r.Paper.String(), none
		switch {
		case r.Claimed < 0:
			against = percent(float64(r.Above) / n)
		case r.Claimed > 0:
			against = percent(float64(r.Below) / n)
		default:
			paper += " (not significant)"
		}
		share := float64(r.Held) / n
		least, most = min(least, share), max(most, share)
		held, others, studies, flat = held+r.Held, others+r.HeldByOthers, studies+r.Studies,
			flat+r.Flat
		t.Rows = append(t.Rows, []string{r.Name(), paper, percent(float64(r.Below) / n),
			percent(float64(r.Above) / n),
			percent(float64(r.Studies-r.Below-r.Above) / n), percent(float64(r.Reported()) / n),
			against, percent(share)})
	}
	if len(rows) == 0 {
		t.Notes = []string{fmt.Sprintf("No speaker has %d finished pairs.", paperSeeds)}
		return t
	}
	t.Notes = []string{
		fmt.Sprintf("Up to %d mini-studies per row, each speaker with each choice of %d seeds: "+
			"paired t over seeds, two degrees of freedom, two-sided, p < 0.05, uncorrected. They "+
			"share runs, so they are not independent studies. If its seeds do not "+
			"differ, a study has no test and counts as not significant: %d of %d.",
			maxStudies(rows), paperSeeds, flat, studies),
		fmt.Sprintf("Coverage: the 95 %% prediction interval in the table of claims contains %s "+
			"to %s of the mini-studies' means, %s overall; computed from the other speakers "+
			"alone, it contains %s.", percent(least), percent(most),
			percent(float64(held)/float64(studies)), percent(float64(others)/float64(studies))),
	}
	return t
}

// maxStudies is the largest number of mini-studies of a row.
func maxStudies(rows []LotteryRow) int {
	most := 0
	for _, r := range rows {
		most = max(most, r.Studies)
	}
	return most
}
