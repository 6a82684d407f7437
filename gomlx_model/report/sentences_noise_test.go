package report

import (
	"testing"

	"audiounlearning/gomlx_model/records"
)

// weights are layers of one run with mean magnitudes.
func weights(magnitudes ...float64) (layers []records.LayerSample) {
	for i, m := range magnitudes {
		layers = append(layers, records.LayerSample{Layer: []string{"conv1", "dense1", "dense2"}[i],
			Sample: records.Sample{Pairs: []records.Pair{{Speaker: "ann", Seed: 1, Value: m}}}})
	}
	return layers
}

// TestMagnitudeSentence: noise of 0.08 is 0.8 times 0.1 and 0.2 times 0.4, four
// times as strong; beside the paper's 0.2 it is 0.4 times.
func TestMagnitudeSentence(t *testing.T) {
	tell(t,
		told{"some weak", MagnitudeSentence(weights(0.4, 0.1), 0.08), []string{
			"0.80 times the mean magnitude of a weight in dense1 and 0.20 times in conv1",
			"4.0 times as strong", "(1 run, 1 speaker)", "make it 0.40 times", "less only in conv1."}},
		told{"all strong", MagnitudeSentence(weights(0.1, 0.05), 0.08), []string{
			"at least that in every layer"}},
		told{"all weak", MagnitudeSentence(weights(0.4, 0.8), 0.08), []string{"less in every layer"}},
		told{"no layers", MagnitudeSentence(nil, 0.08), []string{"no two layers"}},
	)
}

// TestDrawSentence: conv1 is drawn four times, √4·0.2 = 0.4, dense1 once, 0.8.
func TestDrawSentence(t *testing.T) {
	rounds := [][]string{{"conv1"}, {"conv1", "norm1"}, {"conv1", "dense1"}, {"conv1"}}
	tell(t,
		told{"two", DrawSentence(weights(0.4, 0.1, 0.1), 0.08, rounds), []string{
			"dense1, drawn in 1 of 4 rounds, gets noise of 0.80",
			"conv1, drawn in 4 of 4 rounds, gets noise of 0.40", "2.0 times as strongly",
			"never drawn: dense2"}},
		told{"one", DrawSentence(weights(0.4), 0.08, rounds), []string{"conv1, drawn in 4 of 4"}},
		told{"none", DrawSentence(weights(0.4), 0.08, nil), []string{"No layer with weights"}},
	)
}
