package report

import (
	"fmt"
	"math"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// ChangeSentence says in how many cells of [ChangeTable] our interval contains
// the paper's number, which it does not hold, and on which side ours lie.
func ChangeSentence(v *records.View) string { return cellsSentence(v, PaperTable1, names.Original) }

// GapSentence is [ChangeSentence] for [GapTable].
func GapSentence(v *records.View) string { return cellsSentence(v, PaperTable2, names.Gold) }

// cellsSentence compares the cells of one of the paper's tables with ours. With
// several speakers our mean is over them and the paper's over one, so that it
// also says how many cells a study of one speaker could give.
func cellsSentence(v *records.View, paper []PaperCell, reference string) string {
	outside, held := map[string][]string{}, map[string][]string{} // schemes by set
	nearer, widest := 0, 0.0
	inside, cells, sized, fit, size := 0, 0, 0, 0, ""
	for _, c := range paper {
		s := v.Difference(records.F1, c.Set, c.Scheme, reference)
		t := s.Test()
		if math.IsNaN(t.Low) {
			continue
		}
		cells, size = cells+1, s.Size()
		switch verdict, _ := judgeSize(s, c.printed()); verdict {
		case SizeInside:
			fit, sized = fit+1, sized+1
		case SizeOutside:
			sized++
		}
		if holds(t, c.printed()) {
			held[c.Set], inside = append(held[c.Set], c.Scheme), inside+1
			widest = max(widest, t.High-t.Low)
			continue
		}
		outside[c.Set] = append(outside[c.Set], c.Scheme)
		if math.Abs(t.Mean) < math.Abs(c.Value) {
			nearer++
		}
	}
	if cells == 0 {
		return "No cell of this table has the two runs that an interval takes."
	}
	text := fmt.Sprintf("Our interval contains the paper's number in %d of %d cells (%s)", inside,
		cells, size)
	if inside > 0 {
		text += fmt.Sprintf(": %s; the widest of these intervals spans %s", bySet(held),
			plain(widest, 3))
	}
	if n := cells - inside; n > 0 {
		text += fmt.Sprintf(". It does not for %s; there ours is nearer to 0 in %d of %d",
			bySet(outside), nearer, n)
	}
	if sized > 0 {
		text += fmt.Sprintf(". %d of its %d numbers lie in the range that our runs predict for a "+
			"study of one speaker and %d seeds", fit, sized, paperSeeds)
	}
	return text + "."
}

// bySet lists schemes by set: "`base` on test and `conv-bn` on excluded".
func bySet(schemes map[string][]string) string {
	var parts []string
	for _, set := range []string{names.SetTest, names.SetExcluded} {
		if len(schemes[set]) > 0 {
			parts = append(parts, coded(schemes[set])+" on "+set)
		}
	}
	return strings.Join(parts, ", and ")
}
