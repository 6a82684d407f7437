package study

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// Evidence is what the claims are judged by. What is missing makes its claims "not run".
type Evidence struct {
	Batch, Layer, Instance *View         // protocol P with each normalisation; nil where there is none
	Magnitudes             []LayerSample // mean |w| of the originals' convolution kernels, by layer
	Trace                  []TracePoint  // of one run of base, to see how its epochs divide
}

// NewEvidence selects the three views from records; Magnitudes and Trace are not in records and stay empty.
func NewEvidence(records []Record) (Evidence, error) {
	var e Evidence
	for _, v := range []struct {
		norm string
		view **View
	}{{"batch", &e.Batch}, {"layer", &e.Layer}, {"instance", &e.Instance}} {
		selection := DefaultSelection()
		selection.Norm = v.norm
		view, err := Select(records, selection)
		if err != nil {
			return Evidence{}, fmt.Errorf("%s normalisation: %w", v.norm, err)
		}
		*v.view = view
	}
	return e, nil
}

// PublishedEvidence is NewEvidence of the published records, with the trace of a published run of base and the magnitudes of the originals' weights.
// Without traces or findings their claims are "not run".
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
	if i := slices.IndexFunc(traces, func(t Trained) bool { return t.Method == Base }); i >= 0 {
		e.Trace = traces[i].Trace
	}
	findings, err := PublishedFindings()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return e, err
	}
	for _, layer := range []string{"conv1", "conv2", "conv3"} {
		if s := SampleOf(findings, ProtocolPaper, Original, MagnitudeMeasure+layer); len(s.Pairs) > 0 {
			e.Magnitudes = append(e.Magnitudes, LayerSample{layer, s})
		}
	}
	return e, nil
}
