package report

import (
	"testing"

	"audiounlearning/gomlx_model/records"
)

func TestAnswersTable(t *testing.T) {
	c := twoVoices()
	table := AnswersTable(c.Labels, c.Recordings[:1], []records.Asked{
		{Model: "original", Run: "made up", Classes: []int{0}, Probabilities: []float64{0.232}},
		{Model: "gold", Classes: []int{1}, Probabilities: []float64{0.9}},
	})
	hasRow(t, table, "0_ann_0.wav", "0", "0 (0.23)", "✗ 1 (0.90)")
	if want := "The original model: made up."; len(table.Notes) != 1 || table.Notes[0] != want {
		t.Errorf("notes %q, want %q alone", table.Notes, want)
	}
}

// TestMagnitudeTable: noise of 0.1 is 0.40 of a mean magnitude of 0.25.
func TestMagnitudeTable(t *testing.T) {
	layers := []records.LayerSample{{Layer: "conv3",
		Sample: records.Sample{Pairs: []records.Pair{{Speaker: "ann", Seed: 1, Value: 0.25}}}}}
	hasRow(t, MagnitudeTable(layers, 0.1), "conv3", "0.2500", "0.40", "1 run, 1 speaker")
}

func TestDrawTable(t *testing.T) {
	hasRow(t, DrawTable("theo", 2, [][]string{{"conv1"}, {"norm1", "dense3"}}), "2", "2",
		"norm1, dense3")
}
