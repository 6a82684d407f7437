package report

import (
	"bytes"
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
	path := filepath.Join(root, "figures", "data", "records.csv")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	want := fourRuns()
	records.SortRecords(want)
	if err := records.WriteRecords(&text, want); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
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
	publishTraceAndFindings(t, filepath.Dir(path))
	if evidence, err = PublishedEvidence(); err != nil || len(evidence.Trace) != 1 ||
		len(evidence.Magnitudes) != 3 {
		t.Errorf("with a trace and findings: %d magnitudes and a trace of %d, %v",
			len(evidence.Magnitudes), len(evidence.Trace), err)
	}
	if err := os.WriteFile(path, []byte("corpus\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := records.PublishedRecords(); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged file gives %v, which should name it", err)
	}
}

// publishTraceAndFindings adds one epoch of base and the magnitudes of one
// original to a folder.
func publishTraceAndFindings(t *testing.T, dir string) {
	t.Helper()
	var traces, findings bytes.Buffer
	if err := records.WriteTraces(&traces, []records.Run{{Name: records.Name{Speaker: "ann",
		Seed: 1, Method: "base"},
		Result: records.Result{Trace: []records.TracePoint{{Phase: "reset", Epoch: 1, Set: "test",
			F1: 0.5, Loss: 1}}}}}); err != nil {
		t.Fatal(err)
	}
	var found []records.Finding
	for _, layer := range []string{"conv1", "conv2", "conv3", "dense1"} {
		found = append(found, records.Finding{Protocol: "P", Norm: "batch", Speaker: "ann", Seed: 1,
			Method: names.Original, Measure: records.MagnitudeMeasure + layer, Value: 0.1})
	}
	if err := records.WriteFindings(&findings, found); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"traces.csv.gz": traces.Bytes(),
		records.FindingsFile: findings.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
