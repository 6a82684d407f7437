package records

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// madeUp is a published study of two speakers, one removal in turn, three
// methods of two families and seeds of two blocks.
func madeUp() (p Published) {
	for _, seed := range []int{11, 1, 10} {
		for _, speaker := range []string{"theo", "lucas", "lucas+theo"} {
			for _, method := range []string{"gold", "base", "all-bn"} {
				key := strings.Join([]string{speaker, method, string(rune('a' + seed))}, "-")
				name := Name{Protocol: "P", Norm: "batch", Speaker: speaker, Seed: seed,
					Method: method}
				for _, set := range []string{"test", "excluded"} {
					p.Records = append(p.Records, Record{Protocol: "P", Norm: "batch",
						Speaker: speaker, Seed: seed, Method: method, Set: set, F1: 0.5,
						Status: "ok", Key: key})
				}
				p.Clips = append(p.Clips, Run{name, key, Result{Answers: []int8{1, 2},
					Margins: []float32{1.5, 3}}})
				p.Traces = append(p.Traces, Run{
					Name: Name{Speaker: speaker, Seed: seed, Method: method},
					Result: Result{Trace: []TracePoint{{"train", 1, "test", 0.5, 1.5}},
						Distances: []DistancePoint{{"train", 1, "norm1", "weights", "gold", 1}}}})
				p.Findings = append(p.Findings, Finding{key, "P", "batch", speaker, seed, method,
					ProbeMeasure, 0.5})
			}
		}
	}
	p.ClipNames = []ClipName{{"0_lucas_10.wav", "lucas", "0"}, {"0_lucas_2.wav", "lucas", "0"}}
	return p
}

// Shards hold the rows of one undivided file, and reading them gives its order.
func TestShardsAreOneFileDivided(t *testing.T) {
	data, p := t.TempDir(), madeUp()
	if err := p.Write(data); err != nil {
		t.Fatal(err)
	}
	var one [4]bytes.Buffer
	var want Published
	var errs [8]error
	errs[0] = WriteRecords(&one[0], p.Records)
	want.Records, errs[1] = ReadRecords(&one[0])
	errs[2] = WriteClips(&one[1], p.Clips)
	want.Clips, errs[3] = ReadClips(&one[1])
	sortRuns(p.Traces)
	errs[4] = WriteTraces(&one[2], p.Traces)
	want.Traces, errs[5] = ReadTraces(&one[2])
	errs[6] = WriteFindings(&one[3], p.Findings)
	want.Findings, errs[7] = ReadFindings(&one[3])
	want.ClipNames = p.ClipNames
	got, err := ReadPublished(data)
	if err := errors.Join(append(errs[:], err)...); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the shards hold %+v, the files %+v", got, want)
	}
	shards, _ := filepath.Glob(filepath.Join(data, "records", "*"))
	for i := range shards {
		shards[i] = filepath.Base(shards[i])
	}
	if got, want := strings.Join(shards, " "), "P-batch-in-turn-schemes-01-10.csv "+
		"P-batch-in-turn-schemes-11-20.csv P-batch-in-turn-scratch-01-10.csv "+
		"P-batch-in-turn-scratch-11-20.csv P-batch-one-schemes-01-10.csv "+
		"P-batch-one-schemes-11-20.csv P-batch-one-scratch-01-10.csv "+
		"P-batch-one-scratch-11-20.csv"; got != want {
		t.Errorf("the shards are %s, want %s", got, want)
	}
	if got := shardOf(Name{Protocol: "M", Norm: "layer", Seed: 110, Method: "new"}); got !=
		"M-layer-one-methods-101-110" {
		t.Errorf("seed 110 is in %s", got)
	}
}

// A file is written only where its rows change, and goes with its last row.
func TestShardsChangeWhereRowsDo(t *testing.T) {
	data, p := t.TempDir(), madeUp()
	if err := p.Write(data); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-time.Hour)
	age := func(path string, e fs.DirEntry, err error) error {
		return errors.Join(err, os.Chtimes(path, long, long))
	}
	touched := func() (list []string) {
		filepath.WalkDir(data, func(path string, e fs.DirEntry, err error) error {
			if info, _ := e.Info(); !e.IsDir() && info.ModTime().After(long.Add(time.Minute)) {
				list = append(list, strings.TrimPrefix(path, data))
			}
			return err
		})
		return list
	}
	if err := filepath.WalkDir(data, age); err != nil {
		t.Fatal(err)
	}
	read, err := ReadPublished(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := read.Write(data); err != nil || len(touched()) > 0 {
		t.Errorf("the same again, %v, touched %v", err, touched())
	}
	read.Findings[0].Value = 0.75
	if err := read.Write(data); err != nil || len(touched()) != 1 {
		t.Errorf("one other number, %v, touched %v", err, touched())
	}
	read.Traces = nil
	if err := read.Write(data); err != nil {
		t.Fatal(err)
	}
	if _, err := traceShards.readAll(data); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without traces: %v, want fs.ErrNotExist", err)
	}
}

// What cannot be read is named in one sentence with a way out.
func TestPublishedThatCannotBeRead(t *testing.T) {
	shard := recordShards.path("", "P-batch-one-schemes-01-10")
	zipped := clipShards.path("", "P-batch-one-schemes-01-10")
	for _, c := range []struct{ file, text, want string }{
		{shard, "corpus\n", "is damaged: line 1"},
		{zipped, "no gzip", "is damaged: not a gzipped file"},
		{clipNamesFile, "place\n", "is damaged: the first row"},
		{SchemaFile, "{", "is damaged"},
		{SchemaFile, `{"version": 1}`, "version 1 had no schema"},
		{SchemaFile, `{"version": 9, "columns": 3}`, "has version 9"},
	} {
		data := t.TempDir()
		if err := madeUp().Write(data); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(data, c.file)
		if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := ReadPublished(data)
		if err == nil || !strings.Contains(err.Error(), path+" ") ||
			!strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") ||
			!strings.Contains(err.Error(), "checkout") {
			t.Errorf("%s of %q: got %v, want %s", c.file, c.text, err, c.want)
		}
	}
	data := t.TempDir()
	if err := errors.Join(madeUp().Write(data),
		os.Remove(filepath.Join(data, SchemaFile))); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadPublished(data); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("without the schema: got %v", err)
	}
	if p, err := ReadPublished(t.TempDir()); err != nil || !reflect.DeepEqual(p, Published{}) {
		t.Errorf("an empty folder holds %v, %v", p, err)
	}
}
