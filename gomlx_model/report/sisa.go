package report

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// sisaRows are the rows of the table of shards: what they stand beside, and
// each number of shards before and after a deletion.
var sisaRows = []string{names.Original, names.Gold2, "retrain-30", "sisa-3-original", "sisa-3",
	"sisa-6-original", "sisa-6"}

// SISATable says what an ensemble of shards by speaker costs: errors on the
// others before and after a deletion, and the passes for a deletion. Afterwards
// nothing of the speaker can be left, since no remaining shard ever heard them,
// so an ensemble is judged by its utility.
func SISATable(v *records.View) Table {
	t := Table{Title: "Shards by speaker: what does a deletion cost, and what does being " +
		"prepared for it cost?",
		Header: []string{"Model", "Passes of a deletion ÷ gold's", "F1, test",
			"Errors on test ÷ gold's", "F1, excluded", "n"}}
	rows := rowsOf(v, sisaRows)
	sharded := false
	for _, r := range rows {
		_, before, is := names.SISA(r.Method)
		sharded = sharded || is
		cost := percent(r.Cost.Share)
		if before {
			cost = none
		}
		test := estimateOf(v.Level(records.F1, names.SetTest, r.Method), unchanged)
		t.Rows = append(t.Rows, []string{r.Method, cost, withEnds(test, 3), withEnds(r.Price, 2),
			withEnds(r.F1, 3), r.F1.Sample.Size()})
	}
	if !sharded {
		return Table{Title: t.Title, Notes: []string{"No ensemble of shards was run."}}
	}
	t.Notes = append(notes(rows[0].F1.Sample), "sisa-3 and sisa-6 are ensembles of three and six "+
		"networks. Each network hears only its own speakers, and the ensemble averages their "+
		"probabilities; -original is before the deletion. With six shards of six speakers, one "+
		"network is dropped and nothing is trained.")
	return t
}

// SISASentence says what preparation for deletions costs, for each number of
// shards.
func SISASentence(v *records.View) string {
	text := ""
	for _, shards := range []int{3, 6} {
		before := fmt.Sprintf("sisa-%d-%s", shards, names.Original)
		after := fmt.Sprintf("sisa-%d", shards)
		rows := rowsOf(v, []string{before, after})
		intact, isIntact := rowOf(rows, before)
		deleted, isDeleted := rowOf(rows, after)
		if !isIntact || !isDeleted {
			continue
		}
		text += fmt.Sprintf("With %d shards, a deletion costs %s of gold's passes; the ensemble makes "+
			"%s times gold's errors on the others before a deletion and %s times after one. ", shards,
			percent(deleted.Cost.Share), withEnds(intact.Price, 2), withEnds(deleted.Price, 2))
	}
	if text == "" {
		return "No ensemble of shards was run."
	}
	return text[:len(text)-1]
}
