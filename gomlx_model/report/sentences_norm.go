package report

import (
	"fmt"
	"strings"

	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// NormSentence says what [NormTable] shows: whether base goes more of the way
// to gold with a normalisation that keeps no moving averages, and how much of
// the difference between the gaps is gold's own. The way decides, since
// originals and golds differ between normalisations.
func NormSentence(e Evidence) string {
	var parts []string
	more, compared := 0, 0
	for _, n := range []struct {
		norm network.Norm
		view *records.View
	}{{network.LayerNorm, e.Layer}, {network.InstanceNorm, e.Instance}} {
		if n.view == nil || e.Batch == nil {
			continue
		}
		b := besideBatch(n.view, e.Batch)
		d := b.ours.Minus(b.theirs)
		if len(d.Pairs) == 0 {
			continue
		}
		compared++
		if side(d.Test()) > 0 {
			more++
		}
		parts = append(parts, fmt.Sprintf("With %s normalisation, base goes %s of the way to gold, "+
			"by speaker, and with batch normalisation %s, a difference of %s points (%s): %s. Its "+
			"gap to gold differs by %s, of which %s is the difference of the golds", n.norm,
			percent(b.ours.Test().Mean), percent(b.theirs.Test().Mean), points(d), d.Size(), bySide(d.Test(),
				"that is less", "no difference is shown", "that is more"),
			estimated(b.gaps.Test(), 3), estimated(withSign(b.golds, -1).Test(), 3)))
	}
	if compared == 0 {
		return "No other normalisation was run beside batch normalisation."
	}
	return strings.Join(parts, ". ") + fmt.Sprintf(". Base is shown to forget more without moving "+
		"averages in %d of %s.", more, records.Plural(compared, "comparison"))
}

// withSign multiplies the values of a sample.
func withSign(s records.Sample, factor float64) records.Sample {
	out := records.Sample{Missing: s.Missing}
	for _, p := range s.Pairs {
		p.Value *= factor
		out.Pairs = append(out.Pairs, p)
	}
	return out
}
