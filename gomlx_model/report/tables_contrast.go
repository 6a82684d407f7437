package report

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// Only returns the records of some methods.
func Only(all []records.Record, methods ...string) []records.Record {
	return slices.DeleteFunc(slices.Clone(all), func(
		r records.Record) bool {
		return !slices.Contains(methods, r.Method)
	})
}

// TrainedTable compares original and gold in macro F1, set by set, with what
// the paper's two tables imply for the difference: Table 2 − Table 1 of each
// scheme is original − gold.
func TrainedTable(v *records.View) Table {
	t := Table{Title: "Macro F1 of original and gold",
		Header: []string{"Set", "Original", "Gold", "Original − gold", "95 % interval",
			"The paper implies", "n"}}
	var samples []records.Sample
	for _, set := range []string{names.SetTest, names.SetRetained, names.SetExcluded,
		names.SetExcludedHeld} {
		s := v.Difference(records.F1, set, names.Original, names.Gold)
		if len(s.Pairs) == 0 {
			continue
		}
		samples = append(samples, s)
		test := s.Test()
		t.Rows = append(t.Rows, []string{set, plain(
			v.Level(records.F1, set, names.Original).Test().Mean, 4),
			plain(v.Level(records.F1, set, names.Gold).Test().Mean, 4),
			signed(test.Mean, 4), between(test.Low, test.High, 4), impliedByPaper(set, " … "),
			s.Size()})
	}
	t.Notes = notes(samples...)
	return t
}

// impliedByPaper is the range of original − gold over the paper's schemes,
// which would be one number but for rounding.
func impliedByPaper(set, between string) string {
	low, high := math.Inf(1), math.Inf(-1)
	for _, change := range PaperTable1 {
		if gap, ok := paperValue(PaperTable2, set, change.Scheme); ok && change.Set == set {
			low, high = min(low, gap.Value-change.Value), max(high, gap.Value-change.Value)
		}
	}
	switch {
	case low > high:
		return none
	case signed(low, 2) == signed(high, 2):
		return signed(low, 2)
	}
	return fmt.Sprintf("%s"+between+"%s", signed(low, 2), signed(high, 2))
}

// WayTable says how much of the way from the original to gold each scheme goes
// on the excluded speaker ([WayToGold]), and how far its score ends from gold's
// on the test set. Beyond 100 % a scheme scores lower than gold.
func WayTable(v *records.View) Table {
	t := Table{Title: "How far each scheme goes", Header: []string{"Scheme",
		"Way to gold, excluded", "F1 − gold's, test", "n"}}
	var samples []records.Sample
	for _, method := range v.Unlearning() {
		way := WayToGold(v, method)
		gap := v.Difference(records.F1, names.SetTest, method, names.Gold)
		if len(gap.Pairs) == 0 {
			continue
		}
		f1 := gap.Test()
		t.Rows = append(t.Rows, []string{method, percentWithEnds(way.Estimate),
			signed(f1.Mean, 4) + " " + between(f1.Low, f1.High, 4), gap.Size()})
		samples = append(samples, gap)
	}
	t.Notes = append(notes(samples...), "In brackets 95 % intervals.")
	return t
}
