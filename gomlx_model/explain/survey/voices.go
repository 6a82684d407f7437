package survey

import (
	"slices"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
)

// voices says how far the excluded speaker's voice is from each other voice, by
// name, to compare with interference. The distance is one of features and not
// of a model, so it is recorded under the original and is the same for each
// seed.
func voices(s *subject) ([]records.Reading, error) {
	n := s.Engine.Network
	speakers, distances, err := explain.VoiceDistances(s.Engine.Data.Features, n.Coefficients,
		n.Frames, s.Clips)
	if err != nil {
		return nil, err
	}
	own := distances[slices.Index(speakers, s.speaker)]
	return []records.Reading{s.reading(names.Original, "distance", own...)}, nil
}
