package survey

import (
	"crypto/sha256"
	"fmt"

	"audiounlearning/gomlx_model/explain"
	"audiounlearning/gomlx_model/explain/models"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"

	"gonum.org/v1/gonum/stat"
)

// rounding keeps the kernels in few bits and scores the excluded clips. Eight
// bits are what is used; four show that the measure can move.
func rounding(s *subject) (list []records.Reading, err error) {
	l, err := s.lineup(names.ConvBN, names.Original, names.Gold)
	if err != nil {
		return nil, err
	}
	excluded := models.Indices(s.sets.Excluded)
	type score struct{ right, margin float64 }
	// The score before rounding is the same for each number of bits.
	known := map[[sha256.Size]byte]score{}
	scored := func(w network.Weights) (score, error) {
		key := digest(w)
		if sc, ok := known[key]; ok {
			return sc, nil
		}
		logits, err := s.Engine.Logits(w, excluded)
		if err != nil {
			return score{}, err
		}
		labels := models.Labels(s.Engine, excluded)
		sc := score{share(logits, labels, s.Engine.Network.Classes),
			stat.Mean(metrics.Margins(logits, labels, s.Engine.Network.Classes), nil)}
		known[key] = sc
		return sc, nil
	}
	for _, part := range []struct {
		name string
		of   func(score) float64
	}{
		{"right", func(sc score) float64 { return sc.right }},
		{"margin", func(sc score) float64 { return sc.margin }},
	} {
		for _, bits := range []int{8, 4} {
			j, err := explain.Roundings(l, bits, func(w network.Weights) (float64, error) {
				sc, err := scored(w)
				return part.of(sc), err
			})
			if err != nil {
				return nil, err
			}
			list = append(list, readings(s, j, fmt.Sprintf("%s, %d bits", part.name, bits),
				func(r explain.Rounding) []float64 { return []float64{r.Before, r.After} })...)
		}
	}
	return list, nil
}

// share is the share of clips that are answered right.
func share(logits []float32, labels []int32, classes int) float64 {
	right := 0.0
	for i, label := range labels {
		if metrics.Argmax(logits[i*classes:][:classes]) == int(label) {
			right++
		}
	}
	return right / float64(len(labels))
}
