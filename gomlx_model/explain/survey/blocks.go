package survey

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// settlingClips is the number of retained clips on which the moving statistics
// are estimated again: 31 batches of 16.
const settlingClips = 500

// patches exchanges blocks between the original and each of these: the models
// unlearned from it, gold2 and a random network. To see what a foreign block
// destroys, it also puts gold's blocks into the original, gold2's into gold and
// random ones into the original. Scores are mean margins after the statistics
// were estimated again.
func patches(s *subject) (list []records.Reading, err error) {
	l, err := s.lineup()
	if err != nil {
		return nil, err
	}
	original, err := s.of(names.Original)
	if err != nil {
		return nil, err
	}
	gold, err := s.of(names.Gold)
	if err != nil {
		return nil, err
	}
	again := map[[sha256.Size]byte]network.Weights{}
	scoreOn := func(clips []int) func(network.Weights) (float64, error) {
		return func(w network.Weights) (float64, error) {
			key := digest(w)
			settled, ok := again[key]
			if !ok {
				if settled, err = models.Restat(s.Engine, w, thin(s.sets.Training, settlingClips),
					s.seed); err != nil {
					return 0, err
				}
				again[key] = settled
			}
			return models.Margin(s.Engine, settled, models.Indices(clips))
		}
	}
	j, err := explain.Patches(original, l, scoreOn(s.sets.Excluded))
	if err != nil {
		return nil, err
	}
	column := func(of func(explain.Patch) float64) func([]explain.Patch) []float64 {
		return func(blocks []explain.Patch) (values []float64) {
			for _, b := range blocks {
				values = append(values, of(b))
			}
			return values
		}
	}
	list = readings(s, j, "into", column(func(p explain.Patch) float64 { return p.Into }))
	list = append(list, readings(s, j, "out of", column(func(p explain.Patch) float64 {
		return p.OutOf
	}))...)
	for _, graft := range []struct {
		giver, taker string
		from, into   network.Weights
	}{
		{names.Base, names.Original, l.Found, original},
		{names.Gold, names.Original, gold, original},
		{names.Gold2, names.Gold, l.Gold2, gold},
		{explain.Random, names.Original, l.Control, original},
	} {
		for _, set := range []struct {
			name  string
			clips []int
		}{{names.SetExcluded, s.sets.Excluded}, {names.SetTest, s.sets.Test}} {
			fall, err := explain.Damage(graft.into, graft.from, scoreOn(set.clips))
			if err != nil {
				return nil, err
			}
			list = append(list, s.reading(graft.giver,
				fmt.Sprintf("damage to %s, %s", graft.taker, set.name), fall...))
		}
	}
	return list, nil
}

// digest identifies weights.
func digest(w network.Weights) (sum [sha256.Size]byte) {
	h := sha256.New()
	for _, values := range [][]float32{w.Learnt, w.Moving} {
		binary.Write(h, binary.LittleEndian, values) // a hash accepts everything
	}
	h.Sum(sum[:0])
	return sum
}
