package records

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"audiounlearning/gomlx_model/setup"
)

// Published is what a folder of published files holds.
type Published struct {
	Records []Record
	Clips   []Run // answers and margins, with the paper's settings
	// answers and margins of tuned runs; the records of the same key have the
	// settings
	Tuned     []Run
	ClipNames []ClipName
	Traces    []Run // of the paper's protocol and norm
	Findings  []Finding
	// what was measured on the weights or margins of tuned runs
	TunedFindings []Finding
	Readings      []Reading
}

// ReadPublished reads a folder of published files. Files that are missing count
// as empty.
func ReadPublished(data string) (p Published, err error) {
	var errs [8]error
	p.Records, errs[0] = recordShards.readAll(data)
	p.Clips, errs[1] = clipShards.readAll(data)
	p.ClipNames, errs[2] = readClipNames(data)
	p.Traces, errs[3] = traceShards.readAll(data)
	p.Findings, errs[4] = findingShards.readAll(data)
	p.Readings, errs[5] = readingShards.readAll(data)
	p.Tuned, errs[6] = tunedShards.readAll(data)
	p.TunedFindings, errs[7] = tunedFindingShards.readAll(data)
	for _, err := range errs {
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return p, err
		}
	}
	return p, nil
}

// Write makes a folder of published files hold p and no other runs. A file is
// written whole or not at all, and only if its contents change. If one cannot
// be written, those after it stay as they are.
func (p Published) Write(data string) error {
	return inTurn(
		func() error { return recordShards.writeAll(data, p.Records) },
		func() error { return clipShards.writeAll(data, p.Clips) },
		func() error { return tunedShards.writeAll(data, p.Tuned) },
		func() error { return writeClipNames(data, p.ClipNames) },
		func() error { return traceShards.writeAll(data, p.Traces) },
		func() error { return findingShards.writeAll(data, p.Findings) },
		func() error { return tunedFindingShards.writeAll(data, p.TunedFindings) },
		func() error { return readingShards.writeAll(data, p.Readings) },
		func() error { return writeSchema(data) },
	)
}

// WriteReadingsTo makes a folder of published files hold these readings and no
// others. Its other files stay as they are.
func WriteReadingsTo(data string, readings []Reading) error {
	return inTurn(
		func() error { return readingShards.writeAll(data, readings) },
		func() error { return writeSchema(data) },
	)
}

// inTurn takes steps until one fails.
func inTurn(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// PublishedRecords returns the records that are committed with the project. If
// there are none yet, the error wraps fs.ErrNotExist.
func PublishedRecords() ([]Record, error) { return readPublished(recordShards) }

// PublishedTraces returns what was noted during the published runs: losses,
// scores and distances by epoch. If there are none yet, the error wraps
// fs.ErrNotExist.
func PublishedTraces() ([]Run, error) { return readPublished(traceShards) }

// PublishedFindings returns what was measured on the weights or margins of the
// published runs. If there is nothing yet, the error wraps fs.ErrNotExist.
func PublishedFindings() ([]Finding, error) { return readPublished(findingShards) }

// PublishedReadings returns what the analyses of package explain found in the
// weights of published runs. If there is nothing yet, the error wraps
// fs.ErrNotExist.
func PublishedReadings() ([]Reading, error) { return readPublished(readingShards) }

// readPublished reads all committed shards of a kind.
func readPublished[T any](k kind[T]) ([]T, error) {
	data, err := PublishedFile("")
	if err != nil {
		return nil, err
	}
	return k.readAll(data)
}

// PublishedFile returns the path of a file among the published files,
// figures/data in the checkout.
func PublishedFile(name string) (string, error) {
	root, err := setup.Root()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, "figures", "data", name), nil
}

// Hash returns the SHA-256 of records as one CSV in their order, in
// hexadecimal. It does not depend on how the records are divided among files.
func Hash(records []Record) (string, error) {
	var text bytes.Buffer
	if err := WriteRecords(&text, records); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sha256.Sum256(text.Bytes())), nil
}
