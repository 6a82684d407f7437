package survey

import (
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// rounding keeps the kernels in few bits and asks for the excluded clips.
// Eight bits are what is used; four show that the measure can move.
func rounding(s *subject) (list []records.Reading, err error) {
	l, err := s.lineup(names.ConvBN, names.Original, names.Gold)
	if err != nil {
		return nil, err
	}
	excluded := models.Indices(s.sets.Excluded)
	for _, score := range []struct {
		part string
		of   func(network.Weights) (float64, error)
	}{
		{"right", func(w network.Weights) (float64, error) { return s.right(w, excluded) }},
		{"margin", func(w network.Weights) (float64, error) {
			return models.Margin(s.Engine, w, excluded)
		}},
	} {
		for _, bits := range []int{8, 4} {
			j, err := explain.Roundings(l, bits, score.of)
			if err != nil {
				return nil, err
			}
			list = append(list, readings(s, j, fmt.Sprintf("%s, %d bits", score.part, bits),
				func(r explain.Rounding) []float64 { return []float64{r.Before, r.After} })...)
		}
	}
	return list, nil
}

// right is the share of the clips that a model answers right.
func (s *subject) right(w network.Weights, clips []int32) (float64, error) {
	logits, err := s.Engine.Logits(w, clips)
	if err != nil {
		return 0, err
	}
	classes, right := s.Engine.Network.Classes, 0.0
	for i, label := range models.Labels(s.Engine, clips) {
		if metrics.Argmax(logits[i*classes:][:classes]) == int(label) {
			right++
		}
	}
	return right / float64(len(clips)), nil
}
