package explain

import (
	"fmt"
	"slices"

	"gonum.org/v1/gonum/integrate"
)

// A Curve is how the mean weighted logit falls while features are hidden, or
// rises while they are shown, the most important first.
type Curve struct {
	Share []float64 // of the features that are changed: 0 … 1
	Mean  []float64 // over clips, of Σ_k factors_k·logit_k
	Area  float64   // below the curve, by trapezoids
}

// Curves says how good maps are for one model: it returns the curve of each map
// in a lineup (V. Petsiuk, A. Das and K. Saenko, arXiv:1806.07421). A map's
// values are clip × feature, and the curve has that many parts of about equal
// size. It replaces the features of each clip by the baseline, those with the
// largest values first; a good map has a small area. With insert it instead
// reveals them on the baseline; a good map then has a large area. The lineup's
// Gold2 is gold2's map, which shows how good another model's map is for this
// one. The control is a map of values in random order. It is an error if the
// sizes do not fit or parts are not in 1…features.
func Curves(m Model, features, baseline, factors []float32, maps Lineup[[]float64], parts int,
	insert bool) (Judged[Curve], error) {
	return Judge(maps, func(values []float64) (Curve, error) {
		return curve(m, features, baseline, factors, values, parts, insert)
	})
}

func curve(m Model, features, baseline, factors []float32, values []float64, parts int,
	insert bool) (c Curve, err error) {
	size := len(baseline)
	if size == 0 || len(features)%size != 0 || len(values) != len(features) || parts < 1 ||
		parts > size {
		return c, fmt.Errorf("curve: %d features and %d values in %d parts, the baseline has %d: "+
			"each clip needs as many, and at most a part each", len(features), len(values), parts,
			size)
	}
	orders := make([]Band, len(features)/size)
	for clip := range orders {
		own := values[clip*size:][:size]
		for i := range size {
			orders[clip] = append(orders[clip], i)
		}
		slices.SortStableFunc(orders[clip], func(a, b int) int {
			switch {
			case own[a] > own[b]:
				return -1
			case own[a] < own[b]:
				return 1
			}
			return 0
		})
	}
	var at, asked []float32
	for part := range parts + 1 {
		done := part * size / parts
		at = append(at, hide(features, baseline, func(clip int) Band {
			if insert {
				return orders[clip][done:]
			}
			return orders[clip][:done]
		})...)
		asked = append(asked, factors...)
		c.Share = append(c.Share, float64(done)/float64(size))
	}
	list, err := weighted(m, at, asked, size)
	if err != nil {
		return c, err
	}
	c.Mean = make([]float64, parts+1)
	for i, z := range list {
		c.Mean[i/len(orders)] += z / float64(len(orders))
	}
	c.Area = integrate.Trapezoidal(c.Share, c.Mean)
	return c, nil
}
