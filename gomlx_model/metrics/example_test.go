package metrics_test

import (
	"fmt"

	"audiounlearning/gomlx_model/metrics"
)

// One clip of three classes: gold is unsure, the original is not, and the
// method is half-way.
func Example() {
	gold, gold2 := []float32{1, 1, 0}, []float32{1, 0.8, 0}
	original, method := []float32{9, 0, 0}, []float32{2, 1, 0}
	fromGold := func(logits []float32) float64 {
		js, err := metrics.Divergence(logits, gold, 3)
		if err != nil {
			panic(err)
		}
		return js
	}
	fmt.Printf("JS of the method %.4f nats, of gold2 %.4f\n", fromGold(method), fromGold(gold2))
	fmt.Printf("recovered %.2f\n", metrics.Recovered(fromGold(method), fromGold(original),
		fromGold(gold2)))
	fmt.Printf("tug of war %.3f\n", metrics.TugOfWar([]float64{0.93, 0.99, 0.98},
		[]float64{0.75, 0.99, 0.99}))
	// Output:
	// JS of the method 0.0300 nats, of gold2 0.0012
	// recovered 0.89
	// tug of war 0.812
}
