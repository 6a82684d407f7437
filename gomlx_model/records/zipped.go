package records

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
)

// readZipped returns the rows of a gzipped CSV below its header, which must be
// the given one.
func readZipped(r io.Reader, header []string) ([][]string, error) {
	zipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("not a gzipped file: %w", err)
	}
	reader := csv.NewReader(zipped)
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], header) {
		return nil, fmt.Errorf("the first row must be %s", strings.Join(header, ","))
	}
	return rows[1:], nil
}
