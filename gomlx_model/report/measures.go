package report

import (
	"math"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/gonum/stat"
)

// An Estimate is a mean over speakers with Student's 95 % interval, each
// speaker's value taken from means over seeds. Of one speaker the interval is
// over seeds. What cannot be computed is NaN.
type Estimate struct {
	Mean, Low, High float64
	Sample          records.Sample // what it is the mean of, and what is missing
}

// estimateOf turns a sample into an estimate; back undoes the scale on which
// the sample was averaged.
func estimateOf(s records.Sample, back func(float64) float64) Estimate {
	t := s.Test()
	return Estimate{Mean: back(t.Mean), Low: back(t.Low), High: back(t.High), Sample: s}
}

// unchanged is the scale of a sample that is averaged as it is.
func unchanged(x float64) float64 { return x }

// A Way says how far a method goes from the original to gold: 0 is the
// original, 1 is gold, and beyond 1 it scores below gold.
type Way struct {
	Estimate
	// The ratio of the means over all speakers. Speakers on whom gold does
	// worse have more weight in it.
	OfMeans float64
}

// WayToGold is the way in macro F1 on the excluded clips,
//
//	(F1_m − F1_original) / (F1_gold − F1_original)
//
// of each speaker's means over the seeds that all three have, averaged over
// speakers. It has no unit. One speaker alone has no interval.
func WayToGold(v *records.View, method string) Way {
	return wayOf(v, method, records.F1, names.SetExcluded)
}

// wayOf is the way of a field on a set.
func wayOf(v *records.View, method string, field records.Field, set string) Way {
	three := []string{method, names.Original, names.Gold}
	gone := v.Combine(set, three, func(r []records.Record) float64 {
		return field(r[0]) - field(r[1])
	})
	room := v.Combine(set, three, func(r []records.Record) float64 {
		return field(r[2]) - field(r[1])
	})
	return way(gone, room)
}

// way divides what is gone by the room there is, speaker by speaker. Both
// samples have the same pairs. A speaker on whom gold does no worse than the
// original has no way to go and is left out of the mean, not of OfMeans.
func way(gone, room records.Sample) Way {
	walked, rooms, below := shares(gone, room), room.SpeakerMeans(), room.Speakers()
	walked.Pairs = slices.DeleteFunc(walked.Pairs, func(p records.Pair) bool {
		i, _ := slices.BinarySearch(below, p.Speaker)
		return !(rooms[i] < 0)
	})
	of := Way{Estimate: estimateOf(walked, unchanged), OfMeans: math.NaN()}
	if len(gone.Pairs) > 0 {
		of.OfMeans = stat.Mean(gone.SpeakerMeans(), nil) / stat.Mean(room.SpeakerMeans(), nil)
	}
	return of
}

// shares divides the speakers' means of two samples of the same pairs. Its
// pairs have no seed, since each is one speaker's mean over seeds.
func shares(part, whole records.Sample) records.Sample {
	s := records.Sample{Missing: part.Missing}
	below := whole.SpeakerMeans()
	for i, above := range part.SpeakerMeans() {
		s.Pairs = append(s.Pairs, records.Pair{Speaker: part.Speakers()[i],
			Value: above / below[i]})
	}
	return s
}

// Price is what a method costs the other speakers: a ratio of errors on test,
// in clips,
//
//	(½ + errors of m) / (½ + errors of gold)
//
// where errors are averaged over seeds first, and then the logarithms of the
// speakers' ratios are averaged. The half keeps a model without errors in the
// mean; it is the continuity correction of Haldane and Anscombe. Gold is 1;
// twice gold's errors are about 2.
func Price(v *records.View, method string) Estimate {
	return estimateOf(logErrors(v, names.SetTest, []string{method}, names.Gold), math.Exp)
}

// wrong is the number of clips that a run answers wrongly. A record without
// accuracy, such as one from a trace, gives n·(1 − F1) to the nearest clip,
// which is close if the classes have similar sizes.
func wrong(r records.Record) float64 {
	if math.IsNaN(r.Accuracy) {
		return math.Round(float64(r.N) * (1 - r.F1))
	}
	return float64(r.N) * (1 - r.Accuracy)
}

// ErrorShares are the shares of test clips that a method and gold answer
// wrongly, over the pairs that have both. Their ratio is not [Price], which
// averages the speakers' logarithms.
func ErrorShares(v *records.View, method string) (own, golds Estimate) {
	share := func(which int) Estimate {
		return estimateOf(v.Combine(names.SetTest, []string{method, names.Gold},
			func(r []records.Record) float64 { return wrong(r[which]) / float64(r[which].N) }),
			unchanged)
	}
	return share(0), share(1)
}

// Distance says how far a method ends from gold, in units of the difference of
// two retrainings in the view,
//
//	mean |F1_m − F1_gold| / mean |F1_gold2 − F1_gold|
//
// by pairs, on one set. A shorter retraining is the beginning of its gold and
// so nearer to it than another training can be; it is compared with gold2 if
// the view has one. The denominator is [Floor]'s and taken as known; the
// interval is that of the numerator. Gold is 0; gold2 is 1 by definition, the
// best that one can ask for.
func Distance(v *records.View, set, method string) Estimate {
	return distanceIn(v, set, method, Floor(v, set))
}

// distanceIn is Distance in units of a floor that may be of more pairs.
func distanceIn(v *records.View, set, method string, floor float64) Estimate {
	return estimateOf(apart(v, set, method), inFloors(floor))
}

// inFloors is the scale of distances; a floor of 0 is no unit.
func inFloors(floor float64) func(float64) float64 {
	if floor == 0 {
		floor = math.NaN()
	}
	return func(x float64) float64 { return x / floor }
}

// Floor is the mean size of gold2 − gold in macro F1 on a set: over the seeds
// of each speaker, then over speakers.
func Floor(v *records.View, set string) float64 { return apart(v, set, names.Gold2).Test().Mean }

// apart holds |F1_m − F1_gold| of each pair, gold being [reference]'s.
func apart(v *records.View, set, method string) records.Sample {
	return v.Combine(set, []string{method, reference(v, method)},
		func(r []records.Record) float64 { return math.Abs(r[0].F1 - r[1].F1) })
}

// reference is the gold that a method is compared with when only the size of
// the difference counts: gold2 for a shorter retraining, which is the beginning
// of its own gold. Without any gold2 it is gold.
func reference(v *records.View, method string) string {
	if _, _, ok := names.Retraining(method); ok &&
		slices.Contains(v.Methods(), names.Gold2) {
		return names.Gold2
	}
	return names.Gold
}

// offFloor is how much farther from gold than gold2 a method ends, in units of
// a floor, pair by pair. If it is not shown to differ from 0, the method is not
// shown to differ from the floor.
func offFloor(v *records.View, set, method string, floor float64) Estimate {
	if method == names.Gold2 {
		return Estimate{Mean: math.NaN(), Low: math.NaN(), High: math.NaN()}
	}
	further := apart(v, set, method).Minus(apart(v, set, names.Gold2))
	return estimateOf(further, inFloors(floor))
}

// A Cost says how much a method trains, not counting the original, which exists
// already.
type Cost struct {
	Passes float64 // of a sample, forward and backward; a mean
	// Of gold's. Gold's 120 epochs are the paper's choice, not a necessity.
	Share float64
}

// CostOf returns the mean cost of a method. The original costs nothing, since
// it is already trained.
func CostOf(v *records.View, method string) Cost {
	if method == names.Original {
		return Cost{}
	}
	return Cost{Passes: v.Level(records.Passes, names.SetTest, method).Test().Mean,
		Share: v.Share(records.Passes, names.SetTest, method, names.Gold).Test().Mean}
}
