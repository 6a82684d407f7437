package report

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
)

// Evidence is what the claims are judged on. Claims whose evidence is missing
// are "not run".
type Evidence struct {
	// protocol P with each normalisation; nil where there is none
	Batch, Layer, Instance *records.View
	// mean |w| of the originals' convolution kernels, by layer
	Magnitudes []records.LayerSample
	Trace      []records.TracePoint // of one run of base, to see how its epochs divide
}

// NewEvidence selects the three views from records; Magnitudes and Trace are
// not in records and stay empty.
func NewEvidence(all []records.Record) (Evidence, error) {
	var e Evidence
	for _, v := range []struct {
		norm network.Norm
		view **records.View
	}{{network.BatchNorm, &e.Batch}, {network.LayerNorm, &e.Layer},
		{network.InstanceNorm, &e.Instance}} {
		selection := records.DefaultSelection()
		selection.Norm = string(v.norm)
		view, err := records.Select(all, selection)
		if err != nil {
			return Evidence{}, fmt.Errorf("%s normalisation: %w", v.norm, err)
		}
		*v.view = view
	}
	return e, nil
}

// PublishedEvidence is NewEvidence of the published records, with the trace of
// a published run of base and the magnitudes of the originals' weights. Without
// traces or findings their claims are "not run".
func PublishedEvidence() (Evidence, error) {
	all, err := records.PublishedRecords()
	if err != nil {
		return Evidence{}, err
	}
	e, err := NewEvidence(all)
	if err != nil {
		return e, err
	}
	traces, err := records.PublishedTraces()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return e, err
	}
	if i := slices.IndexFunc(traces,
		func(t records.Run) bool { return t.Method == names.Base }); i >= 0 {
		e.Trace = traces[i].Trace
	}
	findings, err := records.PublishedFindings()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return e, err
	}
	for _, layer := range []string{"conv1", "conv2", "conv3"} {
		if s := records.SampleOf(findings, names.ProtocolPaper, names.Original,
			records.MagnitudeMeasure+layer); len(s.Pairs) > 0 {
			e.Magnitudes = append(e.Magnitudes, records.LayerSample{Layer: layer, Sample: s})
		}
	}
	return e, nil
}
