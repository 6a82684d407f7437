package records

import (
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"audiounlearning/gomlx_model/setup"
)

// TestReadersRefuse is every way in which a file of traces, findings or answers
// can be damaged, and what its reader says of it: where it is, and what.
func TestReadersRefuse(t *testing.T) {
	clips := func(r io.Reader) error { _, err := ReadClips(r); return err }
	traces := func(r io.Reader) error { _, err := ReadTraces(r); return err }
	findings := func(r io.Reader) error { _, err := ReadFindings(r); return err }
	const trace = "speaker,seed,method,phase,epoch,what,layer,from,f1,value\n"
	const finding = "protocol,norm,speaker,seed,method,measure,value,key\n"
	const clip = "key,protocol,norm,speaker,seed,method,answers,half_nats\n"
	for _, c := range []struct {
		read       func(io.Reader) error
		text, want string
	}{
		{traces, "", "the first row must be speaker,seed,method,phase,epoch"},
		{traces, "speaker,seed\n", "the first row must be speaker,seed,method,phase,epoch"},
		{traces, trace + "a,x,base,reset,1,test,,,0.5,1\n", "row 2: "},
		{traces, trace + "a,1,base,reset,x,test,,,0.5,1\n", "holds something that is not a number"},
		{traces, trace + "a,1,base,reset,1,test,,,x,1\n", "holds something that is not a number"},
		{traces, trace + "a,1,base,reset,1,test,,,0.5,\n", "holds something that is not a number"},
		{traces, trace + "a,1,base,reset,1,test,,,0.5,1\na,1\n", "record on line 3: wrong number"},
		{findings, "protocol\n", "the first row must be protocol,norm,speaker,seed"},
		{findings, finding + "P,batch,a,x,gold,probe-auc,0.5,k\n", `row 2: seed "x" is not a whole number`},
		{findings, finding + "P,batch,a,1,gold,probe-auc,,k\n", `row 2: value "" is not a number`},
		{findings, finding + "P,batch,a,1,gold,\"probe\n", "parse error on line 2"},
		{clips, "key,protocol\n", "the first row must be key,protocol,norm,speaker,seed,method"},
		{clips, clip + "k,P,batch,a,x,gold,1,0\n", `row 2: seed "x" is not a whole number`},
		{clips, clip + "k,P,batch,a,1,gold,1,0.5\n", `row 2: margin "0.5" is not a whole number`},
		{clips, clip + "k,P,batch,a,1,gold,1 2,0\n", "row 2: 1 margins for 2 answers"},
	} {
		err := c.read(strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

// TestCheckRefuses is every way in which a record can contradict itself.
func TestCheckRefuses(t *testing.T) {
	finished, failed := sample()[0], sample()[2]
	for _, c := range []struct {
		record Record
		change func(*Record)
		want   string
	}{
		{finished, func(r *Record) { r.Status = "done" },
			`column status: "done" is neither "ok" nor "failed@EPOCH"`},
		{finished, func(r *Record) { r.Accuracy = math.NaN() }, "column accuracy: no finite number"},
		{finished, func(r *Record) { r.Precision = math.Inf(-1) }, "column precision: no finite"},
		{finished, func(r *Record) { r.Recall = math.NaN() }, "column recall: no finite number"},
		{finished, func(r *Record) { r.F1 = math.NaN() }, "column f1: no finite number"},
		{finished, func(r *Record) { r.Confidence = math.NaN() }, "column confidence: no finite"},
		{finished, func(r *Record) { r.ConfidenceTrue = math.NaN() }, "column confidence_true: no"},
		{finished, func(r *Record) { r.Loss = math.Inf(1) }, "column loss: no finite number"},
		{failed, func(r *Record) { r.F1 = 0.5 },
			`column f1: 0.5, though the status is "failed@7"; metrics of a failed run are empty`},
		{failed, func(r *Record) { r.Loss = 0 }, "column loss: 0, though the status"},
	} {
		if err := check(&c.record); err != nil {
			t.Errorf("the record is refused as it is: %v", err)
		}
		c.change(&c.record)
		if err := check(&c.record); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
		if err := WriteRecords(io.Discard, []Record{c.record}); err == nil ||
			!strings.Contains(err.Error(), "record of "+c.record.Method+`, speaker "`) ||
			!strings.Contains(err.Error(), c.want) {
			t.Errorf("written with %v, want the record and %s", err, c.want)
		}
		if _, err := Hash([]Record{c.record}); err == nil {
			t.Errorf("a record with %s has a hash", c.want)
		}
	}
}

// TestNothingPublished: in a checkout without published files each reader says
// so in a way that a caller can tell from damage, and outside of one each says
// where it looked.
func TestNothingPublished(t *testing.T) {
	root := t.TempDir()
	t.Setenv(setup.RootEnv, root)
	readers := map[string]func() error{
		"records":  func() error { _, err := PublishedRecords(); return err },
		"traces":   func() error { _, err := PublishedTraces(); return err },
		"findings": func() error { _, err := PublishedFindings(); return err },
	}
	for folder, read := range readers {
		if err := read(); err == nil || !strings.Contains(err.Error(), root) {
			t.Errorf("%s outside of a checkout: %v, want the place", folder, err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte("module audiounlearning\n"),
		0o644); err != nil {
		t.Fatal(err)
	}
	for folder, read := range readers {
		if err := read(); !errors.Is(err, fs.ErrNotExist) ||
			!strings.HasPrefix(err.Error(), "published "+folder+": ") {
			t.Errorf("%s: %v, want an error of what is published that wraps fs.ErrNotExist", folder,
				err)
		}
	}
	path, err := PublishedFile("records/x.csv")
	if want := filepath.Join(root, "figures", "data", "records", "x.csv"); err != nil || path != want {
		t.Errorf("a published file stands at %s, %v; want %s", path, err, want)
	}
	if err := madeUp().Write(filepath.Join(root, "figures", "data")); err != nil {
		t.Fatal(err)
	}
	for folder, read := range readers {
		if err := read(); err != nil {
			t.Errorf("published %s: %v", folder, err)
		}
	}
}

// TestCannotWrite: a folder that cannot be made or filled is named, and nothing
// is written after the first failure.
func TestCannotWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := madeUp().Write(file); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("below a file: %v, want an error that names it", err)
	}
	broken := madeUp()
	broken.Records[0].Status = "done"
	data := filepath.Join(t.TempDir(), "data")
	if err := broken.Write(data); err == nil ||
		!strings.HasPrefix(err.Error(), "published records: record of ") {
		t.Errorf("a record that contradicts itself: %v", err)
	}
	written, err := filepath.Glob(filepath.Join(data, "*"))
	if err != nil || len(written) != 1 { // the folder of the records
		t.Errorf("after the failure there are %q, %v", written, err)
	}
}
