package gomlxmodel

import (
	"math"
	"path/filepath"
	"slices"
	"testing"

	"audiounlearning/gomlx_model/network"
)

// Features that the engine standardises give the same bits as features that
// were standardised beforehand: in training, in every evaluation, and where
// models with and without standardisation take turns on one engine. The means
// and deviations come back from a file, and nothing is compiled again for them.
func TestStandardised(t *testing.T) {
	const clips = 20
	n := network.Network{Coefficients: 4, Frames: 5, Channels: []int{3}, Dense: []int{6},
		Dropout: []float64{0.1, 0.2}, Classes: 3, Norm: network.BatchNorm}
	raw := Data{Features: lcg32(9, clips*n.Features(), 5, 3), Batch: 8}
	for i := range clips {
		raw.Labels = append(raw.Labels, int32(i%n.Classes))
		clear(raw.Features[i*n.Features()+3*n.Frames:][:n.Frames]) // a coefficient that is 0
	}
	b := backends(t)[0]
	engineOf := func(d Data) *Engine {
		e, err := NewEngine(b, n, d)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(e.Close)
		return e
	}
	plain := network.NewWeights(n, network.Stream(1, "", "weights", "", 0))
	w := plain.Clone()
	w.Mean, w.Deviation = raw.Standard(n, ascending(clips))
	if w.Mean[3] != 0 || w.Deviation[3] != 1 {
		t.Errorf("constant coefficient: mean %v, deviation %v, want 0 and 1", w.Mean[3],
			w.Deviation[3])
	}
	before := raw
	before.Features = standardised(w, raw.Features)
	mean, deviation := before.Standard(n, ascending(clips))
	for c := range n.Coefficients - 1 {
		if far(float64(mean[c]), 0, 1e-5) || far(float64(deviation[c]), 1, 1e-5) {
			t.Errorf("coefficient %d has mean %v and deviation %v, want 0 and 1", c, mean[c],
				deviation[c])
		}
	}
	ours, theirs := engineOf(raw), engineOf(before)
	got, want := network.NewState(w), network.NewState(plain)
	mustTrain(t, ours, network.NewState(plain), ascending(clips), DefaultOptions())
	mustTrain(t, ours, got, ascending(clips), DefaultOptions())
	mustTrain(t, theirs, want, ascending(clips), DefaultOptions())
	if !slices.Equal(got.Learnt, want.Learnt) || !slices.Equal(got.Moving, want.Moving) {
		t.Error("training differs from that on standardised features")
	}
	path := filepath.Join(t.TempDir(), "w.safetensors")
	if err := (network.File{Weights: got.Weights}).Save(path); err != nil {
		t.Fatal(err)
	}
	file, err := network.LoadFile(path, n)
	if err != nil || !slices.Equal(file.Weights.Mean, w.Mean) ||
		!slices.Equal(file.Weights.Deviation, w.Deviation) {
		t.Fatalf("from the file: %v, mean %v", err, file.Weights.Mean)
	}
	must := func(x []float32, err error) []float32 {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	scores := must(theirs.Logits(want.Weights, ascending(clips)))
	if !slices.Equal(must(ours.Logits(file.Weights, ascending(clips))), scores) ||
		!slices.Equal(must(ours.LogitsOf(file.Weights, raw.Features)),
			must(theirs.LogitsOf(want.Weights, before.Features))) ||
		!slices.Equal(must(ours.Hidden(file.Weights, ascending(clips))),
			must(theirs.Hidden(want.Weights, ascending(clips)))) {
		t.Error("answers differ from those to standardised features")
	}
	ones := slices.Repeat([]float32{1, 0, 0}, clips)
	slope := must(ours.InputGradient(file.Weights, raw.Features, ones))
	for i, s := range must(theirs.InputGradient(want.Weights, before.Features, ones)) {
		d := w.Deviation[i/n.Frames%n.Coefficients]
		if far(float64(slope[i]), float64(s/d), 1e-6*(1+math.Abs(float64(s)))) {
			t.Fatalf("gradient %d is %v, want %v", i, slope[i], s/d)
		}
	}
	if ours.compilations != theirs.compilations {
		t.Errorf("%d compilations, and %d without", ours.compilations, theirs.compilations)
	}
	w.Deviation = w.Deviation[:1]
	if _, err := ours.Logits(w, ascending(clips)); err == nil {
		t.Error("one deviation for four coefficients gave no error")
	}
}
