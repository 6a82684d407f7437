package report

import (
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// MemoryTable asks whether methods forget the clips that were memorised and
// change the answers that gold changes. It has a row for each method, one for
// gold2, the most that one can ask for, and one for noise, which only damages.
func MemoryTable(a *explain.Answers, methods ...string) (Table, error) {
	t := Table{Title: "Are memorised clips forgotten? Clips of the excluded speaker",
		Header: []string{"Method", "Memorised and forgotten, rank correlation",
			"Changed with gold, kappa", "Answers changed", "Changed by both: to gold's", "n"}}
	var samples []records.Sample
	row := func(name string, m explain.Memory, c explain.Changes) {
		t.Rows = append(t.Rows, []string{name, withEnds(estimateOf(m.Rank, unchanged), 2),
			withEnds(estimateOf(c.Kappa, unchanged), 2),
			percentWithEnds(estimateOf(c.Share, unchanged)), percent(c.AsGold.Test().Mean),
			m.Rank.Size()})
		samples = append(samples, m.Rank)
	}
	for i, method := range methods {
		memory, err := a.Memory(method)
		if err != nil {
			return Table{}, err
		}
		changes, err := a.Changes(method)
		if err != nil {
			return Table{}, err
		}
		row(method, memory.Found, changes.Found)
		if i == len(methods)-1 {
			row(names.Gold2, memory.Floor, changes.Floor)
			row(memory.ControlName, memory.Control, changes.Control)
		}
	}
	t.Notes = append([]string{"Memorised: the original's margin minus gold's. Forgotten: the " +
		"original's margin minus the method's. Spearman's correlation over the clips of a pair of " +
		"speaker and seed; both contain the original's margin, so noise correlates too. Kappa: " +
		"Cohen's, for which clips change their answer. Changed by both: of the answers that the " +
		"method and gold both change, the share that becomes gold's answer. In brackets: 95 % " +
		"intervals."}, notes(samples...)...)
	return t, nil
}
