package records

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
)

// SchemaFile, below figures/data, says how the published files are divided.
const SchemaFile = "schema.json"

// schemaVersion is the version of the files that this program reads and writes.
const schemaVersion = 2

// A schema describes the published files.
type schema struct {
	Version   int               `json:"version"`
	Migration string            `json:"migration"`
	Shards    string            `json:"shards"`
	Clips     string            `json:"clips"`
	Columns   map[string]string `json:"columns"`
}

// schemaNow is the schema of today.
func schemaNow() schema {
	return schema{
		Version: schemaVersion,
		Migration: "Version 1 (in git's history) had the same rows undivided in records.csv, " +
			"clips.csv.gz, traces.csv.gz and weights.csv; version 2 divides them into shards " +
			"and changes none.",
		Shards: "A file is named PROTOCOL-NORM-REMOVAL-FAMILY-SEEDS: one speaker removed or " +
			"several in turn, the family of methods, a block of ten seeds.",
		Clips: "Place i of answers and half_nats belongs to row i of clips/names.csv, whose " +
			"names are in byte order (take 10 before take 2); answers are digits, or numbers by " +
			"spaces where one is above 9, to be read as text (pandas: dtype={'answers': str}). The runs in " +
			"clips and findings have the paper's settings (but fold=true where a measure ends in " +
			FoldSuffix + "), those in clips-tuned and findings-tuned others, which the records of the " +
			"same key name.",
		Columns: map[string]string{
			recordShards.folder:       strings.Join(header(), ","),
			clipShards.folder:         strings.Join(clipColumns, ","),
			tunedShards.folder:        strings.Join(clipColumns, ","),
			clipNamesFile:             strings.Join(clipNameColumns, ","),
			traceShards.folder:        strings.Join(traceColumns, ","),
			findingShards.folder:      strings.Join(findingColumns, ","),
			tunedFindingShards.folder: strings.Join(findingColumns, ","),
			readingShards.folder:      strings.Join(readingColumns, ","),
		},
	}
}

// writeSchema writes the schema of today into a folder of published files.
func writeSchema(data string) error {
	text, err := json.MarshalIndent(schemaNow(), "", "  ")
	if err != nil {
		return err
	}
	return writeChanged(filepath.Join(data, SchemaFile), append(text, '\n'))
}

// checkSchema returns an error for published files that this program cannot
// read, and reports whether there is a schema.
func checkSchema(data string) (found bool, err error) {
	var s struct{ Version int } // the other fields may differ in a newer version
	path := filepath.Join(data, SchemaFile)
	err = readFile(path, func(r io.Reader) error {
		if err := json.NewDecoder(r).Decode(&s); err != nil {
			return err
		}
		if s.Version < schemaVersion {
			return fmt.Errorf("version %d had no schema", s.Version)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err == nil && s.Version > schemaVersion {
		err = fmt.Errorf("%s has version %d, but this program reads version %d: use the program "+
			"of that checkout", path, s.Version, schemaVersion)
	}
	return true, err
}

// damaged is the error of a published file that cannot be read.
func damaged(path string, err error) error {
	return fmt.Errorf("%s is damaged: %w; %s", path, err, restore(path))
}

// restore says how to restore a published file.
func restore(path string) string { return "git checkout -- " + path + " brings it back" }
