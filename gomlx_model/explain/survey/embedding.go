package survey

import (
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
)

// placedClips is how many clips are compared and shown.
const (
	placedClips = 300
)

// embedding says how far the speakers stand apart in the last hidden layer, the
// excluded one first, and puts some clips of the first seed into a plane.
func embedding(s *subject) ([]records.Reading, error) {
	l, err := s.lineup(names.ConvBN, names.Original, names.Gold)
	if err != nil {
		return nil, err
	}
	all := make([]int, len(s.Clips))
	for i := range all {
		all[i] = i
	}
	hidden := func(clips []int32) (explain.Judged[[]float32], error) {
		return explain.Judge(l, func(w network.Weights) ([]float32, error) {
			return s.Engine.Hidden(w, clips)
		})
	}
	clips := thin(all, placedClips)
	j, err := hidden(clips)
	if err != nil {
		return nil, err
	}
	speakers := split.SpeakersOf(s.Clips)
	slices.SortStableFunc(speakers, func(a, b string) int { // the excluded one first
		switch s.speaker {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	group := make([]int, len(clips))
	for i, c := range clips {
		group[i] = slices.Index(speakers, s.Clips[c].Speaker)
	}
	units := s.Engine.Network.HiddenUnits()
	apart, err := explain.Silhouettes(j.Lineup(), units, group)
	if err != nil {
		return nil, err
	}
	list := readings(s, apart, "silhouette", func(v []float64) []float64 { return v })
	if s.seed != s.Results.Settings.From() {
		return list, nil
	}
	planes, err := explain.Planes(j.Lineup(), units)
	if err != nil {
		return nil, err
	}
	places := make([]float64, len(clips))
	for i, c := range clips {
		places[i] = float64(c)
	}
	list = append(list, s.reading(names.Original, "clips", places...))
	for axis, part := range []string{"x", "y"} {
		list = append(list, readings(s, planes, part, func(p *explain.Plane) (values []float64) {
			for _, point := range p.Points {
				values = append(values, point[axis])
			}
			return values
		})...)
	}
	return append(list, readings(s, planes, "variance", func(p *explain.Plane) []float64 {
		return p.Share[:]
	})...), nil
}
