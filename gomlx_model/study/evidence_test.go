package study

import (
	"audiounlearning/gomlx_model/setup"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// checkout makes AU_ROOT an empty checkout.
func checkout(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module audiounlearning\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv(setup.RootEnv, root)
	return root
}

func TestPublishedRecords(t *testing.T) {
	root := checkout(t)
	if _, err := PublishedRecords(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without records: %v, want fs.ErrNotExist", err)
	}
	path := filepath.Join(root, "figures", "data", "records.csv")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	want := fourRuns()
	SortRecords(want)
	if err := WriteRecords(&text, want); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := PublishedRecords()
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %d records, %v; want the %d that were written", len(got), err, len(want))
	}
	evidence, err := PublishedEvidence()
	if err != nil || evidence.Batch == nil || evidence.Trace != nil || evidence.Magnitudes != nil {
		t.Errorf("records alone give %d magnitudes and a trace of %d, %v", len(evidence.Magnitudes), len(evidence.Trace), err)
	}
	if _, err := PublishedTraces(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without traces: %v", err)
	}
	publishTraceAndFindings(t, filepath.Dir(path))
	if evidence, err = PublishedEvidence(); err != nil || len(evidence.Trace) != 1 || len(evidence.Magnitudes) != 3 {
		t.Errorf("with a trace and findings: %d magnitudes and a trace of %d, %v", len(evidence.Magnitudes), len(evidence.Trace), err)
	}
	if err := os.WriteFile(path, []byte("corpus\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := PublishedRecords(); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged file gives %v, which should name it", err)
	}
}

// publishTraceAndFindings adds one epoch of base and the magnitudes of one original to a folder.
func publishTraceAndFindings(t *testing.T, dir string) {
	t.Helper()
	var traces, findings bytes.Buffer
	if err := WriteTraces(&traces, []Trained{{Name: Name{Speaker: "ann", Seed: 1, Method: "base"}, Result: Result{Trace: []TracePoint{{"reset", 1, "test", 0.5, 1}}}}}); err != nil {
		t.Fatal(err)
	}
	var found []Finding
	for _, layer := range []string{"conv1", "conv2", "conv3", "dense1"} {
		found = append(found, Finding{Protocol: "P", Norm: "batch", Speaker: "ann", Seed: 1, Method: Original, Measure: MagnitudeMeasure + layer, Value: 0.1})
	}
	if err := WriteFindings(&findings, found); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"traces.csv.gz": traces.Bytes(), FindingsFile: findings.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
