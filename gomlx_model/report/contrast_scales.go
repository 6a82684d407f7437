package report

import (
	"math"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/gonum/stat"
)

// meanOf is the mean of a field over records.
func meanOf(list []records.Record, field records.Field) float64 {
	sum := 0.0
	for _, r := range list {
		sum += field(r)
	}
	return sum / float64(len(list))
}

// shareOfWay is the mean of some methods − b in macro F1 on excluded as a share
// of the way from the original to gold, by pair:
//
//	(m − b) / (mean over the speaker's seeds of gold − original)
//
// so that a speaker's mean is the ratio of means over seeds. A speaker whose
// original scores no better than gold has no way to go and is left out.
func shareOfWay(v *records.View, methods []string, b string) records.Sample {
	all := append([]string{names.Original, names.Gold, b}, methods...)
	room := v.Combine(names.SetExcluded, all,
		func(r []records.Record) float64 { return r[1].F1 - r[0].F1 })
	part := v.Combine(names.SetExcluded, all,
		func(r []records.Record) float64 { return meanOf(r[3:], records.F1) - r[2].F1 })
	rooms, means := map[string]float64{}, room.SpeakerMeans()
	for i, speaker := range room.Speakers() {
		rooms[speaker] = means[i]
	}
	share := records.Sample{Missing: part.Missing}
	for _, p := range part.Pairs {
		if rooms[p.Speaker] < 0 {
			p.Value /= rooms[p.Speaker]
			share.Pairs = append(share.Pairs, p)
		}
	}
	return share
}

// logErrors is the logarithm of the ratio of the mean errors of some methods to
// those of b, in clips of a set:
//
//	ln((½ + errors of m) / (½ + errors of b))
//
// where errors are first averaged over seeds: one value per speaker, or one per
// seed if there is only one speaker.
func logErrors(v *records.View, set string, methods []string, b string) records.Sample {
	all := append([]string{b}, methods...)
	theirs := v.Combine(set, all, func(r []records.Record) float64 { return wrong(r[0]) })
	ours := v.Combine(set, all,
		func(r []records.Record) float64 { return meanOf(r[1:], wrong) })
	ratio := records.Sample{Missing: ours.Missing}
	log := func(m, b float64) float64 { return math.Log((0.5 + m) / (0.5 + b)) }
	speakers := ours.Speakers()
	if len(speakers) == 1 {
		for i, p := range ours.Pairs {
			p.Value = log(p.Value, theirs.Pairs[i].Value)
			ratio.Pairs = append(ratio.Pairs, p)
		}
		return ratio
	}
	a, c := ours.Clusters(), theirs.Clusters()
	for i, speaker := range speakers {
		ratio.Pairs = append(ratio.Pairs, records.Pair{Speaker: speaker,
			Value: log(stat.Mean(a[i], nil), stat.Mean(c[i], nil))})
	}
	return ratio
}
