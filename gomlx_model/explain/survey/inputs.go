package survey

import (
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// The number of the excluded speaker's clips whose input is analysed, and the
// number of parts in which curves hide it.
const (
	mappedClips = 10
	curveParts  = 20
)

// input is what attributions are about: excluded clips, the mean clip of those
// who stay, and the logit of each clip's digit.
type input struct {
	features, baseline, factors []float32
}

func (s *subject) input() input {
	clips := thin(s.sets.Excluded, mappedClips)
	n := s.Engine.Network
	return input{models.Features(s.Engine, clips),
		explain.MeanClip(s.Engine.Data.Features, n.Features(), s.sets.Training),
		explain.OneHot(models.Labels(s.Engine, clips), n.Classes)}
}

// integrated returns the integrated gradients of a model, which are computed
// once.
func (s *subject) integrated(m explain.Model, in input) (a *explain.Attributions, err error) {
	if s.gradients[m] == nil {
		a, err = explain.Integrate(m, in.features, in.baseline, in.factors)
		if err != nil {
			return nil, err
		}
		s.gradients[m] = a
	}
	return s.gradients[m], nil
}

// maps attributes the logit of the digit to the features, by integrated
// gradients and, as a check, by hiding one coefficient or frame after the
// other.
func maps(s *subject) (list []records.Reading, err error) {
	in, n := s.input(), s.Engine.Network
	original, err := s.model(names.Original)
	if err != nil {
		return nil, err
	}
	gold, err := s.model(names.Gold)
	if err != nil {
		return nil, err
	}
	l, err := lineupOf(s.model, names.ConvBN, names.Original, names.Gold)
	if err != nil {
		return nil, err
	}
	occluded := func(bands []explain.Band) func(explain.Model) (*explain.Attributions, error) {
		return func(m explain.Model) (*explain.Attributions, error) {
			return explain.Occlude(m, in.features, in.baseline, in.factors, bands)
		}
	}
	for _, by := range []struct {
		part      string
		size      int
		attribute func(explain.Model) (*explain.Attributions, error)
	}{
		{"integrated gradients", n.Features(), func(m explain.Model) (*explain.Attributions, error) {
			return s.integrated(m, in)
		}},
		{"occluded coefficients", n.Coefficients,
			occluded(explain.Coefficients(n.Coefficients, n.Frames))},
		{"occluded frames", n.Frames, occluded(explain.Frames(n.Coefficients, n.Frames))},
	} {
		j, err := explain.Maps(original, gold, l, by.attribute, by.size)
		if err != nil {
			return nil, err
		}
		list = append(list, readings(s, j, by.part, func(m explain.Map) []float64 {
			return m.Values
		})...)
		list = append(list, readings(s, j, by.part+", way and off", func(m explain.Map) []float64 {
			return []float64{m.Way, m.Off}
		})...)
	}
	return list, nil
}

// curves hides and shows the features of each model in the order of its own
// map, of gold2's, and in a random order.
func curves(s *subject) (list []records.Reading, err error) {
	in := s.input()
	random := network.Stream(s.seed, s.speaker, "map", "", 0)
	drawn := make([]float64, len(in.features))
	for i := range drawn {
		drawn[i] = random.Float64()
	}
	mapOf := func(method string) (explain.Model, []float64, error) {
		m, err := s.model(method)
		if err != nil {
			return nil, nil, err
		}
		a, err := s.integrated(m, in)
		if err != nil {
			return nil, nil, err
		}
		return m, a.Values, nil
	}
	_, golds, err := mapOf(names.Gold2)
	if err != nil {
		return nil, err
	}
	for _, method := range []string{names.Base, names.Original} {
		m, own, err := mapOf(method)
		if err != nil {
			return nil, err
		}
		for _, way := range []struct {
			name   string
			insert bool
		}{{"hidden", false}, {"shown", true}} {
			j, err := explain.Curves(m, in.features, in.baseline, in.factors,
				explain.Lineup[[]float64]{Method: "own map", Found: own, Gold2: golds,
					Control: drawn, ControlName: "random order"}, curveParts, way.insert)
			if err != nil {
				return nil, err
			}
			for _, c := range j.All() {
				list = append(list, s.reading(method, way.name+" by "+c.Name, c.Of.Mean...))
			}
		}
	}
	return list, nil
}
