package report

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/setup"
)

// checkout makes AU_ROOT an empty checkout.
func checkout(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module audiounlearning\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv(setup.RootEnv, root)
	return root
}

func TestPublishedRecords(t *testing.T) {
	root := checkout(t)
	if _, err := records.PublishedRecords(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without records: %v, want fs.ErrNotExist", err)
	}
	data := filepath.Join(root, "figures", "data")
	want := fourRuns()
	records.SortRecords(want)
	published := records.Published{Records: want}
	if err := published.Write(data); err != nil {
		t.Fatal(err)
	}
	got, err := records.PublishedRecords()
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %d records, %v; want the %d that were written", len(got), err, len(want))
	}
	evidence, err := PublishedEvidence()
	if err != nil || evidence.Batch == nil || evidence.Trace != nil || evidence.Magnitudes != nil {
		t.Errorf("records alone give %d magnitudes and a trace of %d, %v", len(evidence.Magnitudes),
			len(evidence.Trace), err)
	}
	if _, err := records.PublishedTraces(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without traces: %v", err)
	}
	published.Traces, published.Findings = traceAndFindings()
	if err := published.Write(data); err != nil {
		t.Fatal(err)
	}
	if evidence, err = PublishedEvidence(); err != nil || len(evidence.Trace) != 1 ||
		len(evidence.Magnitudes) != 3 {
		t.Errorf("with a trace and findings: %d magnitudes and a trace of %d, %v",
			len(evidence.Magnitudes), len(evidence.Trace), err)
	}
	shards, _ := filepath.Glob(filepath.Join(data, "records", "*"))
	path := shards[0]
	if err := os.WriteFile(path, []byte("corpus\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := records.PublishedRecords(); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged file gives %v, which should name it", err)
	}
}

// traceAndFindings returns one epoch of base and the magnitudes of one
// original.
func traceAndFindings() (traces []records.Run, found []records.Finding) {
	traces = []records.Run{{Name: records.Name{Speaker: "ann", Seed: 1, Method: "base"},
		Result: records.Result{Trace: []records.TracePoint{{Phase: "reset", Epoch: 1, Set: "test",
			F1: 0.5, Loss: 1}}}}}
	for _, layer := range []string{"conv1", "conv2", "conv3", "dense1"} {
		found = append(found, records.Finding{Protocol: "P", Norm: "batch", Speaker: "ann", Seed: 1,
			Method: names.Original, Measure: records.MagnitudeMeasure + layer, Value: 0.1})
	}
	return traces, found
}
