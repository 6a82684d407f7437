package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// A Universe is the study under another choice where the paper leaves one open:
// other features, another network or another batch.
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
		complete := map[records.PairKey]bool{}
		run := slices.DeleteFunc(slices.Clone(multiverseMethods),
			func(m string) bool { return !slices.Contains(v.Methods(), m) })
		for _, p := range v.Combine(names.SetExcluded, run,
			func([]records.Record) float64 { return 0 }).Pairs {
			complete[p.Key()] = true
		}
		universes = append(universes, Universe{settings,
			v.Among(func(p records.PairKey) bool { return complete[p] })})
	}
	return universes, nil
}

// multiverseMethods are those of which a pair must have each that a universe
// has at all, so that all columns are of the same pairs.
var multiverseMethods = []string{names.Original, names.Gold, names.Gold2, names.Base, names.ConvBN,
	"retrain-30"}

// MultiverseTable says what the open choices change of the answer: how well
// original and gold do, how far base goes and what it costs, what the
// batch-norm reset adds, and what a quarter of gold's training buys instead.
func MultiverseTable(universes []Universe) Table {
	t := Table{Title: "The same study with other choices", Header: []string{"Choice",
		"Original, test", "Gold, test", "Gold, excluded", "base, way", "base, price",
		"conv-bn − base, points of the way", "retrain-30, price", "base from gold, F1",
		"gold2 from gold, F1", "n"}}
	var ways, adds []float64
	for _, u := range universes {
		level := func(set, method string) string {
			return plain(u.View.Level(records.F1, set, method).Test().Mean, 3)
		}
		way, price := WayToGold(u.View, names.Base), Price(u.View, names.Base)
		more := shareOfWay(u.View, []string{names.ConvBN}, names.Base).Test()
		ways, adds = append(ways, way.Mean), append(adds, more.Mean)
		name := u.Settings
		if name == "" {
			name = "ours"
		}
		t.Rows = append(t.Rows, []string{strings.ReplaceAll(name, ";", ", "),
			level(names.SetTest, names.Original), level(names.SetTest, names.Gold),
			level(names.SetExcluded, names.Gold), percent(way.Mean), plain(price.Mean, 2),
			signed(100*more.Mean, 1), plain(Price(u.View, "retrain-30").Mean, 2),
			plain(apart(u.View, names.SetExcluded, names.Base).Test().Mean, 3),
			plain(Floor(u.View, names.SetExcluded), 3),
			u.View.Level(records.F1, names.SetExcluded, names.Base).Size()})
	}
	if len(universes) == 0 {
		t.Notes = []string{"No other choices were run."}
		return t
	}
	t.Notes = []string{multiverseNote(ways, adds), knownBy(universes[0].View) + " Means without " +
		"intervals: so few pairs show whether an answer reverses, not by how much it changes, nor " +
		"which of two prices is lower. From gold: the mean of |F1 − gold's| on excluded."}
	return t
}

// multiverseNote says what holds of the answer under every other choice; ours
// comes first.
func multiverseNote(ways, adds []float64) string {
	if slices.ContainsFunc(slices.Concat(ways, adds), math.IsNaN) {
		return "Some choice lacks runs, so nothing is said about all of them."
	}
	further := 0
	for _, add := range adds[1:] {
		further += count(add > 0)
	}
	ours := "further"
	if adds[0] <= 0 {
		ours = "no further"
	}
	return fmt.Sprintf("Under %s, `base` goes %s to %s of the way to gold; under ours, %s. The "+
		"batch-norm reset goes further than `base` under %d of them, and %s under ours.",
		records.Plural(len(ways)-1, "other choice"), percent(slices.Min(ways[1:])),
		percent(slices.Max(ways[1:])), percent(ways[0]), further, ours)
}

// knownBy says how well gold knows each speaker of a view.
func knownBy(v *records.View) string {
	s := v.Level(records.F1, names.SetExcluded, names.Gold)
	var parts []string
	for i, speaker := range s.Speakers() {
		parts = append(parts, fmt.Sprintf("%s (%s)", speaker, plain(s.SpeakerMeans()[i], 2)))
	}
	return "The speakers, and gold's F1 on them under our choices: " + listed(parts) + "."
}
