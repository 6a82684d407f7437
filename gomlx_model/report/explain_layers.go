package report

import (
	"fmt"
	"math"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// likeness is the similarity of each layer to gold's, on the clips of a set.
func likeness(set string) []Quantity { return layers("cka", "to gold, "+set) }

// LikenessTable gives the similarity of each model's layers to gold's, on the
// clips of a set.
func LikenessTable(r Readings, set string) Table {
	t := r.table("Linear CKA with gold by layer, "+set+" clips", "Layer", likeness(set), 3)
	t.Notes = append(t.Notes, "Centred kernel alignment, debiased: 1 means the same representation "+
		"of the clips, up to rotation and scale. Gold2's alignment with gold is the most that one "+
		"can ask for.")
	return t
}

// LikenessSentence says in which layers a method represents the speaker's clips
// as gold2 does, and whether it falls short by more than on test, where there
// was nothing to forget.
func LikenessSentence(r Readings, method string) string {
	excluded, test := likeness(names.SetExcluded), likeness(names.SetTest)
	if len(r.Of(excluded[0], method).Pairs) == 0 {
		return "No layers were compared with gold's."
	}
	further := 0
	for i := range excluded {
		// the loss of likeness that goes beyond the one on test
		own := r.Of(excluded[i], method).Minus(r.Of(excluded[i], names.Gold2))
		others := r.Of(test[i], method).Minus(r.Of(test[i], names.Gold2))
		if side(own.Minus(others).Test()) < 0 {
			further++
		}
	}
	return fmt.Sprintf("Of the layers of `%s`, on the excluded speaker's clips, %s. Their "+
		"shortfall from gold2 is shown to be larger on excluded than on test in %d of %d; only such "+
		"an excess would be about the speaker and not about the disturbance. The control, a random "+
		"network, is below gold2 in %d of %d.", method, r.ended(excluded, method), further, len(excluded),
		r.told(excluded, names.Gold2, explain.Random), len(excluded))
}

// voice is how well a probe finds the speaker in each layer.
func voice() []Quantity { return layers("probe", "speaker") }

// LayerProbeTable says how well a linear probe finds the excluded speaker in
// each layer.
func LayerProbeTable(r Readings) Table {
	t := r.table("AUC of a linear probe for the excluded speaker by layer", "Layer", voice(), 3)
	worst := 0.0
	for _, q := range layers("probe", "shuffled") {
		for _, m := range r.have(q) {
			worst = math.Max(worst, math.Abs(r.Of(q, m).Test().Mean-0.5))
		}
	}
	t.Notes = append(t.Notes, fmt.Sprintf("0.5 is chance. The probe reads the mean of each "+
		"channel of a map. With shuffled speakers, its mean AUC is within %s of 0.5, so "+
		"overfitting adds no more than that.", plain(worst, 3)))
	return t
}

// LayerProbeSentence says in which layers a voice still stands out as in the
// original.
func LayerProbeSentence(r Readings, method string) string {
	all := voice()
	if len(r.Of(all[0], method).Pairs) == 0 {
		return "No layer was probed."
	}
	least, most := math.Inf(1), math.Inf(-1)
	for _, q := range all {
		m := r.Of(q, names.Gold2).Test().Mean
		least, most = min(least, m), max(most, m)
	}
	return fmt.Sprintf("Of the layers of `%s`, probed for the speaker, %s. Gold2, which never "+
		"heard the voice, "+
		"has AUCs of %s to %s: a probe can find a voice that the network has not learnt. A random "+
		"network's AUC is above gold2's in %d of %d layers, below in %d.", method, r.ended(all, method),
		plain(least, 2), plain(most, 2), r.told(all, explain.Random, names.Gold2), len(all),
		r.told(all, names.Gold2, explain.Random))
}

// PatchTable gives the share of the change that each block carries, into the
// original and out of the other model.
func PatchTable(r Readings) Table {
	quantities := layers("patch", "into")
	for i := range quantities {
		quantities[i].Name += ", into the original"
	}
	for _, q := range layers("patch", "out of") {
		q.Name += ", out of the model"
		quantities = append(quantities, q)
	}
	t := r.table("Share of the fall in margin that one block carries, excluded clips", "Block",
		quantities, 2)
	t.Notes = append(t.Notes, "1: the block carries all of the change; 0: none. The blocks need "+
		"not add up to 1. Above 1 or below 0, a block damages. Gold2 and the random network began "+
		"with other weights, so their blocks only damage.")
	return t
}

// PatchSentence says which blocks carry the change of a method, both ways, and
// whether gold's block does more to the original than gold2's to gold.
func PatchSentence(r Readings, method string) string {
	into, outOf := layers("patch", "into"), layers("patch", "out of")
	if len(r.Of(into[0], method).Pairs) == 0 {
		return "No blocks were exchanged."
	}
	var both, list []string
	best := into[0]
	for i, q := range into {
		list = append(list, q.Name)
		if side(r.Of(q, method).Test()) > 0 && side(r.Of(outOf[i], method).Test()) > 0 {
			both = append(both, q.Name)
		}
		if r.Of(q, method).Test().Mean > r.Of(best, method).Test().Mean {
			best = q
		}
	}
	text := fmt.Sprintf("Of the %s, none is shown to carry the fall of `%s` both into the original "+
		"and out of the model.", records.Plural(len(list), "block"), method)
	if len(both) > 0 {
		text = fmt.Sprintf("%s carried a part of the fall of `%s` both ways.", coded(both), method)
	}
	text += fmt.Sprintf(" The largest share into the original is that of `%s`, %s", best.Name,
		estimated(r.Of(best, method).Test(), 2))
	if r.Of(best, method).Test().Mean > 1 {
		text += ", more than the whole fall, so this block also damages"
	}
	text += "."
	return text + damageOfBlocks(r)
}

// damageOfBlocks says whether a block of gold's, put into the original, harms
// the speaker's clips more than those of others, beyond what gold2's does to
// gold.
func damageOfBlocks(r Readings) string {
	excluded := layers("patch", "damage to original, excluded")
	test := layers("patch", "damage to original, test")
	floor, floorTest := layers("patch", "damage to gold, excluded"),
		layers("patch", "damage to gold, test")
	more, n := 0, 0
	var gold, gold2 records.Sample
	for i := range excluded {
		own := r.Of(excluded[i], names.Gold).Minus(r.Of(test[i], names.Gold))
		again := r.Of(floor[i], names.Gold2).Minus(r.Of(floorTest[i], names.Gold2))
		if len(own.Minus(again).Pairs) == 0 {
			continue
		}
		n++
		if side(own.Minus(again).Test()) > 0 {
			more++
		}
		gold.Pairs = append(gold.Pairs, r.Of(test[i], names.Gold).Pairs...)
		gold2.Pairs = append(gold2.Pairs, r.Of(floorTest[i], names.Gold2).Pairs...)
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" With a block of gold's in the original, averaged over blocks, the test clips "+
		"lose %s nats of margin; gold2's block in gold costs %s. Gold's block harms the speaker's clips "+
		"more than those of others, beyond what gold2's block does to gold, in %d of %d blocks, "+
		"%s.", plain(gold.Test().Mean, 1), plain(gold2.Test().Mean, 1), more, n,
		map[bool]string{true: "but gold has less margin on the speaker's clips to lose",
			false: "so these blocks do not show where a speaker is"}[more > 0])
}

// DamageTable gives the margin that each block of another model destroys.
func DamageTable(r Readings) Table {
	t := Table{Title: "Margin that a block of another model destroys, in nats",
		Header: []string{"Block", "base into original", "gold into original", "gold2 into gold",
			"random into original"}}
	blocks := layers("patch", "")
	var samples []records.Sample
	for i, b := range blocks {
		for _, set := range []string{names.SetExcluded, names.SetTest} {
			row, any := []string{b.Name + ", " + set}, false
			for _, from := range []struct{ giver, taker string }{{names.Base, names.Original},
				{names.Gold, names.Original}, {names.Gold2, names.Gold},
				{explain.Random, names.Original}} {
				s := r.Of(Quantity{"", "patch", "damage to " + from.taker + ", " + set, i}, from.giver)
				if len(s.Pairs) == 0 {
					row = append(row, none)
					continue
				}
				any = true
				row = append(row, withEnds(estimateOf(s, unchanged), 1))
				samples = append(samples, s)
			}
			if any {
				t.Rows = append(t.Rows, row)
			}
		}
	}
	t.Notes = notes(samples...)
	return t
}
