package report

import (
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/stats"

	"gonum.org/v1/gonum/integrate"
)

// mapParts are the methods of attribution to the input.
var mapParts = []string{"integrated gradients", "occluded coefficients", "occluded frames"}

// ways are the positions of maps between the original's and gold's.
func ways() (list []Quantity) {
	for _, part := range mapParts {
		list = append(list, Quantity{part, "map", part + ", way and off", 0})
	}
	return list
}

// MapTable says where each model's mean map lies between the original's and
// gold's, and how far from the line through them.
func MapTable(r Readings) Table {
	quantities := ways()
	for _, q := range ways() {
		q.Name, q.Place = q.Name+", off the way", 1
		quantities = append(quantities, q)
	}
	for i := range mapParts {
		quantities[i].Name += ", way"
	}
	t := r.table("Where mean attribution maps lie between the original's (0) and gold's (1)", "Map",
		quantities, 2)
	t.Notes = append(t.Notes, "Maps attribute the logit of the right digit to the input, for clips "+
		"of the excluded speaker. Off the way: the distance from the line through the original's map "+
		"and gold's, divided by the distance between the two. A map far off the line resembles "+
		"neither, whatever its way.")
	return t
}

// MapSentence says whether a method's maps moved towards gold's, and whether
// gradients and occlusion agree.
func MapSentence(r Readings, method string) string {
	all := ways()
	if len(r.Of(all[0], method).Pairs) == 0 {
		return "No attribution maps were made."
	}
	off := all[0]
	off.Place = 1
	return fmt.Sprintf("Of the maps of `%s`, %s. By integrated gradients, its map goes %s of the way "+
		"from the original's to gold's, gold2's %s and a random network's %s. It lies off that line "+
		"by %s times the distance between the two, gold2's by %s. Summed by coefficient, integrated "+
		"gradients and occlusion rank the coefficients with a correlation of %s (%s).", method,
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

// HidingTable says how useful maps are: the area below the mean logit while
// features are hidden (lower is better) or shown (higher is better).
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
	t.Notes = append(notes(samples...), "Hidden: lower is better; shown: higher is better. A map "+
		"is useful if it beats random order. Gold2's map is from another training: what both maps "+
		"share is a property of the clips.")
	return t
}

// HidingSentence says whether a model's own map beats gold2's map and a random
// order, when features are hidden and when they are shown.
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
			return "better than " + order + " both when features are hidden and when they are shown"
		case side(hidden) > 0:
			return "better than " + order + " only when features are hidden"
		case side(shown) > 0:
			return "better than " + order + " only when features are shown"
		}
		return "not better than " + order
	}
	hidden := gain("hidden", "random order", 1)
	return fmt.Sprintf("By the 95 %% intervals, the map of `%s` is %s (a gain of %s in mean logit when "+
		"they are hidden, %s). It is %s.", method, word("random order"), estimated(hidden.Test(), 2),
		hidden.Size(), word(names.Gold2))
}
