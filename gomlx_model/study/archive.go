package study

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

// A ClipAnswers says what one run answers to every clip of its corpus, so that another metric needs no training.
type ClipAnswers struct {
	Key, Norm, Protocol, Speaker string
	Seed                         int
	Method                       string
	Answers                      []int8    // the predicted class of each clip, in the corpus's order
	Margins                      []float64 // the logit margin z_y − ln Σ_{k≠y} exp z_k, in nats, rounded to a half and cut at ±50
}

// marginSteps per nat, and the largest margin that is kept: beyond it only the sign matters, and a small file does.
const (
	marginSteps = 2
	marginLimit = 50
)

var clipColumns = []string{"key", "protocol", "norm", "speaker", "seed", "method", "answers", "half_nats"}

// WriteClips writes the answers of all runs as one gzipped CSV, a row a run, sorted by protocol, norm, speaker, seed and method: answers as a string of digits,
// margins in half nats, by spaces. The same runs give the same bytes.
func WriteClips(w io.Writer, runs []ClipAnswers) error {
	runs = slices.Clone(runs)
	slices.SortStableFunc(runs, func(a, b ClipAnswers) int {
		return cmp.Or(strings.Compare(a.Protocol, b.Protocol), strings.Compare(a.Norm, b.Norm), strings.Compare(a.Speaker, b.Speaker),
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
			steps := math.Round(marginSteps * min(max(m, -marginLimit), marginLimit))
			margins.WriteString(strconv.Itoa(int(steps)))
		}
		rows.Write([]string{run.Key, run.Protocol, run.Norm, run.Speaker, strconv.Itoa(run.Seed), run.Method, answers.String(), margins.String()})
	}
	rows.Flush()
	if err := rows.Error(); err != nil {
		return err
	}
	return zipped.Close()
}

// ReadClips reads what WriteClips wrote. Errors name the row.
func ReadClips(r io.Reader) ([]ClipAnswers, error) {
	rows, err := readZipped(r, clipColumns)
	if err != nil {
		return nil, err
	}
	var runs []ClipAnswers
	for i, row := range rows {
		run := ClipAnswers{Key: row[0], Protocol: row[1], Norm: row[2], Speaker: row[3], Method: row[5]}
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
			run.Margins = append(run.Margins, float64(steps)/marginSteps)
		}
		if len(run.Margins) != len(run.Answers) {
			return nil, fmt.Errorf("row %d: %d margins for %d answers", i+2, len(run.Margins), len(run.Answers))
		}
		runs = append(runs, run)
	}
	return runs, nil
}

// ClipAnswersOf returns the answers of the runs that have them (those known by their records alone have none).
func ClipAnswersOf(runs []Trained) (all []ClipAnswers) {
	for _, run := range runs {
		if len(run.Answers) == 0 {
			continue
		}
		a := ClipAnswers{Key: run.Key(), Protocol: run.Protocol, Norm: run.Norm, Speaker: run.Speaker, Seed: run.Seed, Method: run.Method, Answers: run.Answers}
		for _, m := range run.Margins {
			a.Margins = append(a.Margins, float64(m))
		}
		all = append(all, a)
	}
	return all
}

// readZipped returns the rows of a gzipped CSV below its header, which must be the given one.
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
