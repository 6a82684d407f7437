package report

import (
	"fmt"

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

// InterferenceTable says what forgetting the speaker of a row costs the speaker
// of a column on test, with the interval over seeds. Its note counts the cells
// that differ from 0: of the method, of gold2 against gold, and of noise.
func InterferenceTable(j explain.Judged[explain.Interference], digits int) Table {
	t := Table{Title: fmt.Sprintf("Who suffers for whom? %s, change on test", j.Method),
		Header: append([]string{"Forgotten"}, j.Found.Speakers...)}
	for i, cells := range j.Found.Cells {
		row := []string{j.Found.Speakers[i]}
		for _, cell := range cells {
			r := cell.Test()
			if r.N == 0 {
				row = append(row, none)
				continue
			}
			row = append(row, signed(r.Mean, digits)+" "+between(r.Low, r.High, digits))
		}
		t.Rows = append(t.Rows, row)
	}
	told := func(x explain.Interference) (n, all int) {
		for _, row := range x.Cells {
			for _, cell := range row {
				if r := cell.Test(); r.N > 1 {
					all++
					if r.Low > 0 || r.High < 0 {
						n++
					}
				}
			}
		}
		return n, all
	}
	found, cells := told(j.Found)
	floor, _ := told(j.Floor)
	control, _ := told(j.Control)
	t.Notes = []string{fmt.Sprintf("Of %s, %d have an interval that excludes 0; for %s against gold it "+
		"is %d, for %s %d. In brackets: 95 %% intervals over seeds, not corrected for their number.",
		records.Plural(cells, "cell"), found, names.Gold2, floor, j.ControlName, control)}
	return t
}
