package records

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A Reading is what one analysis of package explain found about one model of a
// pair, as numbers: by layer, by step or by feature, as the analysis says.
type Reading struct {
	Protocol, Norm, Speaker string
	Seed                    int
	Method                  string // the model; "random" is one that was never trained
	Analysis, Part          string
	Values                  []float64
	Key                     string // of the pair's original, from which its other models start
}

// readingDigits is how many significant digits of a reading are kept.
const readingDigits = 4

var readingColumns = []string{"protocol", "norm", "speaker", "seed", "method", "analysis", "part",
	"values", "key"}

// WriteReadings writes readings as CSV, sorted by all columns but the last two.
// Numbers have four significant digits, and spaces between them.
func WriteReadings(w io.Writer, readings []Reading) error {
	readings = slices.Clone(readings)
	sortReadings(readings)
	rows := csv.NewWriter(w)
	rows.Write(readingColumns)
	for _, r := range readings {
		values := make([]string, len(r.Values))
		for i, v := range r.Values {
			values[i] = strconv.FormatFloat(v, 'g', readingDigits, 64)
		}
		rows.Write([]string{r.Protocol, r.Norm, Cell(r.Speaker), strconv.Itoa(r.Seed), r.Method,
			r.Analysis, r.Part, strings.Join(values, " "), r.Key})
	}
	rows.Flush()
	return rows.Error()
}

func sortReadings(readings []Reading) {
	slices.SortStableFunc(readings, func(a, b Reading) int {
		return cmp.Or(strings.Compare(a.Protocol, b.Protocol), strings.Compare(a.Norm, b.Norm),
			strings.Compare(a.Speaker, b.Speaker), a.Seed-b.Seed,
			strings.Compare(a.Method, b.Method), strings.Compare(a.Analysis, b.Analysis),
			strings.Compare(a.Part, b.Part))
	})
}

// ReadReadings reads what WriteReadings wrote. Errors name the row.
func ReadReadings(r io.Reader) (readings []Reading, err error) {
	err = readRows(r, readingColumns, func(row []string) error {
		seed, err := strconv.Atoi(row[3])
		if err != nil {
			return err
		}
		one := Reading{Protocol: row[0], Norm: row[1], Speaker: uncell(row[2]), Seed: seed,
			Method: row[4], Analysis: row[5], Part: row[6], Key: row[8]}
		for _, text := range strings.Fields(row[7]) {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return err
			}
			one.Values = append(one.Values, v)
		}
		if len(one.Values) == 0 {
			return fmt.Errorf("%s of %s has no values", one.Analysis, one.Method)
		}
		readings = append(readings, one)
		return nil
	})
	return readings, err
}

// SampleOfReadings returns number i of a part of an analysis, for all pairs
// that have it. An empty method stands for no model.
func SampleOfReadings(readings []Reading, analysis, method, part string, i int) Sample {
	var s Sample
	for _, r := range readings {
		if r.Analysis == analysis && r.Method == method && r.Part == part && i < len(r.Values) {
			s.Pairs = append(s.Pairs, Pair{r.Speaker, r.Seed, r.Values[i]})
		}
	}
	slices.SortFunc(s.Pairs, ComparePairs)
	return s
}
