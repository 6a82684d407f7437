package explain

import (
	"fmt"
	"math"
	"slices"

	"audiounlearning/gomlx_model/split"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// VoiceDistances returns the speakers by name, and how far apart their voices
// are: with x̄_sc the mean of coefficient c over all frames and clips of
// speaker s, and σ_c the standard deviation over clips of a clip's mean,
//
//	d(s, t) = √( 1/C · Σ_c ((x̄_sc − x̄_tc)/σ_c)² )
//
// Features are clip × coefficient × frame. All speakers say the same words
// equally often, so the words cancel; padding counts like any other value. A
// coefficient that never changes adds nothing. It is an error if the sizes do
// not fit.
func VoiceDistances(features []float32, coefficients, frames int, clips []split.Clip) (
	speakers []string, distances [][]float64, err error) {
	if coefficients < 1 || frames < 1 || len(clips) == 0 ||
		len(features) != len(clips)*coefficients*frames {
		return nil, nil, fmt.Errorf("voices: %d features for %d clips of %d×%d: they do not fit",
			len(features), len(clips), coefficients, frames)
	}
	speakers = split.SpeakersOf(clips)
	counts, sums := make([]float64, len(speakers)), make([][]float64, len(speakers))
	for s := range sums {
		sums[s] = make([]float64, coefficients)
	}
	means := make([][]float64, coefficients) // of each coefficient, by clip
	for i, clip := range clips {
		s := slices.Index(speakers, clip.Speaker)
		counts[s]++
		for c := range coefficients {
			mean := 0.0
			for _, x := range features[(i*coefficients+c)*frames:][:frames] {
				mean += float64(x) / float64(frames)
			}
			sums[s][c] += mean
			means[c] = append(means[c], mean)
		}
	}
	for s := range sums {
		floats.Scale(1/counts[s], sums[s])
		for c := range coefficients {
			if sd := stat.PopStdDev(means[c], nil); sd > 0 {
				sums[s][c] /= sd
			} else {
				sums[s][c] = 0
			}
		}
	}
	distances = make([][]float64, len(speakers))
	for s := range speakers {
		for t := range speakers {
			distances[s] = append(distances[s],
				floats.Distance(sums[s], sums[t], 2)/math.Sqrt(float64(coefficients)))
		}
	}
	return speakers, distances, nil
}
