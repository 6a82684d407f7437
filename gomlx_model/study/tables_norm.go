package study

import "slices"

// NormTable sets the normalisations side by side on the excluded speaker: what the original and gold score, where base ends between them, its gap to gold, and how
// that differs from the gap with batch normalisation, paired by speaker and seed. Batch normalisation shows the seeds that another has too.
func NormTable(e Evidence) Table {
	var samples []Sample
	t := Table{Title: "base with each normalisation, macro F1 on the excluded speaker",
		Header: []string{"Normalisation", "Original", "Gold", Base, "Way to gold", "base − gold", "95 % interval", "Less batch's", "95 % interval", "base − gold, test", "n"}}
	for _, n := range []struct {
		name string
		view *View
	}{{"batch", e.Batch}, {"layer", e.Layer}, {"instance", e.Instance}} {
		if n.view == nil || len(n.view.Pairs()) == 0 {
			t.Notes = append(t.Notes, "Not run: "+n.name+".")
			continue
		}
		shared := func(s Sample) Sample { return s }
		if n.view == e.Batch {
			shared = func(s Sample) Sample { return ofSeeds(s, e.Layer, e.Instance) }
		}
		difference := func(set, a, b string) Sample { return shared(n.view.Difference(F1, set, a, b)) }
		gap, lost, room := difference(SetExcluded, Base, Gold), difference(SetExcluded, Base, Original), difference(SetExcluded, Gold, Original)
		samples = append(samples, gap, lost)
		row := []string{n.name}
		for _, method := range []string{Original, Gold, Base} {
			row = append(row, plain(shared(n.view.Level(F1, SetExcluded, method)).Test().Mean, 4))
		}
		less, interval := none, none
		if n.view != e.Batch && e.Batch != nil {
			d := gap.Minus(e.Batch.Difference(F1, SetExcluded, Base, Gold)).Test()
			less, interval = signed(d.Mean, 4), between(d.Low, d.High, 4)
		}
		t.Rows = append(t.Rows, append(row, percent(lost.Test().Mean/room.Test().Mean), signed(gap.Test().Mean, 4), between(gap.Test().Low, gap.Test().High, 4), less, interval,
			signed(difference(SetTest, Base, Gold).Test().Mean, 4), gap.Size()))
	}
	t.Notes = append([]string{"batch: over the seeds that another has too. Less batch's: paired by speaker and seed, uncorrected; the verdict on the claim corrects."}, t.Notes...)
	if len(samples) > 0 {
		t.Notes = append(t.Notes, notes(samples...)...)
	}
	return t
}

// ofSeeds keeps the values of those seeds that one of the views has; all of them where no view has any.
func ofSeeds(s Sample, views ...*View) Sample {
	seeds := map[int]bool{}
	for _, v := range views {
		if v != nil {
			for _, p := range v.Pairs() {
				seeds[p.Seed] = true
			}
		}
	}
	if len(seeds) > 0 {
		s.Pairs = slices.DeleteFunc(slices.Clone(s.Pairs), func(p Pair) bool { return !seeds[p.Seed] })
	}
	return s
}
