package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
	"audiounlearning/gomlx_model/network"
	"audiounlearning/gomlx_model/records"
	"audiounlearning/gomlx_model/settings"
)

// tracedSeeds bounds the traces that are published: three seeds of every
// speaker show what all show, and keep the file small.
const tracedSeeds = 3

// An archive is what is published of all runs so far. A study adds its runs,
// in place of older ones of the same name.
type archive struct {
	Records []records.Record
	clips   []records.Run
	found   []records.Finding
	// of the paper's protocol, batch normalisation and removals of one speaker,
	// which the figures of learning show
	traces []records.Run
}

// ReadArchive reads the published results; what is not there yet is empty.
func ReadArchive(dir string) (a archive, err error) {
	read := func(name string, parse func(io.Reader) error) {
		if err != nil {
			return
		}
		text, e := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(e, fs.ErrNotExist) {
			return
		}
		if e == nil {
			e = parse(bytes.NewReader(text))
		}
		if e != nil {
			err = fmt.Errorf("published results %s: %w (git checkout brings it back)",
				filepath.Join(dir, name), e)
		}
	}
	read(records.RecordsFile, func(r io.Reader) (e error) {
		a.Records,
			e = records.ReadRecords(r)
		return e
	})
	read(records.ClipsFile, func(r io.Reader) (e error) {
		a.clips,
			e = records.ReadClips(r)
		return e
	})
	read(records.FindingsFile, func(r io.Reader) (e error) {
		a.found,
			e = records.ReadFindings(r)
		return e
	})
	read(records.TracesFile, func(r io.Reader) (e error) {
		a.traces,
			e = records.ReadTraces(r)
		return e
	})
	return a, err
}

// add puts the runs of a study and what was found on their weights into the
// archive.
func (a *archive) add(results *records.Results, found []records.Finding) {
	place := func(r records.Record) string {
		return fmt.Sprintf("%q %q %q %q %d %q", r.Corpus, r.Protocol, r.Norm, r.Speaker, r.Seed,
			r.Method)
	}
	a.Records = merge(a.Records, results.Records(), place)
	records.SortRecords(a.Records)

	kept := map[string]bool{}
	for _, r := range a.Records {
		kept[r.Key] = true
	}
	answered := slices.DeleteFunc(slices.Clone(results.Runs),
		func(r records.Run) bool { return len(r.Answers) == 0 })
	a.clips = merge(a.clips, answered, func(c records.Run) string { return c.Key })
	a.clips = slices.DeleteFunc(a.clips, func(c records.Run) bool { return !kept[c.Key] })
	a.found = merge(a.found, found, func(f records.Finding) string {
		return fmt.Sprintf("%s %q %s",
			f.Key, f.Speaker, f.Measure)
	})
	a.found = slices.DeleteFunc(a.found, func(f records.Finding) bool { return !kept[f.Key] })

	if results.Settings.Protocol == names.ProtocolPaper &&
		results.Settings.Network.Norm == settings.Default().Network.Norm {
		name := func(t records.Run) string {
			return fmt.Sprintf("%q %06d %q", t.Speaker, t.Seed,
				t.Method)
		}
		traced := slices.DeleteFunc(slices.Clone(results.Runs), func(t records.Run) bool {
			// a removal of several speakers is not what the figures show
			return len(t.Trace) == 0 || t.Seed > tracedSeeds || strings.Contains(t.Speaker, "+")
		})
		a.traces = merge(a.traces, traced, name)
		slices.SortStableFunc(a.traces, func(x, y records.Run) int {
			return strings.Compare(name(x),
				name(y))
		})
	}
}

// merge returns old without what has a name in added, and then added.
func merge[T any](old, added []T, name func(T) string) []T {
	replaced := map[string]bool{}
	for _, x := range added {
		replaced[name(x)] = true
	}
	old = slices.DeleteFunc(slices.Clone(old), func(x T) bool { return replaced[name(x)] })
	return append(old, added...)
}

// write puts the archive into dir, each file whole or not at all.
func (a archive) write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("published results: %w", err)
	}
	for _, file := range []struct {
		name   string
		encode func(io.Writer) error
	}{
		{records.RecordsFile, func(w io.Writer) error {
			return records.WriteRecords(w,
				a.Records)
		}},
		{records.ClipsFile, func(w io.Writer) error { return records.WriteClips(w, a.clips) }},
		{records.FindingsFile, func(w io.Writer) error {
			return records.WriteFindings(w,
				a.found)
		}},
		{records.TracesFile, func(w io.Writer) error { return records.WriteTraces(w, a.traces) }},
	} {
		var text bytes.Buffer
		if err := file.encode(&text); err != nil {
			return fmt.Errorf("published results %s: %w", file.name, err)
		}
		if err := network.WriteWhole(filepath.Join(dir, file.name), text.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
