package records

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
)

// A ClipName says which recording a place in the published answers belongs to.
type ClipName struct{ Name, Speaker, Label string }

// clipNamesFile lists the recordings in the order of the answers, below
// figures/data.
const clipNamesFile = "clips/names.csv"

var clipNameColumns = []string{"name", "speaker", "label"}

// writeClipNames writes the list of recordings, if there are any.
func writeClipNames(data string, list []ClipName) error {
	if len(list) == 0 {
		return nil
	}
	var text bytes.Buffer
	rows := csv.NewWriter(&text)
	rows.Write(clipNameColumns)
	for _, c := range list {
		rows.Write([]string{c.Name, c.Speaker, c.Label})
	}
	rows.Flush() // writing to memory cannot fail
	return writeChanged(filepath.Join(data, clipNamesFile), text.Bytes())
}

// readClipNames reads what writeClipNames wrote. A missing list counts as
// empty.
func readClipNames(data string) (list []ClipName, err error) {
	path := filepath.Join(data, clipNamesFile)
	err = readFile(path, func(r io.Reader) error {
		return readRows(r, clipNameColumns, func(row []string) error {
			list = append(list, ClipName{row[0], row[1], row[2]})
			return nil
		})
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return list, err
}
