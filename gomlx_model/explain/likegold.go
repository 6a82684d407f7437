package explain

import (
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// InterferenceLikeGold asks whether the same speakers suffer for the same
// others as in retraining. It is the Mantel test of the method's centred
// matrix, from the pairs of odd seeds, against gold's, from those of even
// seeds. Both are changes from the original: with the same seeds they would
// share the original, and correlate for that reason alone. Gold2's correlation
// is the most that can be expected. It is an error if a cell lacks odd or even
// seeds.
func (a *Answers) InterferenceLikeGold(method string, cost Cost) (Judged[Mantel], error) {
	pairs, err := a.with(method, names.Original, names.Gold, names.Gold2, Noise)
	if err != nil {
		return Judged[Mantel]{}, err
	}
	gold := a.interference(pairs, names.Gold, names.Original, cost).
		meansOf(func(seed int) bool { return seed%2 == 0 })
	return Judge(byName(method), func(m string) (Mantel, error) {
		own := a.interference(pairs, m, names.Original, cost).
			meansOf(func(seed int) bool { return seed%2 == 1 })
		return NewMantel(Centred(own), Centred(gold))
	})
}

// meansOf is Means over some seeds.
func (x Interference) meansOf(keep func(seed int) bool) [][]float64 {
	means := make([][]float64, len(x.Cells))
	for i, row := range x.Cells {
		for _, cell := range row {
			kept := records.Sample{Pairs: slices.DeleteFunc(slices.Clone(cell.Pairs),
				func(p records.Pair) bool { return !keep(p.Seed) })}
			means[i] = append(means[i], kept.Test().Mean)
		}
	}
	return means
}
