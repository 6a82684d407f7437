package study

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/metrics"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
	"audiounlearning/gomlx_model/store"
)

// PublishedModels names the weight files that are committed with the project:
// three models of one speaker and seed, so that a reader can ask them without
// training.
var PublishedModels = []string{names.Original, names.Gold, "unlearned"}

// modelNote is the note in a published weight file that says which run it is.
const modelNote = "audiounlearning.run"

// PublishModels writes the three models of the study's first speaker and seed 1
// to a folder, conv-bn as the unlearned one. It writes the weights alone,
// without the runs' records and traces.
func PublishModels(r *records.Results, folder string) error {
	runs, err := store.Open(r.Store, r.Settings.Network, store.Options{})
	if err != nil {
		return fmt.Errorf("publish models: %w", err)
	}
	for i, method := range []string{names.Original, names.Gold, names.ConvBN} {
		run, ok := r.Find(r.Settings.Speakers[0], 1, method)
		if !ok {
			return fmt.Errorf("publish models: %s of %s, seed 1, was not run: run the paper's "+
				"methods", method, r.Settings.Speakers[0])
		}
		weights, err := weightsOf(runs, run)
		if err != nil {
			return fmt.Errorf("publish models: %w", err)
		}
		file := network.File{Weights: weights, Notes: map[string]string{modelNote: run.String()}}
		if err := file.Save(filepath.Join(folder, PublishedModels[i]+".safetensors")); err != nil {
			return fmt.Errorf("publish models: %w", err)
		}
	}
	return nil
}

// weightsOf returns the weights of a run from the store.
func weightsOf(runs *store.Store, run records.Run) (network.Weights, error) {
	_, weights, err := runs.Load(run.Key, func(string) {})
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%s is not in the store %s, or was damaged: start the study again "+
			"to train it: %w", run, runs.Dir(), err)
	}
	return weights, err
}

// Ask lets each model in a folder classify some recordings, and returns the
// answers. A model is a file of weights with the model's name; if one is
// missing, the error wraps [fs.ErrNotExist].
func Ask(ctx context.Context, s settings.Settings, folder string, all *corpus.Corpus,
	recordings []corpus.Recording) ([]records.Asked, error) {
	some := &corpus.Corpus{Name: all.Name, Recordings: recordings, Labels: all.Labels,
		Speakers: all.Speakers}
	shape := s.Shape()
	shape.Classes = len(all.Labels)
	data, err := labelled(ctx, s.Features, some, all.Labels)
	if err != nil {
		return nil, err
	}
	backend, err := gomlxmodel.OpenBackend(ctx, s.Backend, nil)
	if err != nil {
		return nil, err
	}
	engine, err := gomlxmodel.NewEngine(backend, shape, data)
	if err != nil {
		return nil, err
	}
	defer engine.Close()
	clips := make([]int32, len(recordings))
	for i := range clips {
		clips[i] = int32(i)
	}
	var models []records.Asked
	for _, name := range PublishedModels {
		file, err := network.LoadFile(filepath.Join(folder, name+".safetensors"), shape)
		if err != nil {
			return nil, err
		}
		logits, err := engine.Logits(file.Weights, clips)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		asked := records.Asked{Model: name, Run: file.Notes[modelNote]}
		for i := range recordings {
			answer, p := mostLikely(logits[i*shape.Classes : (i+1)*shape.Classes])
			asked.Classes, asked.Probabilities = append(asked.Classes, answer),
				append(asked.Probabilities, p)
		}
		models = append(models, asked)
	}
	return models, nil
}

// mostLikely returns the class of the largest logit and its softmax
// probability.
func mostLikely(logits []float32) (class int, p float64) {
	class = metrics.Argmax(logits)
	sum := 0.0
	for _, z := range logits {
		sum += math.Exp(float64(z - logits[class]))
	}
	return class, 1 / sum
}
