package explain

import "gonum.org/v1/gonum/floats"

// MeanClip returns the mean of each feature over the clips at some indices, as
// a baseline: for retained clips, what is known of a clip if nothing is known
// but that one of the retained speakers says it.
func MeanClip(features []float32, size int, clips []int) []float32 {
	sums := make([]float64, size)
	for _, clip := range clips {
		for i, x := range features[clip*size:][:size] {
			sums[i] += float64(x)
		}
	}
	mean := make([]float32, size)
	for i, s := range sums {
		mean[i] = float32(s / float64(len(clips)))
	}
	return mean
}

// OneHot returns the factors that ask for the logit of each clip's label.
func OneHot(labels []int32, classes int) []float32 {
	factors := make([]float32, len(labels)*classes)
	for i, l := range labels {
		factors[i*classes+int(l)] = 1
	}
	return factors
}

// A Map is the mean of a model's attributions over some clips of one speaker,
// and where it lies between the original's map and gold's.
type Map struct {
	Values []float64 // of each feature
	// Way is the coefficient of the projection onto the line from the
	// original's map to gold's,
	//
	//	⟨map − original, gold − original⟩ / |gold − original|²
	//
	// 0 if nothing moved, 1 if it moved as far as gold's in gold's direction. A
	// map that moves elsewhere can score anything: Off is its distance from
	// that line, over |gold − original|.
	Way, Off float64
}

// Maps computes the mean map of each model of the lineup and says where it lies
// between those of the original and of gold. The floor is gold2's way, which is
// below 1 because two trainings differ. The control is a network of random
// weights, as in J. Adebayo et al., arXiv:1810.03292: a map that does not
// depend on what was learnt shows the clip and not the model. Attribute is
// [Integrate] or [Occlude] of the clips.
func Maps(original, gold Model, models Lineup[Model],
	attribute func(Model) (*Attributions, error), size int) (j Judged[Map], err error) {
	mean := func(m Model) ([]float64, error) {
		a, err := attribute(m)
		if err != nil {
			return nil, err
		}
		return meanRow(a.Values, size), nil
	}
	from, err := mean(original)
	if err != nil {
		return j, err
	}
	to, err := mean(gold)
	if err != nil {
		return j, err
	}
	return Judge(models, func(m Model) (Map, error) {
		values, err := mean(m)
		if err != nil {
			return Map{}, err
		}
		way, off := between(values, from, to)
		return Map{values, way, off}, nil
	})
}

// between projects a point on the line between two others.
func between(x, from, to []float64) (way, off float64) {
	line, moved := make([]float64, len(x)), make([]float64, len(x))
	floats.SubTo(line, to, from)
	floats.SubTo(moved, x, from)
	way = floats.Dot(moved, line) / floats.Dot(line, line)
	floats.AddScaled(moved, -way, line)
	return way, floats.Norm(moved, 2) / floats.Norm(line, 2)
}

// meanRow is the mean over the rows of a matrix.
func meanRow(values []float64, size int) []float64 {
	mean := make([]float64, size)
	for i, v := range values {
		mean[i%size] += v / float64(len(values)/size)
	}
	return mean
}
