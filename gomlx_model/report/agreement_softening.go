package report

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// SofteningTable tells forgetting from being less sure of everybody. It has
// margins and confidence on test, where nothing is to be forgotten, as they are
// and as a share of gold's; and the difference in differences, excluded − test,
// from the original to the method, as it is and as a share of that to gold.
// Both are over the pairs that have answers and records. Without records of a
// method, its cells of confidence are empty.
func SofteningTable(list []Agreement, v *records.View) Table {
	t := Table{Title: "Forgetting or softening? Margins and confidence, excluded against test",
		Header: []string{"Method", "Margin, test", "Of gold's", "Confidence, test", "Of gold's",
			"Margin, excluded − test, against the original's", "Of gold's way",
			"Confidence, excluded − test, against the original's", "Of gold's way", "n"}}
	var samples []records.Sample
	for _, a := range list {
		a, sure := commonPairs(a, sureOf(v, a.Method))
		row := []string{a.Method}
		for _, level := range []struct {
			own, golds records.Sample
			digits     int
		}{{a.Test, a.GoldTest, 1}, {sure.test, sure.goldTest, 3}} {
			row = append(row, plain(level.own.Test().Mean, level.digits),
				percentWithEnds(estimateOf(shares(level.own, level.golds), unchanged)))
		}
		for _, change := range []struct {
			gone, room records.Sample
			digits     int
		}{{a.Gone, a.Room, 1}, {sure.gone, sure.room, 3}} {
			gone := change.gone.Test()
			row = append(row, estimated(gone, change.digits),
				percentWithEnds(way(change.gone, change.room).Estimate))
		}
		t.Rows = append(t.Rows, append(row, a.Test.Size()))
		samples = append(samples, a.Test)
	}
	t.Notes = append([]string{"Margins of the true class in nats; published margins are rounded " +
		"to half a nat and capped at 50. Excluded − test: the mean on excluded minus that on test, " +
		"minus the same for the original, so that a loss on everybody cancels. Of gold's way: as a " +
		"share of gold's loss by the same measure, by speaker. In brackets: 95 % " +
		"intervals."}, notes(samples...)...)
	return t
}

// confidences are a method's mean confidence as an [Agreement] has its margins.
type confidences struct{ test, goldTest, gone, room records.Sample }

// sureOf is a method's confidence over the pairs that have it of all three
// models; records from traces have none.
func sureOf(v *records.View, method string) confidences {
	three := []string{method, names.Original, names.Gold}
	on := func(set string, value func(r []records.Record) float64) records.Sample {
		s := v.Combine(set, three, value)
		s.Pairs = slices.DeleteFunc(s.Pairs, func(p records.Pair) bool { return math.IsNaN(p.Value) })
		return s
	}
	contrast := func(which int) records.Sample {
		change := func(r []records.Record) float64 { return r[which].Confidence - r[1].Confidence }
		return on(names.SetExcluded, change).Minus(on(names.SetTest, change))
	}
	return confidences{
		test:     on(names.SetTest, func(r []records.Record) float64 { return r[0].Confidence }),
		goldTest: on(names.SetTest, func(r []records.Record) float64 { return r[2].Confidence }),
		gone:     contrast(0), room: contrast(2)}
}

// commonPairs keeps the pairs that have both margins and confidence, unless
// there is none.
func commonPairs(a Agreement, s confidences) (Agreement, confidences) {
	common := map[records.PairKey]int{}
	for _, sample := range []records.Sample{a.Test, s.test, s.gone} {
		for _, p := range sample.Pairs {
			common[p.Key()]++
		}
	}
	only := func(sample records.Sample) records.Sample {
		sample.Pairs = slices.DeleteFunc(slices.Clone(sample.Pairs),
			func(p records.Pair) bool { return common[p.Key()] < 3 })
		return sample
	}
	s = confidences{only(s.test), only(s.goldTest), only(s.gone), only(s.room)}
	if len(s.test.Pairs) > 0 {
		a.Test, a.GoldTest, a.Gone, a.Room = only(a.Test), only(a.GoldTest), only(a.Gone), only(a.Room)
	}
	return a, s
}

// softeningSentence says whether a method is less sure of everybody.
func softeningSentence(a Agreement) string {
	share := estimateOf(shares(a.Test, a.GoldTest), unchanged)
	text := fmt.Sprintf("On the other speakers' test clips its margins are %s of gold's (%s)",
		percent(share.Mean), percentEnds(share))
	switch {
	case share.High < 1:
		return text + ": it is less sure of everybody than gold is."
	case share.Low > 1:
		return text + ": it is more sure of them than gold is."
	}
	return text + ", which cannot be told from gold's."
}
