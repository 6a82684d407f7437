package report

import (
	"cmp"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
)

// A Reach says where a price lies relative to the line of retraining.
type Reach int

// The cases.
const (
	NoLine     Reach = iota // no shorter retraining has runs
	Within                  // between two points of the line
	Cheaper                 // above that of the cheapest retraining, so less is enough
	NotReached              // below that of every retraining, gold included
)

// line is the line to beat: the lower envelope of all retrainings, at any rate,
// and of gold, whose price and cost are 1. It is ordered by cost and holds each
// point whose price is below that of all points that cost no more.
func line(rows []FrontierRow) []FrontierRow {
	points := slices.DeleteFunc(slices.Clone(rows), func(r FrontierRow) bool {
		_, _, ok := names.Retraining(r.Method)
		return !ok || !(r.Cost.Share > 0) || !(r.Price.Mean > 0)
	})
	points = append(points,
		FrontierRow{Method: names.Gold, Cost: Cost{Share: 1}, Price: Estimate{Mean: 1}})
	slices.SortStableFunc(points, func(a, b FrontierRow) int {
		return cmp.Or(cmp.Compare(a.Cost.Share, b.Cost.Share),
			cmp.Compare(a.Price.Mean, b.Price.Mean))
	})
	least := math.Inf(1)
	return slices.DeleteFunc(points, func(r FrontierRow) bool {
		beaten := r.Price.Mean >= least
		least = min(least, r.Price.Mean)
		return beaten
	})
}

// RetrainingFor returns the share of gold's passes at which retraining reaches
// a price on test: where the lower envelope of all retrainings and gold falls
// to that price. Between its points the envelope is linear in the logarithms of
// cost and price. With [Cheaper], the share is that of the cheapest retraining,
// an upper bound.
func RetrainingFor(rows []FrontierRow, price float64) (share float64, reach Reach) {
	points := line(rows)
	switch {
	case points[0].Method == names.Gold || math.IsNaN(price):
		return math.NaN(), NoLine
	case points[0].Price.Mean <= price:
		return points[0].Cost.Share, Cheaper
	}
	for i, b := range points[1:] {
		a := points[i]
		if b.Price.Mean <= price {
			part := math.Log(a.Price.Mean/price) / math.Log(a.Price.Mean/b.Price.Mean)
			return a.Cost.Share * math.Pow(b.Cost.Share/a.Cost.Share, part), Within
		}
	}
	return math.NaN(), NotReached
}

// enoughFor returns the first point of the line that costs at least a share.
func enoughFor(rows []FrontierRow, share float64) FrontierRow {
	points := line(rows)
	i := slices.IndexFunc(points, func(p FrontierRow) bool { return p.Cost.Share >= share-1e-9 })
	return points[i]
}

// rowOf returns a method's row.
func rowOf(rows []FrontierRow, method string) (FrontierRow, bool) {
	i := slices.IndexFunc(rows, func(r FrontierRow) bool { return r.Method == method })
	if i < 0 {
		return FrontierRow{}, false
	}
	return rows[i], true
}
