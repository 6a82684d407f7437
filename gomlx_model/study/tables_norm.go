package study

// NormTable sets the normalisations side by side on the excluded speaker: what the original and gold score, where base ends between them, its gap to gold, and how
// that differs from the gap with batch normalisation, paired by speaker and seed.
func NormTable(e Evidence) Table {
	t := Table{Title: "base with each normalisation, macro F1 on the excluded speaker",
		Header: []string{"Normalisation", "Original", "Gold", "base", "Way to gold", "base − gold", "95 % interval", "Less batch's", "95 % interval", "base − gold, test", "n"}}
	for _, n := range []struct {
		name string
		view *View
	}{{"batch", e.Batch}, {"layer", e.Layer}, {"instance", e.Instance}} {
		if n.view == nil || len(n.view.pairs) == 0 {
			t.Notes = append(t.Notes, "Not run: "+n.name+".")
			continue
		}
		gap := n.view.Difference(F1, "excluded", "base", gold)
		room, way := n.view.Difference(F1, "excluded", gold, original).Test().Mean, n.view.Difference(F1, "excluded", "base", original).Test().Mean
		row := []string{n.name}
		for _, method := range []string{original, gold, "base"} {
			row = append(row, plain(n.view.Level(F1, "excluded", method).Test().Mean, 4))
		}
		less, interval := none, none
		if n.view != e.Batch && e.Batch != nil {
			d := gap.Minus(e.Batch.Difference(F1, "excluded", "base", gold)).Test()
			less, interval = signed(d.Mean, 4), between(d.Low, d.High, 4)
		}
		t.Rows = append(t.Rows, append(row, percent(way/room), signed(gap.Test().Mean, 4), between(gap.Test().Low, gap.Test().High, 4), less, interval,
			signed(n.view.Difference(F1, "test", "base", gold).Test().Mean, 4), gap.Size()))
	}
	t.Notes = append([]string{"Mean of the speakers' means; Student's t interval over them. Less batch's: over the speakers and seeds that both have, uncorrected; the verdict below corrects."}, t.Notes...)
	return t
}
