package survey

import (
	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// How many clips are analysed. Alignment needs the products of all pairs of
// clips; it is debiased, so fewer clips make it noisier but not larger.
const (
	alignedClips = 150
	probedClips  = 1000
	shuffles     = 1 // of the speakers, a probe each
)

// layersOf returns the activations of a lineup for some clips.
func (s *subject) layersOf(clips []int32, also ...string) (j explain.Judged[[]explain.Layer],
	err error) {
	l, err := s.lineup(also...)
	if err != nil {
		return j, err
	}
	return explain.Judge(l, func(w network.Weights) ([]explain.Layer, error) {
		return models.Layers(s.Engine, w, clips)
	})
}

// layersLike compares the layers of all models with gold's and the original's.
func layersLike(s *subject) (list []records.Reading, err error) {
	for _, set := range []struct {
		name  string
		clips []int
	}{{names.SetTest, s.sets.Test}, {names.SetExcluded, s.sets.Excluded}} {
		clips := thin(set.clips, alignedClips)
		for _, of := range []struct{ reference, also string }{{names.Gold, names.Original},
			{names.Original, names.Gold}} {
			j, err := s.layersOf(clips, names.ConvBN, of.also)
			if err != nil {
				return nil, err
			}
			w, err := s.of(of.reference)
			if err != nil {
				return nil, err
			}
			reference, err := models.Layers(s.Engine, w, clips)
			if err != nil {
				return nil, err
			}
			alike, err := explain.LayersLike(j.Lineup(), reference, len(clips))
			if err != nil {
				return nil, err
			}
			list = append(list, readings(s, alike, "to "+of.reference+", "+set.name,
				func(layers []explain.LayerCKA) (values []float64) {
					for _, l := range layers {
						values = append(values, l.CKA)
					}
					return values
				})...)
		}
	}
	return list, nil
}

// probe looks for the excluded speaker among all in each layer. The clips are
// retained and excluded ones, as for the published probe of the last hidden
// layer.
func probe(s *subject) ([]records.Reading, error) {
	all := make([]int, len(s.Clips))
	for i := range all {
		all[i] = i
	}
	clips := thin(all, probedClips)
	member, fold := make([]bool, len(clips)), make([]int, len(clips))
	for i, c := range clips {
		member[i] = s.Clips[c].Speaker == s.speaker
		fold[i] = s.Clips[c].Take % metrics.ProbeFolds
	}
	j, err := s.layersOf(clips, names.ConvBN, names.Original, names.Gold)
	if err != nil {
		return nil, err
	}
	found, err := explain.ProbeLayers(j.Lineup(), member, fold, shuffles, uint64(s.seed))
	if err != nil {
		return nil, err
	}
	column := func(of func(explain.Selectivity) float64) func([]explain.Selectivity) []float64 {
		return func(layers []explain.Selectivity) (values []float64) {
			for _, l := range layers {
				values = append(values, of(l))
			}
			return values
		}
	}
	return append(readings(s, found, "speaker", column(func(l explain.Selectivity) float64 {
		return l.AUC
	})), readings(s, found, "shuffled", column(func(l explain.Selectivity) float64 {
		return l.Shuffled
	}))...), nil
}
