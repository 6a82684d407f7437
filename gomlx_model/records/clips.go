package records

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// marginSteps per nat, and the largest margin that is kept: beyond it only the
// sign matters, so clipping keeps the file small.
const (
	marginSteps = 2
	marginLimit = 50
)

var clipColumns = []string{"key", "protocol", "norm", "speaker", "seed", "method", "answers",
	"half_nats"}

// WriteClips writes the answers of the runs that have them as CSV, a row a run,
// sorted by protocol, norm, speaker, seed and method. Answers are a string of
// digits, or numbers with spaces between them if one is above 9; margins are
// half nats with spaces between them. The clips are in byte order of the
// recordings' names, "10" before "2". The same runs give the same bytes.
func WriteClips(w io.Writer, runs []Run) error {
	runs = slices.DeleteFunc(slices.Clone(runs), func(r Run) bool { return len(r.Answers) == 0 })
	sortRuns(runs)
	rows := csv.NewWriter(w)
	rows.Write(clipColumns)
	for _, run := range runs {
		margins := make([]string, len(run.Margins))
		for i, m := range run.Margins {
			margins[i] = strconv.Itoa(stepsOf(m))
		}
		rows.Write([]string{run.Key, run.Protocol, run.Norm, run.Speaker, strconv.Itoa(run.Seed),
			run.Method, answersText(run.Answers), strings.Join(margins, " ")})
	}
	rows.Flush()
	return rows.Error()
}

// stepsOf rounds a margin to half nats.
func stepsOf(margin float32) int {
	return int(math.Round(marginSteps * min(max(float64(margin), -marginLimit), marginLimit)))
}

// RoundMargins returns a run with its margins as [WriteClips] keeps them, so
// that what is drawn of it is what its file says.
func RoundMargins(run Run) Run {
	run.Margins = slices.Clone(run.Margins)
	for i, m := range run.Margins {
		run.Margins[i] = float32(stepsOf(m)) / marginSteps
	}
	return run
}

// sortRuns orders runs by name. Published files do not hold all parts of a
// name; the others are empty.
func sortRuns(runs []Run) {
	slices.SortStableFunc(runs, func(a, b Run) int {
		return cmp.Or(strings.Compare(a.Protocol, b.Protocol), strings.Compare(a.Norm, b.Norm),
			strings.Compare(a.Speaker, b.Speaker),
			a.Seed-b.Seed, strings.Compare(a.Method, b.Method), strings.Compare(a.Key, b.Key))
	})
}

// ReadClips reads what WriteClips wrote. Errors name the row.
func ReadClips(r io.Reader) (runs []Run, err error) {
	err = readRows(r, clipColumns, func(row []string) error {
		// The fields share the row's text, which is long and need not stay in
		// memory.
		text := func(i int) string { return strings.Clone(row[i]) }
		run := Run{Key: text(0), Name: Name{Protocol: text(1), Norm: text(2), Speaker: text(3),
			Method: text(5)}}
		var err error
		if run.Seed, err = strconv.Atoi(row[4]); err != nil {
			return fmt.Errorf("seed %q is not a whole number", row[4])
		}
		run.Margins = slices.Grow(run.Margins, 1+strings.Count(row[7], " "))
		for field := range strings.FieldsSeq(row[7]) {
			steps, err := strconv.Atoi(field)
			if err != nil {
				return fmt.Errorf("margin %q is not a whole number", field)
			}
			run.Margins = append(run.Margins, float32(steps)/marginSteps)
		}
		if run.Answers, err = parseAnswers(row[6], len(run.Margins)); err != nil {
			return err
		}
		runs = append(runs, run)
		return nil
	})
	return runs, err
}

// answersText writes answers as digits, or with spaces between them if one is
// above 9.
func answersText(answers []int8) string {
	digits := slices.Max(answers) <= 9
	var b strings.Builder
	for i, a := range answers {
		if i > 0 && !digits {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(int(a)))
	}
	return b.String()
}

// parseAnswers reads n answers. As digits they take n bytes. With spaces they
// take more, because at least one has two digits.
func parseAnswers(text string, n int) (answers []int8, err error) {
	if len(text) == n && strings.Trim(text, "0123456789") == "" {
		answers = make([]int8, n) // as most are, which are many
		for i := range answers {
			answers[i] = int8(text[i] - '0')
		}
		return answers, nil
	}
	fields := strings.Fields(text)
	if len(text) == n {
		fields = strings.Split(text, "")
	}
	if len(fields) != n {
		return nil, fmt.Errorf("%d margins for %d answers", n, len(fields))
	}
	for _, field := range fields {
		a, err := strconv.ParseUint(field, 10, 7)
		if err != nil {
			return nil, fmt.Errorf("answer %q is not a class in 0…127", field)
		}
		answers = append(answers, int8(a))
	}
	return answers, nil
}
