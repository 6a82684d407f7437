package report

import (
	"fmt"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/records"
)

// Exploring reports whether a pair's seed is one of the exploratory seeds,
// 1–10, on which the analysis was developed.
func Exploring(p records.PairKey) bool { return p.Seed >= 1 && p.Seed <= 10 }

// Confirming reports whether a pair's seed is one of the confirmatory seeds,
// 11–20, which are run once, after the analysis is fixed. They test the results
// under new randomness but on the same speakers, and say nothing about new
// speakers.
func Confirming(p records.PairKey) bool { return p.Seed >= 11 && p.Seed <= 20 }

// Among returns the evidence of the pairs that keep accepts. The trace stays as
// it is.
func (e Evidence) Among(keep func(records.PairKey) bool) Evidence {
	for _, v := range []**records.View{&e.Batch, &e.Layer, &e.Instance} {
		if *v != nil {
			*v = (*v).Among(keep)
		}
	}
	layers := e.Magnitudes
	e.Magnitudes = nil
	for _, l := range layers {
		l.Sample.Pairs = slices.DeleteFunc(slices.Clone(l.Sample.Pairs),
			func(p records.Pair) bool { return !keep(p.Key()) })
		if len(l.Sample.Pairs) > 0 {
			e.Magnitudes = append(e.Magnitudes, l)
		}
	}
	return e
}

// DrawsTable compares the verdicts of the confirmatory seeds with those of the
// exploratory seeds, and says where they disagree. Claims that neither can
// judge are left out.
func DrawsTable(e Evidence) Table {
	t := Table{Title: "The claims by the confirmatory seeds (11–20) and the exploratory seeds (1–10)",
		Header: []string{"Claim", "Theirs", "Ours, 11–20", "Direction", "Size", "Ours, 1–10",
			"Direction", "Size", "Agree"}}
	confirmed, explored := Claims(e.Among(Confirming)), Claims(e.Among(Exploring))
	var apart []string
	judged := 0
	for i, c := range confirmed {
		x := explored[i]
		if c.chosen || c.Verdict == NotRun && x.Verdict == NotRun {
			continue
		}
		agree := none
		if c.Verdict != NotRun && x.Verdict != NotRun {
			judged++
			agree = "yes"
			if c.Verdict != x.Verdict || c.Size != x.Size {
				agree = "no"
				apart = append(apart, c.Text)
			}
		}
		t.Rows = append(t.Rows, []string{c.Text, c.Theirs, c.Ours, c.Direction(),
			sizeCell(c), x.Ours, x.Direction(),
			sizeCell(x), agree})
	}
	switch {
	case judged == 0:
		t.Notes = []string{"The confirmatory seeds were not run."}
	case len(apart) == 0:
		t.Notes = []string{fmt.Sprintf("Both draws give all %d claims the same verdicts.", judged)}
	default:
		t.Notes = []string{fmt.Sprintf("The draws disagree on %d of %d claims: %s.", len(apart),
			judged, strings.Join(apart, "; "))}
	}
	t.Notes = append(t.Notes, "The confirmatory seeds have the same speakers: they test new "+
		"randomness, and say nothing about new speakers.")
	return t
}
