package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// A Universe is the study with one of the choices that the paper leaves open
// made otherwise: other features, another network or batch.
type Universe struct {
	Settings string // what differs from our defaults; empty for these
	View     *records.View
}

// Universes returns a view for each choice under which an original was trained,
// and first that of the defaults over the pairs that any of the others has.
// A change of unlearning's settings alone makes no universe, since it does not
// change the original. Without other choices there are none.
func Universes(all []records.Record) ([]Universe, error) {
	s := records.DefaultSelection()
	s.PaperOnly = false
	all = s.Filter(all)
	had, others := map[records.PairKey]bool{}, []string{}
	for _, r := range all {
		if r.Method == names.Original && r.Settings != "" {
			had[records.PairKey{Speaker: r.Speaker, Seed: r.Seed}] = true
			others = append(others, r.Settings)
		}
	}
	if len(others) == 0 {
		return nil, nil
	}
	slices.Sort(others)
	var universes []Universe
	for _, settings := range append([]string{""}, slices.Compact(others)...) {
		list := slices.DeleteFunc(slices.Clone(all), func(r records.Record) bool {
			return r.Settings != settings || !had[records.PairKey{Speaker: r.Speaker, Seed: r.Seed}]
		})
		v, err := records.Select(list, s)
		if err != nil {
			return nil, err
		}
		universes = append(universes, Universe{settings, v})
	}
	return universes, nil
}

// MultiverseTable says how the open choices change the answer: how well
// original and gold do, how far base goes and what it costs, what the
// batch-norm reset adds, and what a quarter of gold's training buys instead.
func MultiverseTable(universes []Universe) Table {
	t := Table{Title: "The same study with other choices", Header: []string{"Choice",
		"Original, test", "Gold, test", "Gold, excluded", "base, way", "base, price",
		"conv-bn − base, points of the way", "retrain-30, price", "Distance, base",
		"Distance, retrain-30", "n"}}
	var ways, adds, prices []float64
	for _, u := range universes {
		level := func(set, method string) string {
			return plain(u.View.Level(records.F1, set, method).Test().Mean, 3)
		}
		way, price := WayToGold(u.View, names.Base), Price(u.View, names.Base)
		more := shareOfWay(u.View, []string{names.ConvBN}, names.Base).Test()
		retrained := Price(u.View, "retrain-30")
		ways, adds = append(ways, way.Mean), append(adds, more.Mean)
		prices = append(prices, retrained.Mean/price.Mean)
		name := u.Settings
		if name == "" {
			name = "ours"
		}
		t.Rows = append(t.Rows, []string{strings.ReplaceAll(name, ";", ", "),
			level(names.SetTest, names.Original), level(names.SetTest, names.Gold),
			level(names.SetExcluded, names.Gold), percent(way.Mean), plain(price.Mean, 2),
			signed(100*more.Mean, 1), plain(retrained.Mean, 2),
			plain(Distance(u.View, names.SetExcluded, names.Base).Mean, 2),
			plain(Distance(u.View, names.SetExcluded, "retrain-30").Mean, 2),
			u.View.Level(records.F1, names.SetExcluded, names.Base).Size()})
	}
	if len(universes) == 0 {
		t.Notes = []string{"No other choices were run."}
		return t
	}
	t.Notes = []string{multiverseNote(ways, adds, prices),
		"Speakers whom gold knows badly, moderately and well. Means without " +
			"intervals: so few pairs show whether an answer is reversed, not how far it moves. " +
			"Distances on excluded, in units of gold2's with the same choice."}
	return t
}

// multiverseNote says what holds under every choice.
func multiverseNote(ways, adds, prices []float64) string {
	if slices.ContainsFunc(slices.Concat(ways, adds, prices), math.IsNaN) {
		return "Some choice lacks runs, so nothing is said about all of them."
	}
	further, cheaper := 0, 0
	for i := range ways {
		further += count(adds[i] > 0)
		cheaper += count(prices[i] <= 1)
	}
	return fmt.Sprintf("Under %d choices `base` goes %s to %s of the way to gold. The batch-norm "+
		"reset goes further than `base` under %d of them, and `retrain-30` costs the other "+
		"speakers no more than `base` under %d.", len(ways), percent(slices.Min(ways)),
		percent(slices.Max(ways)), further, cheaper)
}
