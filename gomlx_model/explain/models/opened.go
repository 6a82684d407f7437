package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"audiounlearning/audio/corpus"
	gomlxmodel "audiounlearning/gomlx_model"
	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/split"
	"audiounlearning/gomlx_model/store"
	"audiounlearning/gomlx_model/study"
)

// An Opened holds a study's models, with an engine to evaluate them. Like the
// engine, it is not safe for concurrent use.
type Opened struct {
	Results *records.Results
	Clips   []split.Clip
	Engine  *gomlxmodel.Engine

	store *store.Store
}

// Open prepares the clips and an engine for the finished runs of a study, as
// [study.Open] returns them. Close it when done.
func Open(ctx context.Context, r *records.Results, speech *corpus.Corpus) (*Opened, error) {
	kept, err := store.Open(r.Store, r.Settings.Network,
		store.Options{Clips: len(speech.Recordings)})
	if err != nil {
		return nil, err
	}
	data, clips, err := study.Prepare(ctx, r.Settings.Features, speech)
	if err != nil {
		return nil, err
	}
	data.Batch = r.Settings.Batch
	backend, err := gomlxmodel.OpenBackend(ctx, r.Settings.Backend, nil)
	if err != nil {
		return nil, err
	}
	engine, err := gomlxmodel.NewEngine(backend, r.Settings.Network, data)
	if err != nil {
		return nil, err
	}
	return &Opened{Results: r, Clips: clips, Engine: engine, store: kept}, nil
}

// Close frees what the engine holds.
func (o *Opened) Close() { o.Engine.Close() }

// Weights returns the weights of a finished run.
func (o *Opened) Weights(speaker string, seed int, method string) (network.Weights, error) {
	run, ok := o.Results.Find(speaker, seed, method)
	if !ok {
		return network.Weights{}, fmt.Errorf("models: %s, %s, seed %d is not in the study: add "+
			"the method, speaker and seed to its settings", method, speaker, seed)
	}
	_, weights, err := o.store.Load(run.Key, func(string) {})
	if errors.Is(err, fs.ErrNotExist) {
		return weights, fmt.Errorf("models: %s has no weights in %s: run the study again, and it "+
			"is trained anew: %w", run, o.store.Dir(), err)
	}
	return weights, err
}

// Random returns a network of a pair that was never trained: fresh weights,
// with the moving statistics of the pair's retained clips, without which its
// deeper layers would see next to nothing.
func (o *Opened) Random(speaker string, seed int) (network.Weights, error) {
	sets, err := o.Split(speaker, seed)
	if err != nil {
		return network.Weights{}, err
	}
	fresh := study.InitialWeights(o.Engine.Network, seed, speaker, "random")
	if o.Results.Settings.Features.Standardise {
		fresh.Mean, fresh.Deviation = o.Engine.Data.Standard(o.Engine.Network,
			Indices(sets.Training))
	}
	return Restat(o.Engine, fresh, Indices(sets.Training), seed)
}

// Split returns who hears what in a pair, by the paper's protocol.
func (o *Opened) Split(speaker string, seed int) (split.Split, error) {
	return split.New(o.Clips, names.ProtocolPaper, speaker, seed)
}

// Indices returns indices as the engine takes them.
func Indices(clips []int) []int32 {
	list := make([]int32, len(clips))
	for i, c := range clips {
		list[i] = int32(c)
	}
	return list
}
