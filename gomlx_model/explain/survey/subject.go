package survey

import (
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// A subject is one pair whose models are analysed.
type subject struct {
	*models.Opened
	speaker string
	seed    int
	key     string // of its original
	sets    split.Split
	weights map[string]network.Weights // those that were asked for
	models  map[string]explain.Model

	gradients map[explain.Model]*explain.Attributions
}

// subjectsOf returns the pairs of a study that exclude one speaker, seed by
// seed.
func subjectsOf(o *models.Opened) (list []*subject, err error) {
	set := o.Results.Settings
	for seed := set.From(); seed <= set.Seeds; seed++ {
		for _, speaker := range set.Speakers {
			if names.Removal(speaker) != names.RemovalOne {
				continue
			}
			original, ok := o.Results.Find(speaker, seed, names.Original)
			if !ok {
				return nil, fmt.Errorf("%s, seed %d has no original: add them to the study", speaker,
					seed)
			}
			sets, err := o.Split(speaker, seed)
			if err != nil {
				return nil, err
			}
			list = append(list, &subject{Opened: o, speaker: speaker, seed: seed, sets: sets,
				key: original.Key, weights: map[string]network.Weights{},
				models:    map[string]explain.Model{},
				gradients: map[explain.Model]*explain.Attributions{}})
		}
	}
	return list, nil
}

// of returns the weights of a method, or of the random network.
func (s *subject) of(method string) (w network.Weights, err error) {
	if w, ok := s.weights[method]; ok {
		return w, nil
	}
	if method == explain.Random {
		w, err = s.Random(s.speaker, s.seed)
	} else {
		w, err = s.Weights(s.speaker, s.seed, method)
	}
	s.weights[method] = w
	return w, err
}

// model returns a method's model in the form that attributions take.
func (s *subject) model(method string) (explain.Model, error) {
	if s.models[method] == nil {
		w, err := s.of(method)
		if err != nil {
			return nil, err
		}
		s.models[method] = models.Model(s.Engine, w)
	}
	return s.models[method], nil
}

// lineup returns base with gold2 and the random network, and further models
// that the same two judge.
func (s *subject) lineup(also ...string) (explain.Lineup[network.Weights], error) {
	return lineupOf(s.of, also...)
}

func lineupOf[M any](of func(method string) (M, error), also ...string) (l explain.Lineup[M],
	err error) {
	l.Method, l.ControlName = names.Base, explain.Random
	for method, into := range map[string]*M{names.Base: &l.Found, names.Gold2: &l.Gold2,
		explain.Random: &l.Control} {
		if *into, err = of(method); err != nil {
			return l, err
		}
	}
	for _, method := range also {
		m, err := of(method)
		if err != nil {
			return l, err
		}
		l.Also = append(l.Also, explain.Named[M]{Name: method, Of: m})
	}
	return l, nil
}

// reading notes numbers of one of the pair's models.
func (s *subject) reading(method, part string, values ...float64) records.Reading {
	paper := records.DefaultSelection()
	return records.Reading{Protocol: paper.Protocol, Norm: paper.Norm, Speaker: s.speaker,
		Seed: s.seed, Method: method, Part: part, Values: values}
}

// readings notes the same numbers of all models of a lineup.
func readings[T any](s *subject, j explain.Judged[T], part string,
	values func(T) []float64) (list []records.Reading) {
	for _, m := range j.All() {
		list = append(list, s.reading(m.Name, part, values(m.Of)...))
	}
	return list
}

// thin takes about that many of the clips, spread evenly over their order.
func thin(clips []int, most int) []int32 {
	var kept []int
	for i := range min(most, len(clips)) {
		kept = append(kept, clips[i*len(clips)/min(most, len(clips))])
	}
	return models.Indices(kept)
}
