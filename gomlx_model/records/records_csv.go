package records

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"audiounlearning/gomlx_model/names"
)

// OK reports whether the run finished, so that its metrics are numbers.
func (r Record) OK() bool { return r.Status == names.StatusOK }

// A column of the records' CSV knows how its field is written and read. The
// order of this table is the file's.
type column struct {
	name  string
	write func(*Record) string
	read  func(*Record, string) error
}

var columns = []column{
	textColumn("corpus", func(r *Record) *string { return &r.Corpus }),
	textColumn("protocol", func(r *Record) *string { return &r.Protocol }),
	textColumn("norm", func(r *Record) *string { return &r.Norm }),
	textColumn("speaker", func(r *Record) *string { return &r.Speaker }),
	integerColumn("seed", func(r *Record) *int { return &r.Seed }),
	textColumn("method", func(r *Record) *string { return &r.Method }),
	textColumn("settings", func(r *Record) *string { return &r.Settings }),
	textColumn("backend", func(r *Record) *string { return &r.Backend }),
	textColumn("set", func(r *Record) *string { return &r.Set }),
	integerColumn("n", func(r *Record) *int { return &r.N }),
	metricColumn("accuracy", func(r *Record) *float64 { return &r.Accuracy }),
	metricColumn("precision", func(r *Record) *float64 { return &r.Precision }),
	metricColumn("recall", func(r *Record) *float64 { return &r.Recall }),
	metricColumn("f1", func(r *Record) *float64 { return &r.F1 }),
	metricColumn("confidence", func(r *Record) *float64 { return &r.Confidence }),
	metricColumn("confidence_true", func(r *Record) *float64 { return &r.ConfidenceTrue }),
	metricColumn("loss", func(r *Record) *float64 { return &r.Loss }),
	integerColumn("passes", func(r *Record) *int { return &r.Passes }),
	{"status", func(r *Record) string { return r.Status }, readStatus},
	textColumn("key", func(r *Record) *string { return &r.Key }),
}

// WriteRecords writes records as CSV: a header, then a row each, sorted as
// SortRecords does and then by the text of the row, so that the same records
// give the same bytes in whatever order they come. Floats are in Go's shortest
// form that reads back the same; the metrics of a failed run are empty. It does
// not change its argument. If metrics contradict the status, it writes nothing
// and returns an error that names the record.
func WriteRecords(w io.Writer, records []Record) error {
	type line struct {
		record *Record
		text   []string
	}
	lines := make([]line, len(records))
	for i := range records {
		lines[i] = line{&records[i], row(&records[i])}
	}
	slices.SortFunc(lines, func(a, b line) int {
		if order := compareRecords(a.record, b.record); order != 0 {
			return order
		}
		return slices.Compare(a.text, b.text)
	})
	var buffer bytes.Buffer
	out := csv.NewWriter(&buffer)
	if err := out.Write(header()); err != nil {
		return err
	}
	for _, line := range lines {
		r := line.record
		if err := check(r); err != nil {
			return fmt.Errorf("record of %s, speaker %q, seed %d, set %s: %w", r.Method, r.Speaker,
				r.Seed, r.Set, err)
		}
		if err := out.Write(line.text); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	_, err := w.Write(buffer.Bytes())
	return err
}

// ReadRecords reads what WriteRecords wrote, in the file's order. It is strict:
// the header must be the one that WriteRecords writes, every row must have all
// its columns, and an error names the line and the column that do not fit. The
// empty metrics of a failed run become NaN.
func ReadRecords(r io.Reader) ([]Record, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = -1 // checked below, with a clearer sentence
	first, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("line 1: no header; the file is empty or was cut short")
	}
	if err != nil {
		return nil, err
	}
	if err := checkHeader(first); err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
	}
	var records []Record
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		record, err := readRow(fields)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		records = append(records, record)
	}
}

// row returns the fields of a record as text.
func row(r *Record) []string {
	fields := make([]string, len(columns))
	for i, c := range columns {
		fields[i] = c.write(r)
	}
	return fields
}

// header returns the names of the columns.
func header() []string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = c.name
	}
	return list
}

// checkHeader says which column is missing, unknown or out of place.
func checkHeader(row []string) error {
	for i, name := range header() {
		if i >= len(row) {
			return fmt.Errorf("column %d, %q, is missing; expected %s", i+1, name,
				strings.Join(header(), ","))
		}
		if row[i] != name {
			return fmt.Errorf("column %d is %q, want %q; expected %s", i+1, row[i], name,
				strings.Join(header(), ","))
		}
	}
	if len(row) > len(columns) {
		return fmt.Errorf("column %d, %q, is unknown; expected %s", len(columns)+1,
			row[len(columns)], strings.Join(header(), ","))
	}
	return nil
}

// readRow parses the fields of one line.
func readRow(row []string) (Record, error) {
	var r Record
	if len(row) != len(columns) {
		return r, fmt.Errorf("%d columns, want %d; the line was cut short or edited", len(row),
			len(columns))
	}
	for i, c := range columns {
		if err := c.read(&r, row[i]); err != nil {
			return r, fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return r, check(&r)
}

// check reports a record whose metrics contradict its status, naming the
// column.
func check(r *Record) error {
	if r.Status != names.StatusOK && !strings.HasPrefix(r.Status, "failed@") {
		return fmt.Errorf("column status: %q is neither %q nor \"failed@EPOCH\"", r.Status,
			names.StatusOK)
	}
	for _, m := range []struct {
		name  string
		value float64
	}{
		{"accuracy", r.Accuracy}, {"precision", r.Precision}, {"recall", r.Recall}, {"f1", r.F1},
		{"confidence", r.Confidence}, {"confidence_true", r.ConfidenceTrue}, {"loss", r.Loss},
	} {
		if r.OK() && (math.IsNaN(m.value) || math.IsInf(m.value, 0)) {
			return fmt.Errorf("column %s: no finite number, although the status is %q", m.name,
				names.StatusOK)
		}
		if !r.OK() && !math.IsNaN(m.value) {
			return fmt.Errorf("column %s: %v, though the status is %q; metrics of a failed run "+
				"are empty", m.name, m.value, r.Status)
		}
	}
	return nil
}

// textColumn is a column of texts, as Cell writes them.
func textColumn(name string, field func(*Record) *string) column {
	return column{name,
		func(r *Record) string { return Cell(*field(r)) },
		func(r *Record, s string) error { *field(r) = uncell(s); return nil }}
}

// integerColumn is a column of counts, none of which can be negative.
func integerColumn(name string, field func(*Record) *int) column {
	return column{name,
		func(r *Record) string { return strconv.Itoa(*field(r)) },
		func(r *Record, s string) error {
			v, err := strconv.Atoi(s)
			if err != nil || v < 0 {
				return fmt.Errorf("%q is not a whole number of 0 or more", s)
			}
			*field(r) = v
			return nil
		}}
}

// metricColumn is a column of floats; NaN is written as nothing.
func metricColumn(name string, field func(*Record) *float64) column {
	return column{name,
		func(r *Record) string {
			if v := *field(r); !math.IsNaN(v) {
				return strconv.FormatFloat(v, 'g', -1, 64)
			}
			return ""
		},
		func(r *Record, s string) error {
			if s == "" {
				*field(r) = math.NaN()
				return nil
			}
			v, err := strconv.ParseFloat(s, 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("%q is not a finite number", s)
			}
			*field(r) = v
			return nil
		}}
}

// readStatus accepts "ok" and "failed@EPOCH".
func readStatus(r *Record, s string) error {
	if epoch, failed := strings.CutPrefix(s, "failed@"); failed {
		if _, err := strconv.ParseUint(epoch, 10, 31); err != nil {
			return fmt.Errorf("%q: the epoch is not a whole number", s)
		}
	} else if s != names.StatusOK {
		return fmt.Errorf("%q is neither %q nor \"failed@EPOCH\"", s, names.StatusOK)
	}
	r.Status = s
	return nil
}
