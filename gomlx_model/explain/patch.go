package explain

import (
	"fmt"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
)

// Blocks returns the blocks of a network by the name of the layer that each
// begins with: a convolution or dense layer and the normalisation after it.
func Blocks(n network.Network) (names []string, blocks [][]network.Layer) {
	for _, l := range n.Layers() {
		if l.IsNorm() {
			blocks[len(blocks)-1] = append(blocks[len(blocks)-1], l)
			continue
		}
		names, blocks = append(names, n.LayerName(l)), append(blocks, []network.Layer{l})
	}
	return names, blocks
}

// Grafted returns a copy of into with the given layers of from: their learnt
// weights and moving statistics. A layer means the same in both only if they
// are of one lineage, such as an original and a model that was unlearned from
// it; two trainings put their units in different orders. It is an error if the
// networks differ.
func Grafted(into, from network.Weights, layers []network.Layer) (network.Weights, error) {
	if err := from.Check(into.Network); err != nil {
		return network.Weights{}, fmt.Errorf("graft: %w", err)
	}
	out := into.Clone()
	for _, t := range into.Network.Tensors() {
		for _, l := range layers {
			if t.Layer == l {
				copy(out.Of(t), from.Of(t))
			}
		}
	}
	return out, nil
}

// A Patch says what share of the change between two models one block carries,
// on a score in which the two differ, such as the mean margin of the excluded
// clips.
//
//	Into  = (score(original with the block of the other) − original) / (other − original)
//	OutOf = (other − score(other with the block of the original)) / (other − original)
//
// Both are 1 if the block carries all of the change, and 0 if it carries none.
// They need not add up to 1 over the blocks.
type Patch struct {
	Block       string
	Into, OutOf float64
}

// Patches exchanges each block between the original and another model. Score
// must first re-estimate the moving statistics of batch norm on retained clips,
// because after an exchange the old statistics belong to other activations.
//
// The floor, gold2, and the control, a network of random weights, are of other
// lineages: their blocks only disturb. A block that carries no more than theirs
// carries nothing.
func Patches(original network.Weights, models Lineup[network.Weights],
	score func(network.Weights) (float64, error)) (Judged[[]Patch], error) {
	before, err := score(original)
	if err != nil {
		return Judged[[]Patch]{}, fmt.Errorf("%s: %w", names.Original, err)
	}
	blockNames, blocks := Blocks(original.Network)
	return Judge(models, func(other network.Weights) (list []Patch, err error) {
		after, err := score(other)
		if err != nil {
			return nil, err
		}
		with := func(into, from network.Weights, block []network.Layer) (float64, error) {
			patched, err := Grafted(into, from, block)
			if err != nil {
				return 0, err
			}
			return score(patched)
		}
		for i, block := range blocks {
			into, err := with(original, other, block)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", blockNames[i], err)
			}
			outOf, err := with(other, original, block)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", blockNames[i], err)
			}
			list = append(list, Patch{blockNames[i], (into - before) / (after - before),
				(after - outOf) / (after - before)})
		}
		return list, nil
	})
}

// Damage says, block by block, by how much the score of a model falls when it
// gets that block of another model: score(into) − score(into with the block of
// from). Between models of different lineages it is what a foreign block
// destroys. Gold and gold2 know the same, so between them the fall can have no
// other cause.
func Damage(into, from network.Weights, score func(network.Weights) (float64, error)) ([]float64,
	error) {
	before, err := score(into)
	if err != nil {
		return nil, err
	}
	blockNames, blocks := Blocks(into.Network)
	fall := make([]float64, len(blocks))
	for i, block := range blocks {
		patched, err := Grafted(into, from, block)
		if err != nil {
			return nil, err
		}
		after, err := score(patched)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", blockNames[i], err)
		}
		fall[i] = before - after
	}
	return fall, nil
}
