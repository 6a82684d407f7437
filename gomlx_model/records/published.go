package records

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"audiounlearning/gomlx_model/setup"
)

// Names of the published files, below figures/data.
const (
	RecordsFile  = "records.csv"
	ClipsFile    = "clips.csv.gz"
	TracesFile   = "traces.csv.gz"
	FindingsFile = "weights.csv"
)

// readPublished opens a file among the published records and parses it; what
// says what it holds. Where there is no such file the error wraps
// fs.ErrNotExist.
func readPublished[T any](name, what string, parse func(io.Reader) (T, error)) (content T,
	err error) {
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

// PublishedRecords returns the records that are committed with the project.
// Where there are none yet the error wraps fs.ErrNotExist.
func PublishedRecords() ([]Record, error) {
	return readPublished(RecordsFile, "records", ReadRecords)
}

// PublishedTraces returns what was noted on the way of the published runs:
// losses, scores and distances by epoch. Where there is nothing yet the error
// wraps fs.ErrNotExist.
func PublishedTraces() ([]Run, error) { return readPublished(TracesFile, "traces", ReadTraces) }

// PublishedFindings returns what was measured on the weights of the published
// runs. Where there is nothing yet the error wraps fs.ErrNotExist.
func PublishedFindings() ([]Finding, error) {
	return readPublished(FindingsFile, "findings", ReadFindings)
}

// PublishedFile returns the path of a file among the published records,
// figures/data in the checkout.
func PublishedFile(name string) (string, error) {
	root, err := setup.Root()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, "figures", "data", name), nil
}
