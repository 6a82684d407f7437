package report

import (
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// estimates of influence, with a description of each.
var estimates = []struct{ name, about string }{
	{explain.TracInGoldName, "TracIn, gold after 15, 30, 40, 60 and all epochs"},
	{explain.TracInOriginalName, "TracIn, the original at its end"},
	{explain.InfluenceStepName, "influence step, the original's last layer"},
}

// ranked returns how well an estimate ranks the test clips by the effect of
// leaving the speaker out, and the same for the estimate of another speaker.
func (r Readings) ranked(name string) (own, foreign records.Sample) {
	return r.Of(Quantity{Analysis: "influence", Part: "of the speaker"}, name),
		r.Of(Quantity{Analysis: "influence", Part: "of another speaker"}, name)
}

// InfluenceTable says how well estimates by gradients rank the test clips by
// how leaving the speaker out changed their loss.
func InfluenceTable(r Readings) Table {
	t := Table{Title: "Can the effect of leaving a speaker out be predicted? Rank correlation " +
		"over test clips", Header: []string{"Estimate", "Of the speaker", "Of another speaker",
		"Difference", "n"}}
	var samples []records.Sample
	for _, e := range estimates {
		own, foreign := r.ranked(e.name)
		if len(own.Pairs) == 0 {
			continue
		}
		samples = append(samples, own)
		t.Rows = append(t.Rows, []string{e.about + " (" + e.name + ")",
			withEnds(estimateOf(own, unchanged), 2), withEnds(estimateOf(foreign, unchanged), 2),
			estimated(own.Minus(foreign).Test(), 2),
			own.Size()})
	}
	if len(t.Rows) == 0 {
		t.Notes = []string{"No influence was estimated: run go run ./notebooks publish -survey."}
		return t
	}
	again := r.again()
	t.Rows = append(t.Rows, []string{"gold2's effect", withEnds(estimateOf(again, unchanged), 2),
		none, none, again.Size()})
	t.Notes = append(notes(append(samples, again)...), "A good estimate ranks the test clips by "+
		"gold's loss minus the original's. Gold2's effect, from another training without the "+
		"speaker, is the most that one can ask for, and a generous bound, since both contain the "+
		"original's loss. The control is the estimate for another speaker, who was not left out.")
	return t
}

// again is how well gold2's effect ranks gold's.
func (r Readings) again() records.Sample {
	return r.Of(Quantity{Analysis: "influence", Part: "effect"}, names.Gold2)
}

// InfluenceSentence says which estimates rank the clips at all, and which of
// these rank them for the right speaker only.
func InfluenceSentence(r Readings) string {
	var list []string
	for _, e := range estimates {
		if own, _ := r.ranked(e.name); len(own.Pairs) > 0 {
			list = append(list, e.name)
		}
	}
	if len(list) == 0 {
		return "No influence was estimated."
	}
	return "Of the estimates, " + clauses(grouped(list, func(name string) string {
		own, foreign := r.ranked(name)
		switch {
		case side(own.Test()) <= 0:
			return "did not rank the clips better than chance"
		case side(own.Minus(foreign).Test()) > 0:
			return "ranked them better than chance, and better than for another speaker"
		}
		return "ranked them better than chance, but no better than for another speaker, so they " +
			"only found difficult clips"
	})) + fmt.Sprintf(". Gold2's effect reaches %s.", estimated(r.again().Test(), 2))
}

// standing is how far the excluded speaker's clips stand apart in the last
// hidden layer.
var standing = Quantity{"the excluded speaker", "embedding", "silhouette", 0}

// SilhouetteTable says how far the speakers stand apart in the last hidden
// layer: the excluded one, and the mean of the others.
func SilhouetteTable(r Readings) Table {
	t := r.table("Silhouette of speakers in the last hidden layer", "Speaker",
		[]Quantity{standing}, 3)
	if len(t.Rows) == 0 {
		return t
	}
	row := []string{"the others, mean"}
	for _, m := range r.have(standing) {
		row = append(row, withEnds(estimateOf(r.others(m), unchanged), 3))
	}
	t.Rows = append(t.Rows, append(row, r.others(names.Gold2).Size()))
	t.Notes = append(t.Notes, "−1 to 1; above 0, a clip is nearer to its own speaker's clips "+
		"than to those of the nearest other speaker. The layer is trained to separate digits, so "+
		"speakers overlap.")
	return t
}

// others is the mean silhouette of the speakers who stay.
func (r Readings) others(method string) (s records.Sample) {
	for _, x := range r {
		if x.Analysis != "embedding" || x.Part != standing.Part || x.Method != method ||
			len(x.Values) < 2 {
			continue
		}
		sum := 0.0
		for _, v := range x.Values[1:] {
			sum += v / float64(len(x.Values)-1)
		}
		s.Pairs = append(s.Pairs, records.Pair{Speaker: x.Speaker, Seed: x.Seed, Value: sum})
	}
	return s
}

// SilhouetteSentence says whether the excluded speaker stands apart as in a
// model that never heard them.
func SilhouetteSentence(r Readings, method string) string {
	of := r.of(standing)
	if len(of(method).Pairs) == 0 {
		return "No silhouettes were measured."
	}
	return fmt.Sprintf("The excluded speaker's silhouette is %s in the original, %s in `%s` and %s "+
		"in gold2: %s. A random network has %s.", plain(of(names.Original).Test().Mean, 3),
		plain(of(method).Test().Mean, 3), method, plain(of(names.Gold2).Test().Mean, 3),
		[]string{"the original is not shown to differ from gold2, so there is nothing to see",
			"the method moved and is not shown to differ from gold2",
			"the method is not shown to differ from either",
			"the method is still on the original's side", "the method went beyond gold2"}[outcomeOf(of,
			method)], plain(of(explain.Random).Test().Mean, 3))
}
