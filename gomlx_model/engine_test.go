package gomlxmodel

import (
	"context"
	"testing"
)

// noise returns clips of standard-normal features scaled like MFCCs, with labels in turn. Nothing in it can be learnt but by heart.
func noiseData(n int) Data {
	random := Stream(1, "", "test data", "", 0)
	d := Data{Features: make([]float32, n*Side*Side), Labels: make([]int32, n)}
	for i := range d.Features {
		d.Features[i] = float32(random.NormFloat64() * 30)
	}
	for i := range d.Labels {
		d.Labels[i] = int32(i % Classes)
	}
	return d
}

func ascending(n int) []int32 {
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	return order
}

func benchmarkEpoch(b *testing.B, backend string) {
	be, err := OpenBackend(context.Background(), backend, nil)
	if err != nil {
		b.Skip(err)
	}
	e, err := NewEngine(be, BatchNorm, noiseData(3000))
	if err != nil {
		b.Fatal(err)
	}
	s := NewState(NewWeights(Stream(1, "", "weights", "", 0)))
	order := ascending(158 * BatchSize)
	if _, err := e.Epoch(s, order[:32], DefaultOptions()); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if _, err := e.Epoch(s, order, DefaultOptions()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEpochXLA(b *testing.B) { benchmarkEpoch(b, "xla-cpu") }
func BenchmarkEpochGo(b *testing.B)  { benchmarkEpoch(b, "go") }
