package records

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"audiounlearning/gomlx_model/names"
)

// seedsInShard is the largest number of seeds in a shard.
const seedsInShard = 10

// Each kind of published content has a folder of its own, divided into shards:
// a file for each protocol, norm, kind of removal, family of methods and block
// of seeds. New runs then change few files.
type kind[T any] struct {
	folder, suffix string
	nameOf         func(T) Name
	sort           func([]T)
	write          func(io.Writer, []T) error
	read           func(io.Reader) ([]T, error)
}

var (
	recordShards = kind[Record]{"records", ".csv", func(r Record) Name {
		return Name{Protocol: r.Protocol, Norm: r.Norm, Speaker: r.Speaker, Seed: r.Seed,
			Method: r.Method}
	}, SortRecords, WriteRecords, ReadRecords}

	clipShards = kind[Run]{"clips", ".csv" + zippedSuffix, func(r Run) Name { return r.Name },
		sortRuns, WriteClips, ReadClips}

	// Runs whose settings are not the paper's are in files of their own, since
	// their rows do not say which settings these are: the records of the same
	// key do.
	tunedShards = kind[Run]{"clips-tuned", ".csv" + zippedSuffix, func(r Run) Name { return r.Name },
		sortRuns, WriteClips, ReadClips}

	// All traces are of the paper's protocol and norm, so their columns do not
	// name these.
	traceShards = kind[Run]{"traces", ".csv" + zippedSuffix, func(r Run) Name {
		paper := DefaultSelection()
		r.Protocol, r.Norm = paper.Protocol, paper.Norm
		return r.Name
	}, sortRuns, WriteTraces, ReadTraces}

	findingShards = kind[Finding]{"findings", ".csv", func(f Finding) Name {
		return Name{Protocol: f.Protocol, Norm: f.Norm, Speaker: f.Speaker, Seed: f.Seed,
			Method: f.Method}
	}, sortFindings, WriteFindings, ReadFindings}

	tunedFindingShards = kind[Finding]{"findings-tuned", ".csv", findingShards.nameOf, sortFindings,
		WriteFindings, ReadFindings}

	readingShards = kind[Reading]{"readings", ".csv" + zippedSuffix, func(r Reading) Name {
		return Name{Protocol: r.Protocol, Norm: r.Norm, Speaker: r.Speaker, Seed: r.Seed,
			Method: r.Method}
	}, sortReadings, WriteReadings, ReadReadings}
)

// shardOf names the shard of a run: "P-batch-one-schemes-01-10".
func shardOf(n Name) string {
	first := (n.Seed-1)/seedsInShard*seedsInShard + 1
	return fmt.Sprintf("%s-%s-%s-%s-%02d-%02d", n.Protocol, n.Norm, names.Removal(n.Speaker),
		names.Family(n.Method), first, first+seedsInShard-1)
}

// list returns the names of the shards in the folder data, sorted.
func (k kind[T]) list(data string) (files []string, err error) {
	entries, err := os.ReadDir(filepath.Join(data, k.folder))
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), k.suffix); ok {
			files = append(files, name)
		}
	}
	return files, err
}

func (k kind[T]) path(data, shard string) string {
	return filepath.Join(data, k.folder, shard+k.suffix)
}

// readAll reads all shards in data, sorted as one list. If there are none, the
// error wraps fs.ErrNotExist. The error of a damaged shard names it.
func (k kind[T]) readAll(data string) (all []T, err error) {
	hasSchema, err := checkSchema(data)
	if err != nil {
		return nil, err
	}
	shards, err := k.list(data)
	if err == nil && len(shards) == 0 {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, fmt.Errorf("published %s: %w", k.folder, err)
	}
	if path := filepath.Join(data, SchemaFile); !hasSchema {
		return nil, fmt.Errorf("%s is missing; %s", path, restore(path))
	}
	for _, shard := range shards {
		if err := readFile(k.path(data, shard), func(r io.Reader) error {
			some, err := k.read(r)
			all = append(all, some...)
			return err
		}); err != nil {
			return nil, err
		}
	}
	k.sort(all)
	return all, nil
}

// writeAll makes the shards in data hold all and nothing else. It writes only
// those that change.
func (k kind[T]) writeAll(data string, all []T) error {
	shards := map[string][]T{}
	for _, x := range all {
		name := shardOf(k.nameOf(x))
		shards[name] = append(shards[name], x)
	}
	if len(shards) > 0 {
		if err := os.MkdirAll(filepath.Join(data, k.folder), 0o755); err != nil {
			return fmt.Errorf("published %s: %w", k.folder, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(shards)) {
		k.sort(shards[name])
		var text bytes.Buffer
		if err := k.write(&text, shards[name]); err != nil {
			return fmt.Errorf("published %s: %w", k.folder, err)
		}
		if err := writeChanged(k.path(data, name), text.Bytes()); err != nil {
			return err
		}
	}
	old, err := k.list(data)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("published %s: %w", k.folder, err)
	}
	for _, name := range old {
		if _, still := shards[name]; !still {
			if err := os.Remove(k.path(data, name)); err != nil {
				return fmt.Errorf("published %s: %w", k.folder, err)
			}
		}
	}
	return nil
}

// readFile parses a published file; the error of a damaged one names it.
func readFile(path string, parse func(io.Reader) error) error {
	text, err := readText(path)
	if err == nil {
		err = parse(bytes.NewReader(text))
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return damaged(path, err)
}
