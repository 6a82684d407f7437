package report

import (
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// NormTable compares the normalisations on the excluded speaker: what
// the original and gold score, where base ends between them, its gap to gold,
// and how that differs from the gap with batch normalisation, paired by speaker
// and seed. The row of batch normalisation is over the seeds that another
// normalisation has too.
func NormTable(e Evidence) Table {
	var samples []records.Sample
	t := Table{Title: "base with each normalisation, macro F1 on the excluded speaker",
		Header: []string{"Normalisation", "Original", "Gold", names.Base, "Way, by the means",
			"base − gold", "95 % interval", "Minus batch's", "95 % interval", "base − gold, test",
			"n"}}
	for _, n := range []struct {
		norm network.Norm
		view *records.View
	}{{network.BatchNorm, e.Batch}, {network.LayerNorm, e.Layer},
		{network.InstanceNorm, e.Instance}} {
		if n.view == nil || len(n.view.Pairs()) == 0 {
			t.Notes = append(t.Notes, "Not run: "+string(n.norm)+".")
			continue
		}
		shared := func(s records.Sample) records.Sample { return s }
		if n.view == e.Batch {
			shared = func(s records.Sample) records.Sample {
				return ofSeeds(s, e.Layer,
					e.Instance)
			}
		}
		difference := func(set, a, b string) records.Sample {
			return shared(
				n.view.Difference(records.F1, set, a, b))
		}
		gap, lost, room := difference(names.SetExcluded, names.Base, names.Gold),
			difference(names.SetExcluded, names.Base, names.Original),
			difference(names.SetExcluded, names.Gold, names.Original)
		samples = append(samples, gap, lost)
		row := []string{string(n.norm)}
		for _, method := range []string{names.Original, names.Gold, names.Base} {
			row = append(row, plain(shared(n.view.Level(records.F1, names.SetExcluded,
				method)).Test().Mean, 4))
		}
		less, interval := none, none
		if n.view != e.Batch && e.Batch != nil {
			d := gap.Minus(e.Batch.Difference(records.F1, names.SetExcluded, names.Base,
				names.Gold)).Test()
			less, interval = signed(d.Mean, 4), between(d.Low, d.High, 4)
		}
		t.Rows = append(t.Rows, append(row, percent(lost.Test().Mean/room.Test().Mean),
			signed(gap.Test().Mean, 4), between(gap.Test().Low, gap.Test().High, 4), less, interval,
			signed(difference(names.SetTest, names.Base, names.Gold).Test().Mean, 4), gap.Size()))
	}
	t.Notes = append([]string{"batch: only the seeds that another normalisation has too. Minus " +
		"batch's: paired by speaker and seed, uncorrected; the paper leaves this to future " +
		"work."}, t.Notes...)
	if len(samples) > 0 {
		t.Notes = append(t.Notes, notes(samples...)...)
	}
	return t
}

// ofSeeds keeps the values of those seeds that one of the views has; all of
// them where no view has any.
func ofSeeds(s records.Sample, views ...*records.View) records.Sample {
	seeds := map[int]bool{}
	for _, v := range views {
		if v != nil {
			for _, p := range v.Pairs() {
				seeds[p.Seed] = true
			}
		}
	}
	if len(seeds) > 0 {
		s.Pairs = slices.DeleteFunc(slices.Clone(s.Pairs),
			func(p records.Pair) bool { return !seeds[p.Seed] })
	}
	return s
}
