package study

import (
	"errors"
	"io/fs"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/store"
	"audiounlearning/gomlx_model/unlearn"
)

// TestAnswers asks models that are all zero but for the last layer's bias of 1
// at one class: whatever they hear, they answer that class, with e/(e + 9) =
// 0.2320.
func TestAnswers(t *testing.T) {
	folder, s := t.TempDir(), smallSettings("")
	n := s.Shape()
	for i, name := range PublishedModels {
		w := InitialWeights(n, 1, "ann", names.Original)
		clear(w.Learnt)
		for _, tensor := range n.Tensors() {
			if tensor.Layer == n.Last() && tensor.Kind == network.Bias {
				w.Of(tensor)[i] = 1
			}
		}
		if err := (network.File{Weights: w, Notes: map[string]string{modelNote: "made up"}}).Save(
			filepath.Join(folder, name+".safetensors")); err != nil {
			t.Fatal(err)
		}
	}
	c := smallCorpus()
	models, err := Ask(t.Context(), s, folder, c, c.Recordings[:1])
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range models {
		if want := 0.2320; m.Model != PublishedModels[i] || m.Run != "made up" ||
			m.Classes[0] != i || math.Abs(m.Probabilities[0]-want) > 1e-4 {
			t.Errorf("model %d: %+v, want class %d with %.4f", i, m, i, want)
		}
	}
	if _, err := Ask(t.Context(), s, t.TempDir(), c, c.Recordings[:1]); !errors.Is(err,
		fs.ErrNotExist) {
		t.Errorf("without models: %v", err)
	}
}

// TestPublishModels writes three runs' weights and reads them back, without
// what was noted on the way.
func TestPublishModels(t *testing.T) {
	runs, err := store.Open(t.TempDir(), network.Default(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := &records.Results{Settings: withSpeakers("ann"),
		Store: runs.Dir()}
	folder := t.TempDir()
	if err := PublishModels(r, folder); err == nil || !strings.Contains(err.Error(), "original") {
		t.Errorf("without runs: %v", err)
	}
	for _, method := range []string{names.Original, names.Gold, "conv-bn"} {
		run := records.Run{Name: records.Name{Speaker: "ann", Seed: 1, Method: method}, Key: method,
			Result: finished(method)}
		r.Runs = append(r.Runs, run)
		if err := runs.Save(run.Key, &run.Result, InitialWeights(network.Default(), 1, "ann",
			method)); err != nil {
			t.Fatal(err)
		}
	}
	if err := PublishModels(r, folder); err != nil {
		t.Fatal(err)
	}
	file, err := network.LoadFile(filepath.Join(folder, "unlearned.safetensors"), network.Default())
	if err != nil || !reflect.DeepEqual(file.Weights,
		InitialWeights(network.Default(), 1, "ann", "conv-bn")) || len(file.Notes) != 1 ||
		file.Notes[modelNote] != "conv-bn, ann, seed 1" {
		t.Errorf("the unlearned model came back as %v, %v", file.Notes, err)
	}
}

// finished returns the least that a run that ended well leaves behind.
func finished(key string) records.Result {
	return records.Result{
		Records: []records.Record{{Status: names.StatusOK, Key: key}},
		Trace:   []records.TracePoint{{Phase: "train", Set: names.SetTraining}},
		Answers: []int8{0}, Margins: []float32{0},
	}
}

// TestMagnitudes: kernels of −0.25 have a mean magnitude of 0.25.
func TestMagnitudes(t *testing.T) {
	runs, err := store.Open(t.TempDir(), network.Default(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	run := records.Run{Name: records.Name{Speaker: "ann", Seed: 1, Method: names.Original},
		Key: "key", Result: finished("key")}
	w := InitialWeights(network.Default(), 1, "ann", names.Original)
	for _, tensor := range network.Default().Tensors() {
		if tensor.Kind == network.Kernel {
			for i := range w.Of(tensor) {
				w.Of(tensor)[i] = -0.25
			}
		}
	}
	if err := runs.Save(run.Key, &run.Result, w); err != nil {
		t.Fatal(err)
	}
	layers, err := Magnitudes(&records.Results{Settings: withSpeakers("ann"), Runs: []records.Run{run},
		Store: runs.Dir()},
		names.Original)
	if err != nil || len(layers) != 6 {
		t.Fatalf("%d layers, %v; want the 6 that have kernels", len(layers), err)
	}
	if mean := layers[2].Sample.Pairs[0].Value; layers[2].Layer != "conv3" || mean != 0.25 {
		t.Errorf("%s has %v, want conv3 with 0.25", layers[2].Layer, mean)
	}
}

// TestDraws holds the draws to what a session of the method draws.
func TestDraws(t *testing.T) {
	rounds := Draws(settings.Default(), "theo", 2)
	session := unlearn.Session{Seed: 2, Speaker: "theo",
		State: network.NewState(network.Weights{Network: network.Default()})}
	var list []string
	for _, l := range session.Draw("noise4") {
		list = append(list, network.Default().LayerName(l))
	}
	if len(rounds) != 5 || !slices.Equal(rounds[3], list) {
		t.Errorf("round 4 draws %q, want %q", rounds[3], list)
	}
}

// withSpeakers returns the default settings with some excluded speakers.
func withSpeakers(speakers ...string) settings.Settings {
	s := settings.Default()
	s.Speakers = speakers
	return s
}
