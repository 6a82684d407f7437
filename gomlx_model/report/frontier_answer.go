package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
)

// A Reach says where a price lies on the line of retraining.
type Reach int

// From a line that was never tried to one that does not go so far.
const (
	NoLine     Reach = iota // no shorter retraining has runs
	Within                  // between two points of the line
	Cheaper                 // dearer on test than the cheapest retraining: less would do
	NotReached              // cheaper on test than even gold
)

// line holds retraining at gold's constant rate by cost, with gold, which is 1
// in price and cost, at its end.
func line(rows []FrontierRow) []FrontierRow {
	points := slices.DeleteFunc(slices.Clone(rows), func(r FrontierRow) bool {
		_, oneCycle, ok := names.Retraining(r.Method)
		return !ok || oneCycle
	})
	slices.SortFunc(points, func(a, b FrontierRow) int {
		return cmp.Compare(a.Cost.Share, b.Cost.Share)
	})
	gold := FrontierRow{Method: names.Gold, Cost: Cost{Share: 1}, Price: Estimate{Mean: 1}}
	return append(points, gold)
}

// RetrainingFor returns the share of gold's passes at which retraining buys a
// price on test: where the line through the shorter retrainings and gold first
// falls to it, straight in the logarithms of cost and price. Cheaper comes
// with the share of the cheapest retraining, which is then an upper bound.
func RetrainingFor(rows []FrontierRow, price float64) (share float64, reach Reach) {
	points := line(rows)
	switch {
	case len(points) == 1 || math.IsNaN(price):
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

// FrontierSentence says in plain sentences, of which the numbers choose the
// words, what a method costs and leaves, what share of retraining buys the same
// price on test, and what to do. Without runs of the method it says so.
func FrontierSentence(rows []FrontierRow, method string) string {
	i := slices.IndexFunc(rows, func(r FrontierRow) bool { return r.Method == method })
	if i < 0 {
		return "There are no finished runs of " + method + "."
	}
	r := rows[i]
	share, reach := RetrainingFor(rows, r.Price.Mean)
	return fmt.Sprintf("For %s of gold's passes `%s` leaves macro F1 of %s on the excluded "+
		"speaker, %s of the way from the original to gold (95 %% interval %s), and makes %s "+
		"times gold's errors on the other speakers (%s). ", percent(r.Cost.Share), method,
		plain(r.F1.Mean, 3), percent(r.Way.Mean), percentEnds(r.Way.Estimate),
		plain(r.Price.Mean, 2), ends(r.Price, 2)) +
		retrainSentence(rows, r, share, reach) + " " + advice(rows, r, share, reach)
}

// retrainSentence says what the same price costs by retraining.
func retrainSentence(rows []FrontierRow, r FrontierRow, share float64, reach Reach) string {
	cheapest := line(rows)[0].Method
	switch reach {
	case NoLine:
		return "What a shorter retraining costs was not measured."
	case NotReached:
		return "No retraining without the speaker, gold included, does as well on them."
	case Cheaper:
		return fmt.Sprintf("Retraining without the speaker does at least as well on them for %s "+
			"of gold's passes or less (`%s`, the shortest tried).", percent(share), cheapest)
	}
	enough := enoughFor(rows, share)
	left := "and by definition nothing is left of the speaker"
	if enough.Method != names.Gold {
		left = fmt.Sprintf("and leaves nothing of a speaker it never hears: `%s` scores %s on "+
			"them, %s of the way", enough.Method, plain(enough.F1.Mean, 3),
			percent(enough.Way.Mean))
	}
	return fmt.Sprintf("Retraining without the speaker buys that price at about %s of gold's "+
		"passes%s, %s times as many as `%s`, %s.", plain(100*share, 0)+" %", priceRange(rows, r),
		plain(share/r.Cost.Share, 1), r.Method, left)
}

// priceRange says between which shares retraining buys the ends of the
// interval of a method's price; the line itself is taken as known.
func priceRange(rows []FrontierRow, r FrontierRow) string {
	least, atLeast := RetrainingFor(rows, r.Price.High)
	most, atMost := RetrainingFor(rows, r.Price.Low)
	if atLeast != Within || atMost != Within {
		return ""
	}
	return fmt.Sprintf(" (%s to %s %% over the price's interval)", plain(100*least, 0),
		plain(100*most, 0))
}

// enoughFor is the first point of the line that costs at least a share.
func enoughFor(rows []FrontierRow, share float64) FrontierRow {
	points := line(rows)
	i := slices.IndexFunc(points, func(p FrontierRow) bool { return p.Cost.Share >= share-1e-9 })
	return points[i]
}

// advice is what to do, by whether the method reaches gold on the speaker and
// whether retraining for less costs more than it.
func advice(rows []FrontierRow, r FrontierRow, share float64, reach Reach) string {
	way := r.Way.Estimate
	removes := !math.IsNaN(way.High) && way.High >= 1
	forgets := !math.IsNaN(way.Low) && way.Low > 0
	const gone = "**If the speaker must be gone, retrain without them"
	switch {
	case reach == NoLine || math.IsNaN(way.Low):
		return "That is too little to advise by."
	case reach != NotReached && share <= r.Cost.Share:
		return fmt.Sprintf("**Retrain for less:** it costs no more than `%s`, does as well on the "+
			"other speakers, and leaves nothing of the speaker.", r.Method)
	case way.Low > 1:
		return fmt.Sprintf("%s:** `%s` goes beyond gold, which is damage more than forgetting.",
			gone, r.Method)
	case removes && reach == NotReached:
		return fmt.Sprintf("**Unlearn:** by these scores `%s` may reach gold, and no retraining "+
			"is as good to the others.", r.Method)
	case removes:
		return fmt.Sprintf("**Unlearn where scores are enough:** by them `%s` may reach gold, for "+
			"less than any retraining of its price; they do not prove that nothing is left.",
			r.Method)
	case !forgets:
		return fmt.Sprintf("%s:** `%s` cannot be told from doing nothing.", gone, r.Method)
	case reach == NotReached:
		return fmt.Sprintf("%s,** whatever it costs the others: `%s` leaves %s of the way undone.",
			gone, r.Method, percent(1-way.Mean))
	}
	how := ", at gold's full length"
	if enough := enoughFor(rows, share); enough.Method != names.Gold {
		how = fmt.Sprintf(", for less (`%s`, %s of gold's passes)", enough.Method,
			percent(enough.Cost.Share))
	}
	return fmt.Sprintf("%s%s;** `%s` is cheaper and leaves %s of the way undone, which serves "+
		"only where a weaker memory is enough.", gone, how, r.Method, percent(1-way.Mean))
}
