package report

import (
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/integrate"
)

// mapParts are the ways in which the input was attributed to.
var mapParts = []string{"integrated gradients", "occluded coefficients", "occluded frames"}

// ways is how far a map lies from the original's to gold's.
func ways() (list []Quantity) {
	for _, part := range mapParts {
		list = append(list, Quantity{part, "map", part + ", way and off", 0})
	}
	return list
}

// MapTable says where each model's mean map lies between those of the original
// and of gold, and how far from the line between them.
func MapTable(r Readings) Table {
	quantities := ways()
	for _, q := range ways() {
		q.Name, q.Place = q.Name+", off the way", 1
		quantities = append(quantities, q)
	}
	for i := range mapParts {
		quantities[i].Name += ", way"
	}
	t := r.table("Mean map of the input between the original's, 0, and gold's, 1", "Map",
		quantities, 2)
	t.Notes = append(t.Notes, "Maps of the logit of the right digit, over clips of the excluded "+
		"speaker. Off the way: the distance from the line, divided by the distance between "+
		"original and gold; a map far off the line is somewhere else, whatever its way.")
	return t
}

// MapSentence says whether a method's maps moved towards gold's, and whether
// gradients and occlusion see the same.
func MapSentence(r Readings, method string) string {
	all := ways()
	if len(r.Of(all[0], method).Pairs) == 0 {
		return "No input was attributed to."
	}
	off := all[0]
	off.Place = 1
	return fmt.Sprintf("Of the maps of `%s`, %s. By integrated gradients it goes %s of the way from "+
		"the original's map to gold's, gold2 %s and a random network %s; off that way it is %s "+
		"times the distance of the two, gold2 %s. Summed by coefficient, integrated gradients and "+
		"occlusion rank the coefficients alike with a correlation of %s (%s).", method,
		r.ended(all, method), estimated(r.Of(all[0], method).Test(), 2),
		estimated(r.Of(all[0], names.Gold2).Test(), 2),
		estimated(r.Of(all[0], explain.Random).Test(), 2), plain(r.Of(off, method).Test().Mean, 2),
		plain(r.Of(off, names.Gold2).Test().Mean, 2),
		estimated(mapsAgree(r, method).Test(), 2), mapsAgree(r, method).Size())
}

// mapsAgree correlates integrated gradients, summed by coefficient, with
// occlusion of the coefficients, pair by pair.
func mapsAgree(r Readings, method string) (s records.Sample) {
	occluded := map[records.PairKey][]float64{}
	for _, x := range r {
		if x.Analysis == "map" && x.Method == method && x.Part == mapParts[1] {
			occluded[records.PairKey{Speaker: x.Speaker, Seed: x.Seed}] = x.Values
		}
	}
	for _, x := range r {
		hidden := occluded[records.PairKey{Speaker: x.Speaker, Seed: x.Seed}]
		if x.Analysis != "map" || x.Method != method || x.Part != mapParts[0] || len(hidden) == 0 ||
			len(x.Values)%len(hidden) != 0 {
			continue
		}
		sums, frames := make([]float64, len(hidden)), len(x.Values)/len(hidden)
		for i, v := range x.Values {
			sums[i/frames] += v
		}
		s.Pairs = append(s.Pairs, records.Pair{Speaker: x.Speaker, Seed: x.Seed,
			Value: stats.Spearman(sums, hidden)})
	}
	return s
}

// hidingOrders are the orders in which features are hidden and shown.
var hidingOrders = []string{"own map", names.Gold2, "random order"}

// area returns the area below each pair's curve, over the share of features.
func (r Readings) area(method, part string) (s records.Sample) {
	for _, x := range r {
		if x.Analysis != "curve" || x.Method != method || x.Part != part || len(x.Values) < 2 {
			continue
		}
		shares := make([]float64, len(x.Values))
		for i := range shares {
			shares[i] = float64(i) / float64(len(shares)-1)
		}
		s.Pairs = append(s.Pairs, records.Pair{Speaker: x.Speaker, Seed: x.Seed,
			Value: integrate.Trapezoidal(shares, x.Values)})
	}
	return s
}

// HidingTable says what maps are worth: the area below the mean logit while
// features are hidden, less is better, or shown, more is better.
func HidingTable(r Readings) Table {
	t := Table{Title: "Area below the mean logit of the right digit, while features are hidden " +
		"or shown in the order of a map", Header: []string{"Model", "Features are"}}
	t.Header = append(t.Header, hidingOrders...)
	var samples []records.Sample
	for _, m := range []string{names.Original, names.Base} {
		for _, way := range []string{"hidden", "shown"} {
			row := []string{m, way}
			for _, order := range hidingOrders {
				s := r.area(m, way+" by "+order)
				samples = append(samples, s)
				row = append(row, withEnds(estimateOf(s, unchanged), 2))
			}
			if len(samples[len(samples)-1].Pairs) > 0 {
				t.Rows = append(t.Rows, row)
			}
		}
	}
	t.Notes = append(notes(samples...), "A map is worth something if hiding features in its "+
		"order costs more than hiding them in random order. Gold2's map is that of another "+
		"training: what both maps share belongs to the clips.")
	return t
}

// HidingSentence says whether a model's own map beats gold2's and a random
// order, both ways.
func HidingSentence(r Readings, method string) string {
	gain := func(way, order string, sign float64) records.Sample {
		s := r.area(method, way+" by "+order).Minus(r.area(method, way+" by own map"))
		for i := range s.Pairs {
			s.Pairs[i].Value *= sign
		}
		return s
	}
	if len(gain("hidden", "random order", 1).Pairs) == 0 {
		return "No features were hidden."
	}
	word := func(order string) string {
		hidden, shown := gain("hidden", order, 1).Test(), gain("shown", order, -1).Test()
		switch {
		case side(hidden) > 0 && side(shown) > 0:
			return "better than " + order + " both hidden and shown"
		case side(hidden) > 0:
			return "better than " + order + " hidden, and not shown to be"
		case side(shown) > 0:
			return "better than " + order + " shown, and not hidden"
		}
		return "no better than " + order
	}
	return fmt.Sprintf("The map of `%s` is %s, by %s of mean logit while features are hidden; it is "+
		"%s.", method, word("random order"), estimated(gain("hidden", "random order", 1).Test(), 2),
		word(names.Gold2))
}
