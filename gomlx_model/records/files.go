package records

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/google/renameio/v2/maybe"
)

// zippedSuffix ends the names of files that are compressed.
const zippedSuffix = ".gz"

// readText returns the text of a file, uncompressed.
func readText(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(path, zippedSuffix) {
		return text, err
	}
	zipped, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("not a gzipped file: %w", err)
	}
	return io.ReadAll(zipped)
}

// writeChanged writes text to path, whole or not at all, and compresses it if
// the name ends in ".gz". A file that already holds this text stays as it is,
// so version control sees no change.
func writeChanged(path string, text []byte) error {
	if old, err := readText(path); err == nil && bytes.Equal(old, text) {
		return nil
	}
	if strings.HasSuffix(path, zippedSuffix) {
		var small bytes.Buffer
		// The level is a valid one, and writing to memory cannot fail.
		zipped, _ := gzip.NewWriterLevel(&small, gzip.BestCompression)
		zipped.Write(text)
		zipped.Close()
		text = small.Bytes()
	}
	if err := maybe.WriteFile(path, text, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// readRows calls take for every row of a CSV below its header, which must be
// the given one. A row is valid until take returns. Errors name the row.
func readRows(r io.Reader, header []string, take func(row []string) error) error {
	rows := csv.NewReader(r)
	rows.ReuseRecord = true
	for number := 1; ; number++ {
		row, err := rows.Read()
		if number == 1 && (err != nil || !slices.Equal(row, header)) {
			return fmt.Errorf("the first row must be %s", strings.Join(header, ","))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if number == 1 {
			continue
		}
		if err := take(row); err != nil {
			return fmt.Errorf("row %d: %w", number, err)
		}
	}
}
