package study

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
)

// Names of the published files, below figures/data.
const (
	RecordsFile  = "records.csv"
	ClipsFile    = "clips.csv.gz"
	TracesFile   = "traces.csv.gz"
	FindingsFile = "weights.csv"
)

// readPublished opens a file among the published records and parses it; what says what it holds. Where there is no such file the error wraps fs.ErrNotExist.
func readPublished[T any](name, what string, parse func(io.Reader) (T, error)) (content T, err error) {
	path, err := PublishedFile(name)
	if err != nil {
		return content, err
	}
	f, err := os.Open(path)
	if err != nil {
		return content, fmt.Errorf("published %s: %w", what, err)
	}
	defer f.Close()
	if content, err = parse(f); err != nil {
		return content, fmt.Errorf("%s: %w", path, err)
	}
	return content, nil
}

// PublishedRecords returns the records that are committed with the project. Where there are none yet the error wraps fs.ErrNotExist.
func PublishedRecords() ([]Record, error) {
	return readPublished(RecordsFile, "records", ReadRecords)
}

// PublishedTraces returns what was noted on the way of the published runs: losses, scores and distances by epoch. Where there is nothing yet the error wraps fs.ErrNotExist.
func PublishedTraces() ([]Traced, error) { return readPublished(TracesFile, "traces", ReadTraces) }

// PublishedFindings returns what was measured on the weights of the published runs. Where there is nothing yet the error wraps fs.ErrNotExist.
func PublishedFindings() ([]Finding, error) {
	return readPublished(FindingsFile, "findings", ReadFindings)
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
	if i := slices.IndexFunc(traces, func(t Traced) bool { return t.Method == "base" }); i >= 0 {
		e.Trace = traces[i].Trace
	}
	findings, err := PublishedFindings()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return e, err
	}
	for _, layer := range []string{"conv1", "conv2", "conv3"} {
		if s := sampleOf(findings, ProtocolPaper, original, MagnitudeMeasure+layer); len(s.Pairs) > 0 {
			e.Magnitudes = append(e.Magnitudes, LayerSample{layer, s})
		}
	}
	return e, nil
}
