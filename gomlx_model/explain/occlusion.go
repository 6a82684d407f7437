package explain

import "fmt"

// A Band is a set of features, by their index in a clip, that are hidden
// together.
type Band []int

// Coefficients returns a band for each coefficient of a clip: its row.
func Coefficients(coefficients, frames int) []Band {
	return bands(coefficients, frames, func(band, i int) int { return band*frames + i })
}

// Frames returns a band for each frame of a clip: its column.
func Frames(coefficients, frames int) []Band {
	return bands(frames, coefficients, func(band, i int) int { return i*frames + band })
}

func bands(n, size int, at func(band, i int) int) []Band {
	list := make([]Band, n)
	for b := range list {
		for i := range size {
			list[b] = append(list[b], at(b, i))
		}
	}
	return list
}

// Occlude replaces one band at a time by the baseline and returns by how much
// that lowers the weighted logits, clip × band (M. Zeiler and R. Fergus,
// arXiv:1311.2901):
//
//	value_b = f(x) − f(x with x⁰ in band b),   f = Σ_k factors_k·logit_k
//
// It needs no gradient, so it is a check on [Integrate]: summed by band, both
// are equal for a linear model. It is an error if the sizes do not fit.
func Occlude(m Model, features, baseline, factors []float32, bands []Band) (*Attributions,
	error) {
	size := len(baseline)
	if size == 0 || len(features) == 0 || len(features)%size != 0 {
		return nil, fmt.Errorf("occlusion: %d features, the baseline has %d: each clip needs as "+
			"many", len(features), size)
	}
	clips := len(features) / size
	whole, err := weighted(m, features, factors, size)
	if err != nil {
		return nil, err
	}
	a := &Attributions{Values: make([]float64, clips*len(bands))}
	if a.Change, err = changeOfLogits(m, features, baseline, factors); err != nil {
		return nil, err
	}
	atOnce := max(1, together/clips) // bands: a model answers many clips at no more cost than few
	for first := 0; first < len(bands); first += atOnce {
		some := bands[first:min(first+atOnce, len(bands))]
		var at, asked []float32
		for _, band := range some {
			at = append(at, hide(features, baseline, func(int) Band { return band })...)
			asked = append(asked, factors...)
		}
		hidden, err := weighted(m, at, asked, size)
		if err != nil {
			return nil, err
		}
		for i, h := range hidden {
			a.Values[i%clips*len(bands)+first+i/clips] = whole[i%clips] - h
		}
	}
	return a, nil
}

// hide returns the features with a band of each clip replaced by the baseline.
func hide(features, baseline []float32, of func(clip int) Band) []float32 {
	out := append([]float32(nil), features...)
	for clip := range len(features) / len(baseline) {
		for _, i := range of(clip) {
			out[clip*len(baseline)+i] = baseline[i]
		}
	}
	return out
}
