package records

import (
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// marginSteps per nat, and the largest margin that is kept: beyond it only the
// sign matters, and a small file does.
const (
	marginSteps = 2
	marginLimit = 50
)

var clipColumns = []string{"key", "protocol", "norm", "speaker", "seed", "method", "answers",
	"half_nats"}

// WriteClips writes the answers of the runs that have them as one gzipped CSV,
// a row a run, sorted by protocol, norm, speaker, seed and method: answers as a
// string of digits, margins in half nats, by spaces. The same runs give the
// same bytes.
func WriteClips(w io.Writer, runs []Run) error {
	runs = slices.DeleteFunc(slices.Clone(runs), func(r Run) bool { return len(r.Answers) == 0 })
	slices.SortStableFunc(runs, func(a, b Run) int {
		return cmp.Or(strings.Compare(a.Protocol, b.Protocol), strings.Compare(a.Norm, b.Norm),
			strings.Compare(a.Speaker, b.Speaker),
			a.Seed-b.Seed, strings.Compare(a.Method, b.Method), strings.Compare(a.Key, b.Key))
	})
	zipped, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	rows := csv.NewWriter(zipped)
	rows.Write(clipColumns)
	for _, run := range runs {
		var answers, margins strings.Builder
		for _, a := range run.Answers {
			answers.WriteByte('0' + byte(a))
		}
		for i, m := range run.Margins {
			if i > 0 {
				margins.WriteByte(' ')
			}
			steps := math.Round(marginSteps * min(max(float64(m), -marginLimit), marginLimit))
			margins.WriteString(strconv.Itoa(int(steps)))
		}
		rows.Write([]string{run.Key, run.Protocol, run.Norm, run.Speaker, strconv.Itoa(run.Seed),
			run.Method, answers.String(), margins.String()})
	}
	rows.Flush()
	if err := rows.Error(); err != nil {
		return err
	}
	return zipped.Close()
}

// ReadClips reads what WriteClips wrote. Errors name the row.
func ReadClips(r io.Reader) ([]Run, error) {
	rows, err := readZipped(r, clipColumns)
	if err != nil {
		return nil, err
	}
	var runs []Run
	for i, row := range rows {
		run := Run{Key: row[0], Name: Name{Protocol: row[1], Norm: row[2], Speaker: row[3],
			Method: row[5]}}
		if run.Seed, err = strconv.Atoi(row[4]); err != nil {
			return nil, fmt.Errorf("row %d: seed %q is no number", i+2, row[4])
		}
		for _, digit := range []byte(row[6]) {
			if digit < '0' || digit > '9' {
				return nil, fmt.Errorf("row %d: answer %q is no digit", i+2, digit)
			}
			run.Answers = append(run.Answers, int8(digit-'0'))
		}
		for _, field := range strings.Fields(row[7]) {
			steps, err := strconv.Atoi(field)
			if err != nil {
				return nil, fmt.Errorf("row %d: margin %q is no number", i+2, field)
			}
			run.Margins = append(run.Margins, float32(steps)/marginSteps)
		}
		if len(run.Margins) != len(run.Answers) {
			return nil, fmt.Errorf("row %d: %d margins for %d answers", i+2, len(run.Margins),
				len(run.Answers))
		}
		runs = append(runs, run)
	}
	return runs, nil
}
