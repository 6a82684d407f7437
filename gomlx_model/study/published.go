package study

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	gomlxmodel "audiounlearning/gomlx_model"
)

// PublishedTraces returns what was noted after each epoch of the published runs. Where there is nothing yet the error wraps fs.ErrNotExist.
func PublishedTraces() ([]Traced, error) {
	path, err := PublishedFile("traces.csv.gz")
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("published traces: %w", err)
	}
	defer f.Close()
	traces, err := ReadTraces(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return traces, nil
}

// PublishedEvidence is NewEvidence of the published records, with the trace of a published run of base and the weights of the published original.
// Without traces or weights their claims are "not run".
func PublishedEvidence() (Evidence, error) {
	records, err := PublishedRecords()
	if err != nil {
		return Evidence{}, err
	}
	e, err := NewEvidence(records)
	if err != nil {
		return e, err
	}
	traces, err := PublishedTraces()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return e, err
	}
	if i := slices.IndexFunc(traces, func(t Traced) bool { return t.Method == "base" }); i >= 0 {
		e.Trace = traces[i].Trace
	}
	path, err := PublishedFile("original.safetensors")
	if err != nil {
		return e, err
	}
	file, err := gomlxmodel.LoadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return e, nil
	}
	if err != nil {
		return e, err
	}
	for _, layer := range meanMagnitudes(file.Weights) {
		if layer.Layer == "conv1" || layer.Layer == "conv2" || layer.Layer == "conv3" {
			e.Magnitudes = append(e.Magnitudes, LayerSample{layer.Layer, Sample{Pairs: []Pair{{"the published original", 1, layer.mean}}}})
		}
	}
	return e, nil
}
